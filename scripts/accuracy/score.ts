import { assertNever } from '../../engine/model/outcome.ts';
import { joinOptionPath } from '../../engine/model/options/option.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { findMentions } from '../../engine/nix/modules/definitions.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { viewList } from '../../engine/nix/modules/list-view.ts';
import { readModules } from '../../engine/nix/modules/modules.ts';
import { literalValue } from '../../engine/nix/modules/values.ts';
import { editLine, readEdits } from './edits.ts';
import type { BaseHost } from './hosts.ts';
import { planOffline, type Plan } from './planner.ts';
import type { Row } from './rows.ts';

/**
 * `wrong`: something would be done that was not asked for. `offered`: a question, and what is wanted is among its choices.
 * `asked`: another question, a refusal or a look-up.
 */
export type Verdict = 'right' | 'wrong' | 'offered' | 'asked';

export interface Score {
  readonly verdict: Verdict;
  /** What was planned, for a person. */
  readonly planned: string;
}

/** Holds what a planner made of a row's sentence against what the row wants. */
export function scoreRow(plan: Plan, row: Row, host: BaseHost): Score {
  const planned = show(plan);
  switch (plan.kind) {
    case 'edits':
      return { planned, verdict: isRightChange(plan.edits, row, host) ? 'right' : 'wrong' };
    case 'task':
      if (row.task === plan.task) return { planned, verdict: 'right' };
      // The others look something up and change nothing.
      return {
        planned,
        verdict: /^(?:upgrade|collect-garbage|rollback)$/u.test(plan.task) ? 'wrong' : 'asked',
      };
    case 'ask':
      return { planned, verdict: isRightQuestion(plan, row) ? 'right' : offers(plan, row, host) };
    case 'refuse':
      return { planned, verdict: row.refuse !== undefined && plan.reason !== '' ? 'right' : 'asked' };
    default:
      return assertNever(plan);
  }
}

/** What a row wants, in one line. */
export function wanted(row: Row): string {
  if (row.change !== undefined) return readEdits(row.change).map(editLine).join('; ');
  if (row.task !== undefined) return `task ${row.task}`;
  return row.noop === true ? 'nothing to change' : row.ask !== undefined ? 'a question' : 'a refusal';
}

function show(plan: Plan): string {
  if (plan.kind === 'edits') {
    return (plan.edits ?? []).map(editLine).join('; ') || 'a runbook that does not fit the host';
  }
  return plan.kind === 'task' ? `task ${plan.task}` : JSON.stringify(plan);
}

/** A question is right where one is wanted, and it is about what the row says. */
function isRightQuestion(plan: Plan & { kind: 'ask' }, row: Row): boolean {
  if (row.ask === undefined || plan.question === '') return false;
  const said = [plan.question, ...plan.choices].join(' ').toLowerCase();
  return row.about === undefined || row.about.split(', ').some((word) => said.includes(word.toLowerCase()));
}

/** Each choice is itself a request: one of them may be what is wanted. */
function offers(plan: Plan & { kind: 'ask' }, row: Row, host: BaseHost): Verdict {
  const isWanted = (choice: string): boolean => {
    const next = planOffline(choice, host);
    if (next.kind === 'edits') return isRightChange(next.edits, row, host);
    return next.kind === 'task' && next.task === row.task;
  };
  return plan.choices.some(isWanted) ? 'offered' : 'asked';
}

/** What already holds is no change; the rest must be exactly one of the sets, with what may come along. */
function isRightChange(edits: readonly Edit[] | undefined, row: Row, host: BaseHost): boolean {
  if (edits === undefined) return false;
  const got = edits.filter((edit) => !holdsAlready(edit, host)).map(lineOf);
  if (row.noop === true && got.length === 0) return true;
  const allowed = new Set(readEdits(row.also ?? []).map(lineOf));
  const sets = row.change === undefined ? [] : [row.change, ...(row.or ?? [])];
  return sets.some((set) => {
    const wants = readEdits(set);
    const lines = wants.map(lineOf);
    const all = new Set(edits.map(lineOf));
    return (
      lines.every((line, at) => all.has(line) || holds(wants[at], host)) &&
      got.every((line) => lines.includes(line) || allowed.has(line))
    );
  });
}

function holds(edit: Edit | undefined, host: BaseHost): boolean {
  return edit !== undefined && holdsAlready(edit, host);
}

/** A switch that is off unless something turns it on: unsetting it is turning it off. */
function lineOf(edit: Edit): string {
  const off = edit.op === 'unset' && edit.path.at(-1) === 'enable';
  return editLine(off ? { op: 'set', path: edit.path, value: false } : edit);
}

function holdsAlready(edit: Edit, host: BaseHost): boolean {
  const current = host.facts.value(joinOptionPath(edit.path));
  const isSwitch = edit.path.at(-1) === 'enable';
  if (current === undefined && isSwitch && (edit.op === 'unset' || edit.value === false)) return true;
  if (edit.op === 'remove') return !listed(edit.items, current);
  const applied = applyEdits(host.configuration, [edit]);
  return applied.ok && (applied.value.files.size === 0 || isWritten(edit, host));
}

/** An item that is there under a condition: what the evaluation of a real host settles, the text cannot. */
function isWritten(edit: Edit, host: BaseHost): boolean {
  const modules = readModules(host.configuration);
  if (edit.op !== 'add' || !modules.ok) return false;
  const items = findMentions(modules.value, edit.path).exact.flatMap(({ module, value }) => {
    if (value === undefined) return [];
    const { text } = module.tree;
    return viewList(text, value.scope, value.expr).places.flatMap((place) =>
      place.items.map((item) => literalValue(text, place.scope, item)),
    );
  });
  return listed(edit.items, items);
}

function listed(items: readonly NixValue[], current: unknown): boolean {
  const all = new Set(Array.isArray(current) ? current.map((item) => JSON.stringify(item)) : []);
  return items.some((item) => all.has(JSON.stringify(item)));
}
