import type { NixValue } from '../model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../model/options/value.ts';

/** Where a value is written. */
export interface RenderContext {
  /** White space at the start of the line that holds the value. Default: none. */
  readonly indent?: string;
  /** `operand` for a list item or an argument, where some values need parentheses. Default: `value`. */
  readonly place?: 'value' | 'operand';
  /** The names a package is written with. Default: `pkgs` and its path. */
  readonly packageNames?: (path: readonly string[]) => readonly string[];
  /** Columns already taken on the first line. Default: 0. */
  readonly column?: number;
}

const WIDTH = 80;
const KEYWORDS = new Set(['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or']);

/**
 * A value as Nix text, laid out as a person would: on one line while it fits, else one item a line, two spaces in.
 *
 * Every string comes out escaped; no value can end its literal. Throws RangeError for a number that is not finite.
 *
 * @example
 * renderNixValue(['a"b', { type: 'pkgs', path: ['htop'] }]) // [ "a\"b" pkgs.htop ]
 */
export function renderNixValue(value: NixValue, context: RenderContext = {}): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return renderNumber(value, context);
  if (typeof value === 'string') return renderString(value, context);
  if (isList(value)) return renderList(value, context);
  if (isPkgs(value)) return renderPath(context.packageNames?.(value.path) ?? ['pkgs', ...value.path]);
  if (isPathLiteral(value)) return renderPathLiteral(value.path);
  return renderAttrs(value.entries, context);
}

/** An attribute path; names that Nix would not read as names are quoted. */
export function renderPath(path: readonly string[]): string {
  return path.map(renderName).join('.');
}

export function renderName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_'-]*$/u.test(name) && !KEYWORDS.has(name) ? name : quote(name);
}

function quote(text: string): string {
  const escaped = text
    .replaceAll(/[\\"]|\$(?=\{)/gu, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

function renderNumber(value: number, context: RenderContext): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a number that Nix can write`);
  const text = Number.isSafeInteger(value) ? String(Math.abs(value)) : renderFloat(Math.abs(value));
  if (value >= 0) return text;
  return context.place === 'operand' ? `(-${text})` : `-${text}`;
}

/** Nix wants a point in every float: `1e+21` is written `1.0e+21`. */
function renderFloat(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  const pointed = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? pointed : `${pointed}e${exponent}`;
}

function renderString(value: string, context: RenderContext): string {
  const indent = context.indent ?? '';
  // Nix takes spaces off the lines, not tabs.
  const suits = !indent.includes('\t') && suitsIndentedString(value);
  return suits ? renderIndentedString(value, indent) : quote(value);
}

/**
 * Several lines, none of which would lose white space or control characters in `''…''`. Apostrophes that would join
 * with an escape (`'` before `''$`) rule it out too.
 */
function suitsIndentedString(value: string): boolean {
  const lines = value.split('\n');
  if (value.includes("''") || value.includes("'${") || value.endsWith("'")) return false;
  if (lines.length < 3 && !/\n./u.test(value)) return false;
  if (/[\r\t]/u.test(value) || lines.some((line) => /^ +$/u.test(line))) return false;
  return lines.some((line) => /^[^ ]/u.test(line)) && lines[0] !== '';
}

function renderIndentedString(value: string, indent: string): string {
  const inner = `${indent}  `;
  const escaped = value.replaceAll(/\$(?=\{)/gu, "''$$");
  const lines = escaped.split('\n').map((line) => (line === '' ? '' : inner + line));
  const body = lines.join('\n');
  return value.endsWith('\n') ? `''\n${body}${indent}''` : `''\n${body}''`;
}

function renderList(items: readonly NixValue[], context: RenderContext): string {
  const line = listOnOneLine(items, context);
  if (line !== undefined && fits(line, context)) return line;
  const indent = context.indent ?? '';
  const inner = `${indent}  `;
  const long = items.map((item) =>
    renderNixValue(item, { ...context, indent: inner, column: 0, place: 'operand' }),
  );
  return `[\n${long.map((item) => `${inner}${item}\n`).join('')}${indent}]`;
}

function renderAttrs(entries: Readonly<Record<string, NixValue>>, context: RenderContext): string {
  const line = attrsOnOneLine(entries, context);
  if (line !== undefined && fits(line, context)) return line;
  const indent = context.indent ?? '';
  const inner = `${indent}  `;
  const assignments = Object.entries(entries).map(([name, value]) => {
    const head = `${renderName(name)} = `;
    return `${head}${renderNixValue(value, { ...context, indent: inner, column: head.length, place: 'value' })};`;
  });
  return `{\n${assignments.map((assignment) => `${inner}${assignment}\n`).join('')}${indent}}`;
}

/**
 * The value on one line; undefined where it has several, or is longer than any line. Apart from the long form, so that what
 * is deep inside is not laid out twice for every level around it.
 */
function onOneLine(value: NixValue, context: RenderContext): string | undefined {
  if (isList(value)) return listOnOneLine(value, context);
  if (isAttrs(value)) return attrsOnOneLine(value.entries, context);
  return ifShort(renderNixValue(value, context));
}

function listOnOneLine(items: readonly NixValue[], context: RenderContext): string | undefined {
  if (items.length === 0) return '[ ]';
  const parts = inOrder(items, (item) => onOneLine(item, { ...context, place: 'operand' }));
  return parts && ifShort(`[ ${parts.join(' ')} ]`);
}

function attrsOnOneLine(
  entries: Readonly<Record<string, NixValue>>,
  context: RenderContext,
): string | undefined {
  const named = Object.entries(entries);
  if (named.length === 0) return '{ }';
  if (named.length > 1 && context.place !== 'operand') return undefined;
  const parts = inOrder(named, ([name, value]) => {
    const line = onOneLine(value, { ...context, place: 'value' });
    return line && `${renderName(name)} = ${line};`;
  });
  return parts && ifShort(`{ ${parts.join(' ')} }`);
}

/** What is made of each, or undefined at the first of which nothing is. */
function inOrder<T>(of: readonly T[], make: (one: T) => string | undefined): string[] | undefined {
  const made: string[] = [];
  for (const one of of) {
    const text = make(one);
    if (text === undefined) return undefined;
    made.push(text);
  }
  return made;
}

function ifShort(line: string): string | undefined {
  return line.length > WIDTH || line.includes('\n') ? undefined : line;
}

function fits(line: string, context: RenderContext): boolean {
  return (context.indent ?? '').length + (context.column ?? 0) + line.length <= WIDTH;
}

/** A path with characters Nix cannot lex in one is put together from the root and a string. */
function renderPathLiteral(path: string): string {
  if (/^(?:~|[A-Za-z0-9._+-]*)(?:\/[A-Za-z0-9._+-]+)+$/u.test(path)) return path;
  if (path.startsWith('/')) return `(/. + ${quote(path)})`;
  return `(./. + ${quote(`/${path.replace(/^\.\//u, '')}`)})`;
}
