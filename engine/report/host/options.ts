import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import type { Paint } from '../text/paint.ts';

/** One option as a person wants to know it. */
export interface OptionFacts {
  readonly name: string;
  readonly declaration: OptionDeclaration | undefined;
  /** Absent without a configuration. */
  readonly current?: CurrentValue;
  readonly renamedTo?: string;
  /** Names of the options below it, with their types. */
  readonly children: readonly { readonly name: string; readonly type: string }[];
}

/** What an option is set to now. */
export interface CurrentValue {
  /** The evaluated configuration, or, where it was not evaluated, the text of the files. */
  readonly by: 'evaluation' | 'files';
  /** Undefined where it has none, or where the text does not say it plainly. */
  readonly value: unknown;
  readonly defined: boolean;
  /** The files whose definitions decide. */
  readonly from?: readonly string[];
  /** What the running system has instead, where it is known and another. */
  readonly runs?: unknown;
}

/** Options, a line each: name, type, the beginning of the description. */
export function renderOptionList(options: readonly OptionDeclaration[], paint: Paint): string {
  if (options.length === 0) return 'No option matches these words.';
  return options
    .map(({ name, type, description }) => lineOf(paint.bold(name), `${paint.dim(type)}${brief(description)}`))
    .join('\n');
}

/** Packages, a line each. */
export function renderPackageList(packages: readonly PackageDeclaration[], paint: Paint): string {
  if (packages.length === 0) return 'No package matches these words.';
  return packages
    .map(({ attr, version, description, unfree }) =>
      lineOf(
        paint.bold(attr),
        `${paint.dim(version)}${unfree === true ? ' (unfree)' : ''}${brief(description)}`,
      ),
    )
    .join('\n');
}

/** Everything known of one option. */
export function renderOption(facts: OptionFacts, paint: Paint): string {
  const { name, declaration, current, renamedTo, children } = facts;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['renamed to', renamedTo],
    ['type', declaration?.type ?? 'set of options'],
    ['read-only', declaration?.readOnly === true ? 'yes: NixOS computes it' : undefined],
    [
      'default',
      declaration === undefined || !('default' in declaration) ? undefined : inNix(declaration.default),
    ],
    ['current', current === undefined ? undefined : currentInWords(current)],
    ['set in', current?.from?.join(', ')],
    ['known from', current?.by === 'files' ? 'the files say so; nothing was evaluated' : undefined],
    [
      'runs now',
      current === undefined || !('runs' in current)
        ? undefined
        : `${inNix(current.runs)}: the configuration was changed and not applied`,
    ],
    ['declared in', declaration?.declaredIn?.join(', ')],
  ];
  const lines = rows.flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${paint.dim(label.padEnd(12))}${text}`],
  );
  const described = declaration?.description?.trim();
  return [
    paint.bold(name),
    ...(described === undefined || described === '' ? [] : [`  ${described.replaceAll('\n', '\n  ')}`]),
    ...lines,
    ...childLines(children, paint),
  ].join('\n');
}

const MOST_CHILDREN = 40;

function childLines(children: OptionFacts['children'], paint: Paint): readonly string[] {
  if (children.length === 0) return [];
  const shown = children.slice(0, MOST_CHILDREN).map(({ name, type }) => `    ${name}  ${paint.dim(type)}`);
  const more = children.length - shown.length;
  return [`  ${paint.dim('options')}`, ...shown, ...(more > 0 ? [`    … and ${more} more`] : [])];
}

function currentInWords({ value, defined }: CurrentValue): string {
  if (value !== undefined) return `${inNix(value)}${defined ? '' : ' (the default)'}`;
  return defined ? 'set in the configuration; the value is known only after an evaluation' : 'not set';
}

function lineOf(name: string, rest: string): string {
  return `${name}  ${rest}`;
}

function brief(description: string | undefined): string {
  const [line = ''] = (description ?? '').trim().split('\n');
  return line === '' ? '' : `  ${line.length > 70 ? `${line.slice(0, 69)}…` : line}`;
}

/** Plain data as it is written in Nix; what else there is, as JSON. */
function inNix(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[ ]' : `[ ${value.map(inNix).join(' ')} ]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if ('_package' in value) return nameOfPackage(value);
  if ('_path' in value) return String(value._path);
  const pkg = 'type' in value && value.type === 'pkgs' && 'path' in value && Array.isArray(value.path);
  if (pkg) return `pkgs.${(value.path as unknown[]).join('.')}`;
  return Object.keys(value).length === 0 ? '{ }' : JSON.stringify(value);
}

/** An evaluated package by its name, or by what its store path is called. */
function nameOfPackage(value: { readonly _package: unknown }): string {
  const named = '_name' in value && typeof value._name === 'string' && value._name !== '';
  return named
    ? `«${String(value._name)}»`
    : `«${String(value._package).replace(/^.*\/[a-z0-9]{32}-/u, '')}»`;
}
