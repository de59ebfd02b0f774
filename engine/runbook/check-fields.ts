import type { Position } from '../model/finding.ts';
import type { Written, WrittenCheck } from '../model/runbook.ts';
import type { Fields, Node } from '../document/reader.ts';
import { readTextValue } from '../document/written.ts';

/** What a check can be about; a check has exactly one of these keys. */
export const KINDS = [
  'unit',
  'http',
  'tcp',
  'command',
  'file',
  'option',
  'certificate',
  'newest',
  'restore',
  'login',
  'ssh',
  'drift',
] as const satisfies readonly WrittenCheck['kind'][];

/** Every key of a check. */
export const KEYS = [
  ...KINDS,
  'is',
  'status',
  'contains',
  'exit',
  'exists',
  'equals',
  'items',
  'days',
  'bytes',
  'newer-than',
  'compare',
  'within',
] as const;

export type CheckFields = Fields<(typeof KEYS)[number]>;

export interface Common {
  readonly position: Position;
  readonly within: number;
}

/** Reads what stands under the key of its kind, and the keys beside it. */
export type CheckReader = (subject: Node, fields: CheckFields, common: Common) => WrittenCheck | undefined;

export function readContains(fields: CheckFields): { contains?: Written } | undefined {
  return optional(fields.contains, (node) => readTextValue(node, 'contains'), 'contains');
}

export function readNewerThan(fields: CheckFields): { newerThan?: Written } | undefined {
  return optional(fields['newer-than'], (node) => readTextValue(node, 'newer-than'), 'newerThan');
}

/** `{}` when absent, `{ key: value }` when read, undefined when it could not be read. */
export function optional<K extends string, T>(
  node: Node | undefined,
  read: (node: Node) => T | undefined,
  key: K,
): { [name in K]?: T } | undefined {
  if (node === undefined) return {};
  const value = read(node);
  if (value === undefined) return undefined;
  const found: { [name in K]?: T } = {};
  found[key] = value;
  return found;
}
