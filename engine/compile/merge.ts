import { isPkgs, type Edit, type NixValue } from '../model/options/value.ts';
import { joinOptionPath } from '../model/options/option.ts';
import { type AskReading, askQuestion } from './understanding.ts';

/** One edit an option; or the question, where two clauses want different things of one option. */
export function mergeEdits(edits: readonly Edit[]): readonly Edit[] | AskReading {
  const merged = new Map<string, Edit>();
  for (const edit of edits) {
    const key = JSON.stringify([edit.op === 'set' || edit.op === 'unset' ? 'set' : edit.op, edit.path]);
    const known = merged.get(key);
    const joined = known === undefined ? edit : join(known, edit);
    if (joined === undefined) {
      return contradiction(edit);
    }
    merged.set(key, joined);
  }
  const all = [...merged.values()];
  const clash = all.find((edit) =>
    all.some((other) => clashes(edit, other) || switchesAndRemoves(edit, other)),
  );
  return clash === undefined ? all : contradiction(clash);
}

function join(left: Edit, right: Edit): Edit | undefined {
  if ((left.op === 'add' || left.op === 'remove') && left.op === right.op) {
    return { ...left, items: unique([...left.items, ...right.items]) };
  }
  return JSON.stringify(left) === JSON.stringify(right) ? left : undefined;
}

function unique(items: readonly NixValue[]): readonly NixValue[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** Setting a list and adding to it, or adding and removing one item, cannot both be meant. */
function clashes(left: Edit, right: Edit): boolean {
  if (left === right || JSON.stringify(left.path) !== JSON.stringify(right.path)) {
    return false;
  }
  if (left.items === undefined || right.items === undefined) {
    return true;
  }
  const items = new Set(left.items.map((item) => JSON.stringify(item)));
  return right.items.some((item) => items.has(JSON.stringify(item)));
}

/** "Enable docker, then remove it": what is to run cannot be removed. */
function switchesAndRemoves(left: Edit, right: Edit): boolean {
  if (left.value !== true || left.path.at(-1) !== 'enable' || right.op !== 'remove') return false;
  return right.items.some(
    (item) => isPkgs(item) && item.path.length === 1 && item.path[0] === left.path.at(-2),
  );
}

function contradiction(edit: Edit): AskReading {
  return askQuestion(
    `The request asks for two different things of '${joinOptionPath(edit.path)}'. Which one do you mean?`,
  );
}
