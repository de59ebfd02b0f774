import { diffLines } from 'diff';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { applyEdits, type EditResult } from '../../engine/nix/edit.ts';
import { readDefinitions } from '../../engine/nix/modules/read.ts';
import { sameValue } from '../../engine/nix/modules/values.ts';

/** More lines than that of a file are not what one edit is about. */
const MOST_LINES = 6;

/**
 * What is wrong with what came of an edit: the files do not say what was asked, too much of them changed, the same edit
 * again changes more, or taking a new definition away does not give the old bytes. Undefined where nothing is.
 */
export function judgeEdit(config: ConfigFiles, edit: Edit, { files }: EditResult): string | undefined {
  const after: ConfigFiles = { ...config, files: new Map([...config.files, ...files]) };
  if (files.size > 1 && edit.op !== 'unset' && edit.op !== 'remove') return `${files.size} files changed`;
  const lines = [...files].map(([file, text]) => changedLines(config.files.get(file) ?? '', text));
  if (edit.op !== 'unset' && lines.some((count) => count > MOST_LINES))
    return `${Math.max(...lines)} lines changed`;
  const again = applyEdits(after, [edit], undefined, 'evaluation');
  if (again.ok && again.value.files.size > 0) return 'the same edit again is not without effect';
  // What was taken out may also be in a part that is computed, which is said when nothing else is left.
  if (!again.ok && edit.op !== 'remove' && edit.op !== 'unset') return 'the same edit again is refused';
  return said(after, edit) ?? notRestored(config, after, edit, files);
}

function said(after: ConfigFiles, edit: Edit): string | undefined {
  const found = readDefinitions(after, edit.path);
  const lowest = Math.min(...found.map(({ priority }) => priority));
  const deciding = found.filter(({ priority }) => priority === lowest).map(({ value }) => value);
  const items = deciding.flatMap((value): readonly NixValue[] =>
    value.kind === 'partial'
      ? value.items
      : value.kind === 'literal' && Array.isArray(value.value)
        ? (value.value as readonly NixValue[])
        : [],
  );
  const has = (item: NixValue): boolean => items.some((each) => sameValue(each, item));
  switch (edit.op) {
    case 'set':
      return deciding.some((value) => value.kind === 'literal' && sameValue(value.value, edit.value))
        ? undefined
        : 'the files do not have the value';
    case 'add':
      return edit.items.every(has) ? undefined : 'the files do not have the item';
    case 'remove':
      return edit.items.some(has) ? 'the files still have the item' : undefined;
    case 'unset':
      return found.length === 0 ? undefined : 'the files still define it';
    default:
      return edit satisfies never;
  }
}

/** Of what was defined nowhere before. */
function notRestored(
  before: ConfigFiles,
  after: ConfigFiles,
  edit: Edit,
  changed: ReadonlyMap<string, string>,
): string | undefined {
  const isNew = readDefinitions(before, edit.path).length === 0;
  if (!isNew || changed.size === 0 || edit.op === 'remove' || edit.op === 'unset') return undefined;
  const back = applyEdits(after, [{ op: 'unset', path: edit.path }]);
  if (!back.ok) return 'it cannot be taken away again';
  const differs = [...changed.keys()].some(
    (file) => (back.value.files.get(file) ?? after.files.get(file)) !== before.files.get(file),
  );
  // An argument that was brought in stays: something else may use it by then.
  return differs && !bringsArgument(before, changed) ? 'taking it away again leaves something' : undefined;
}

function bringsArgument(before: ConfigFiles, changed: ReadonlyMap<string, string>): boolean {
  return [...changed].some(
    ([file, text]) => count(text, /\bpkgs\b/gu) > count(before.files.get(file) ?? '', /\bpkgs\b/gu) + 1,
  );
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Lines that the one text has and the other has not, of both. */
function changedLines(before: string, after: string): number {
  const parts = diffLines(before, after).filter(({ added, removed }) => added || removed);
  return parts.reduce((sum, { count: lines }) => sum + lines, 0);
}
