/** Names a runbook may use, as text of regular expressions: the JSON Schema holds the same, and a test compares. */
export const NAME_FORMS = {
  /** Runbooks and steps; `--` is kept for the steps of an inlined call. */
  id: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  /** Parameters: also identifiers of CEL. */
  parameter: '^[a-z][A-Za-z0-9_]*$',
  /** `step.field`. */
  output: '^[a-z][a-z0-9]*(-[a-z0-9]+)*\\.[a-z][a-z0-9]*$',
  /** A package: plain attribute names below `pkgs`, joined by dots. */
  package: "^[A-Za-z_][A-Za-z0-9_'-]*(\\.[A-Za-z_][A-Za-z0-9_'-]*)*$",
  /** An input of a flake, or a channel. */
  input: "^[A-Za-z_][A-Za-z0-9_.'-]*$",
  /** An option path: attribute names joined by dots, in double quotes where they hold other characters. */
  option:
    '^("([^"\\\\\\u0000-\\u001f]|\\\\["\\\\])+"|[A-Za-z0-9_][A-Za-z0-9_\'-]*)(\\.("([^"\\\\\\u0000-\\u001f]|\\\\["\\\\])+"|[A-Za-z0-9_][A-Za-z0-9_\'-]*))*$',
  /** One attribute name of an option path written as a list. */
  attribute: '^[^\\u0000-\\u001f]+$',
} as const;

export const ID = new RegExp(NAME_FORMS.id, 'u');
export const PARAMETER = new RegExp(NAME_FORMS.parameter, 'u');
export const OUTPUT = new RegExp(NAME_FORMS.output, 'u');
export const PACKAGE = new RegExp(NAME_FORMS.package, 'u');
export const INPUT = new RegExp(NAME_FORMS.input, 'u');
export const OPTION = new RegExp(NAME_FORMS.option, 'u');
export const ATTRIBUTE = new RegExp(NAME_FORMS.attribute, 'u');

/** Ids no step may have: words of `on-failure`, and the phases that the engine inserts. */
export const RESERVED_IDS = [
  'rollback',
  'continue',
  'needs-human',
  'plan',
  'snapshot',
  'dry-build',
  'switch',
] as const;

/** Keys that make a map a tagged form. */
export const TAGS = ['param', 'output', 'cel', 'pkgs', 'literal'] as const;
export type Tag = (typeof TAGS)[number];
