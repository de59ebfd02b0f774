import type { ShownValues } from '../../../engine/kinds/values.ts';
import type { Written, WrittenPath } from '../../../engine/model/runbook.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import { code } from '../markdown.ts';

/** Written values in Markdown. */
export const SAID: ShownValues = {
  code,
  text: (value) => (value === undefined ? '' : sayValue(value)),
  option: sayPath,
  command: sayCommand,
};

type Tagged = Extract<Written, { readonly kind: string }>;

/** A written value as a reader of Markdown sees it: `` `docker` ``, `` `<user>` ``, the package `` `htop` ``. */
export function sayValue(value: Written): string {
  return isTagged(value) ? sayTagged(value) : code(typeof value === 'string' ? value : JSON.stringify(value));
}

/** An option's path, with parameters in it: `` `users.users.<user>.shell` ``. */
export function sayPath(path: WrittenPath): string {
  return code(path.map((part) => (typeof part === 'string' ? part : placeholder(part.name))).join('.'));
}

/** A command as one line of code: `` `id -u <user>` ``. */
export function sayCommand(argv: readonly Written[]): string {
  return code(argv.map(sayArgument).join(' '));
}

function sayTagged(value: Tagged): string {
  switch (value.kind) {
    case 'param':
      return code(placeholder(value.name));
    case 'output':
      return `what ${code(value.step)} gave as ${code(value.field)}`;
    case 'cel':
      return code(joinTexts(value.source) ?? value.source);
    case 'pkgs':
      return `the package ${code(typeof value.attr === 'string' ? value.attr : placeholder(value.attr.name))}`;
    case 'literal':
      return sayValue(value.value);
    case 'map':
      return code(JSON.stringify(value.entries));
    default:
      return assertNever(value);
  }
}

/** Within a command there is no room for words. */
function sayArgument(value: Written): string {
  if (!isTagged(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  if (value.kind === 'param') return placeholder(value.name);
  if (value.kind === 'output') return placeholder(`${value.step}.${value.field}`);
  if (value.kind === 'cel') return joinTexts(value.source) ?? placeholder(value.source);
  return JSON.stringify(value);
}

/** `'/home/' + params.user` → `/home/<user>`; undefined for an expression that does more than join texts. */
function joinTexts(source: string): string | undefined {
  const parts = source.split(' + ').map((part) => {
    const { text, name } = PART.exec(part)?.groups ?? {};
    return text ?? (name === undefined ? undefined : placeholder(name));
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

const PART = /^(?:'(?<text>[^'\\]*)'|(?:params|outputs)\.(?<name>[\w.]+))$/u;

function placeholder(name: string): string {
  return `<${name}>`;
}

function isTagged(value: Written): value is Tagged {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
