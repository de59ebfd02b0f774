import { failed, ok } from '../model/finding.ts';
import type { Result } from '../model/finding.ts';
import type { NixValue } from '../model/options/value.ts';
import { readDocument } from '../document/document.ts';
import { PACKAGE } from '../document/names.ts';
import { isMapping } from '../document/reader.ts';

const NULL = /^(?:~|null|Null|NULL)$/u;
/** What YAML 1.2 (core) might read as something other than text, and what JSON and flow YAML begin with. */
const NOT_TEXT = /^(?:[[{"']|(?:true|True|TRUE|false|False|FALSE|[-+]?\.?[0-9][\w.+-]*)$)/u;

/**
 * A value typed on a command line: JSON, YAML in brackets, a YAML scalar, else the text itself. `pkgs.htop` is a
 * package, within lists too; `{ literal: pkgs.htop }` is that text. Never Nix.
 *
 * Errors: RB002 to RB012, in a file called VALUE.
 *
 * @example
 * readValue('[80, 443]')          // [80, 443]
 * readValue('pkgs.htop')          // { type: 'pkgs', path: ['htop'] }
 * readValue('Europe/Paris')       // 'Europe/Paris'
 */
export function readValue(text: string): Result<NixValue> {
  if (NULL.test(text)) return ok(null);
  if (!NOT_TEXT.test(text)) return ok(valueOf(text));
  const document = readDocument(text, 'VALUE');
  if (!document.ok) return failed(...document.findings);
  return ok(valueOf(document.value.data));
}

/** Plain data as a value: `pkgs.…` and `{ pkgs: … }` are packages, `{ literal: … }` is taken as it stands. */
export function valueOf(data: unknown): NixValue {
  if (typeof data === 'string') return packageOf(data) ?? data;
  return composed(data, valueOf);
}

function literal(data: unknown): NixValue {
  return typeof data === 'string' ? data : composed(data, literal);
}

function composed(data: unknown, inner: (part: unknown) => NixValue): NixValue {
  if (Array.isArray(data)) return data.map(inner);
  if (isMapping(data)) return inner === literal ? attrs(data, inner) : (tagged(data) ?? attrs(data, inner));
  if (typeof data === 'boolean' || typeof data === 'number' || data === null) return data;
  throw new TypeError(`${typeof data} is not plain data`);
}

function attrs(data: Readonly<Record<string, unknown>>, inner: (part: unknown) => NixValue): NixValue {
  const entries = Object.entries(data).map(([name, value]) => [name, inner(value)] as const);
  return { type: 'attrs', entries: Object.fromEntries(entries) };
}

/** The forms that a runbook has too. */
function tagged(data: Readonly<Record<string, unknown>>): NixValue | undefined {
  const [entry, ...others] = Object.entries(data);
  if (entry === undefined || others.length > 0) return undefined;
  const [tag, value] = entry;
  if (tag === 'literal') return literal(value);
  return tag === 'pkgs' && typeof value === 'string' ? packageOf(`pkgs.${value}`) : undefined;
}

function packageOf(text: string): NixValue | undefined {
  const attr = /^pkgs\.(.+)$/u.exec(text)?.[1];
  return attr !== undefined && PACKAGE.test(attr) ? { type: 'pkgs', path: attr.split('.') } : undefined;
}
