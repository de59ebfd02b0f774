import { stringify } from 'yaml';
import { renderDuration } from '../document/duration.ts';
import { defined, renderOptionPath, renderWrittenValue } from '../document/render-value.ts';
import type { DraftCheck } from '../kinds/check-kind.ts';
import { checkKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { assertNever } from '../model/outcome.ts';
import type { Edit } from '../model/options/value.ts';

/** A runbook to be written: plain data, no parameters. */
export interface RunbookDraft {
  /** Lower-case words joined by single dashes. */
  readonly name: string;
  readonly description: string;
  /** Written as one step `change`. At least one edit or one check. */
  readonly edits: readonly Edit[];
  /** Written as one step `check` after it. */
  readonly checks?: readonly DraftCheck[];
}

/**
 * The text of a runbook. Parsed and resolved it gives back the same edits. A path literal is written as its text, as
 * runbooks have no paths; options of type path take it.
 *
 * @example
 * renderRunbook({ name: 'enable-docker', description: 'Run Docker.', edits: [
 *   { op: 'set', path: ['virtualisation', 'docker', 'enable'], value: true }] })
 */
export function renderRunbook(draft: RunbookDraft, kinds: Kinds = KINDS): string {
  const checks = draft.checks ?? [];
  const document = {
    runbook: draft.name,
    version: 1,
    description: draft.description,
    steps: [
      ...(draft.edits.length > 0 ? [{ id: 'change', edit: draft.edits.map(editOf) }] : []),
      ...(checks.length > 0 ? [{ id: 'check', verify: checks.map((check) => checkOf(check, kinds)) }] : []),
    ],
  };
  return stringify(document, {
    version: '1.2',
    schema: 'core',
    lineWidth: 110,
    aliasDuplicateObjects: false,
  });
}

function editOf(edit: Edit): object {
  const path = renderOptionPath(edit.path);
  switch (edit.op) {
    case 'set':
      return { set: path, to: renderWrittenValue(edit.value) };
    case 'unset':
      return { unset: path };
    case 'add':
    case 'remove':
      return { [edit.op]: path, items: edit.items.map(renderWrittenValue) };
    default:
      return assertNever(edit);
  }
}

function checkOf(check: DraftCheck, kinds: Kinds): object {
  const within = check.within === undefined ? {} : { within: renderDuration(check.within) };
  return { ...defined(checkKindOf(kinds, check).render?.(check) ?? {}), ...within };
}
