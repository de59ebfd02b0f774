import { parse } from 'yaml';
import { WrongForm } from './input.ts';

/** One edit of a row, as the tables write it. */
export interface RowEdit {
  readonly set?: string;
  readonly to?: unknown;
  readonly unset?: string;
  readonly add?: string;
  readonly remove?: string;
  readonly items?: readonly unknown[];
}

/** A sentence and what it must become; see the README beside tests/data/requests/requests.yaml. */
export interface Row {
  readonly on: string;
  readonly request: string;
  readonly change?: readonly RowEdit[];
  readonly or?: readonly (readonly RowEdit[])[];
  readonly also?: readonly RowEdit[];
  readonly task?: string;
  readonly noop?: boolean;
  readonly ask?: string;
  /** Words, with commas between them: a question must hold one of them to be about the right thing. */
  readonly about?: string;
  readonly refuse?: string;
}

/**
 * Reads a table of requests.
 *
 * @throws WrongForm naming the first entry that is no row.
 */
export function parseRows(text: string, file: string): readonly Row[] {
  const rows = parseYaml(text, file);
  if (!Array.isArray(rows)) throw new WrongForm(`${file}: a list of requests is wanted`);
  return rows.map((row: unknown, at) => {
    const problem = problemOf(row);
    if (problem !== undefined) throw new WrongForm(`${file}: entry ${at + 1}: ${problem}`);
    // Every member was looked at.
    return row as Row;
  });
}

const TEXTS = ['on', 'request', 'task', 'ask', 'about', 'refuse'];
const OUTCOMES = ['change', 'task', 'noop', 'ask', 'refuse'];
const KEYS = [...TEXTS, ...OUTCOMES, 'or', 'also'];

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new WrongForm(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function problemOf(row: unknown): string | undefined {
  if (!isRecord(row)) return 'a row with on, request and what is wanted';
  const unknown = Object.keys(row).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return `there is no key '${unknown}'; known are ${KEYS.join(', ')}`;
  if (typeof row['on'] !== 'string' || typeof row['request'] !== 'string')
    return "'on' and 'request' are texts";
  const text = TEXTS.find((key) => row[key] !== undefined && typeof row[key] !== 'string');
  if (text !== undefined) return `'${text}' is a text`;
  if (!OUTCOMES.some((key) => row[key] !== undefined)) return `none of ${OUTCOMES.join(', ')} is wanted`;
  const alternatives: unknown = row['or'] ?? [];
  if (!Array.isArray(alternatives)) return "'or' is a list of lists of edits";
  const lists: readonly unknown[] = [row['change'] ?? [], row['also'] ?? [], ...alternatives];
  return lists.every((list) => Array.isArray(list) && list.every(isEdit))
    ? undefined
    : "an edit is 'set' with 'to', 'add' or 'remove' with 'items', or 'unset'";
}

function isEdit(edit: unknown): boolean {
  if (!isRecord(edit)) return false;
  const ops = ['set', 'add', 'remove', 'unset'].filter((op) => typeof edit[op] === 'string');
  const [op] = ops;
  if (ops.length !== 1 || op === undefined) return false;
  return op === 'set' ? 'to' in edit : op === 'unset' || Array.isArray(edit['items']);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
