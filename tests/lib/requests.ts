/** An edit as tests/data/requests/requests.yaml writes it. */
export interface WrittenEdit {
  readonly set?: string;
  readonly add?: string;
  readonly remove?: string;
  readonly unset?: string;
  readonly to?: unknown;
  readonly items?: readonly unknown[];
}

/** A sentence and what it must become; see the README beside the list. */
export interface Request {
  readonly on: string;
  readonly request: string;
  readonly change?: readonly WrittenEdit[];
  readonly also?: readonly WrittenEdit[];
  readonly or?: readonly (readonly WrittenEdit[])[];
  readonly task?: string;
  readonly noop?: boolean;
  readonly ask?: string;
  readonly refuse?: string;
}

interface JournalledEdit {
  readonly op: 'set' | 'add' | 'remove' | 'unset';
  readonly path: readonly string[];
  readonly value?: unknown;
  readonly items?: readonly unknown[];
}

/** The edits of a preview, one text each, so that their order does not count. */
export function editsOf(event: Record<string, unknown> | undefined): string[] {
  const data = event?.['data'] as { preview: { edits: JournalledEdit[] } } | undefined;
  return (data?.preview.edits ?? []).map((edit) =>
    JSON.stringify([edit.op, edit.path.join('.'), plain(edit.op === 'set' ? edit.value : edit.items)]),
  );
}

/** A written edit in the same form; `option` where the host calls it otherwise. */
export function normalise(edit: WrittenEdit, option = nameOf(edit)): string {
  if (edit.set !== undefined) return JSON.stringify(['set', option, edit.to]);
  const op = edit.add === undefined ? (edit.remove === undefined ? 'unset' : 'remove') : 'add';
  return JSON.stringify([op, option, edit.items]);
}

function nameOf(edit: WrittenEdit): string {
  return edit.set ?? edit.add ?? edit.remove ?? edit.unset ?? '';
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { type, path } = value as { type?: string; path?: readonly string[] };
  return type === 'pkgs' && path !== undefined ? `pkgs.${path.join('.')}` : value;
}
