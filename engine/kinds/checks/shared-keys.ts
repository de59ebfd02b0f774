import type { Fields, Node } from '../../document/reader.ts';
import { readTextValue } from '../../document/written.ts';
import type { Written } from '../../model/runbook.ts';
import { refer, type Schema } from '../schema.ts';

/**
 * Keys that several kinds have, with one meaning. What `is` may say is the kind's own, and so the choices here are those
 * of every kind that has it.
 */
export const SHARED_KEYS: Readonly<Record<string, Schema>> = {
  is: {
    title: 'Is',
    description:
      'State of a unit (default active), of a TCP port (default open), or of a login (default possible).',
  },
  contains: refer(
    'text',
    'Contains',
    'Text that the response, the greeting of a TCP server, the output or the file must contain.',
  ),
  'newer-than': refer(
    'text',
    'Newer than',
    'What an earlier verify step found, { output: step.found }: a certificate must be valid longer, a file must be newer.',
  ),
};

export function readContains(fields: Fields<'contains'>): { contains?: Written } | undefined {
  return readOptional(fields.contains, (node) => readTextValue(node, 'contains'), 'contains');
}

export function readNewerThan(fields: Fields<'newer-than'>): { newerThan?: Written } | undefined {
  return readOptional(fields['newer-than'], (node) => readTextValue(node, 'newer-than'), 'newerThan');
}

/** `{}` when absent, `{ key: value }` when read, undefined when it could not be read. */
export function readOptional<K extends string, T>(
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

/** For the handbook: `, with … in it`. */
export function documentContains(contains: string | undefined): string {
  return contains === undefined ? '' : `, with ${contains} in it`;
}
