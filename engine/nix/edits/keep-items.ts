import type { NixValue } from '../../model/options/value.ts';
import type { Scope } from '../modules/scope.ts';
import { literalValue, sameValue } from '../modules/values.ts';
import { parseNix } from '../parse.ts';
import { childrenOf, type TreeNode } from '../syntax/children.ts';
import type { Expr, List } from '../syntax/tree.ts';
import { endWithComment, ownsLines } from './layout.ts';
import { addItems, insertItems, removeItems, renderItem } from './list-text.ts';
import { applySplices, mergeDeletions, type Splice } from './splice.ts';

/**
 * A list with other items, of which those that stay keep their text, their lines and their comments: what is no longer
 * wanted goes and what is new comes where it belongs, as `remove` and `add` do. Undefined where nothing stays.
 */
export function keepItems(
  text: string,
  scope: Scope,
  list: List,
  wanted: readonly NixValue[],
): Splice | undefined {
  const kept = longestCommon(text, scope, list.items, wanted);
  if (kept.length === 0) return undefined;
  const staying = new Set(kept.map(([at]) => list.items[at]));
  const gone = list.items.filter((item) => !staying.has(item));
  const less = applySplices(text, mergeDeletions(removeItems(text, list, gone)));
  const rest = listAt(less, list.start);
  if (rest?.items.length !== kept.length) return undefined;
  const render = (item: NixValue): string => {
    const before = gone.find((each) => isValue(text, scope, each, item));
    return before === undefined
      ? renderItem(less, { list: rest, scope }, item)
      : withComment(text, list, before);
  };
  const more = applySplices(less, additions(less, rest, kept, wanted.map(render)));
  const after = listAt(more, list.start);
  const isWhole =
    after?.items.length === wanted.length &&
    after.items.every((item, at) => mayBeValue(more, item, wanted[at] ?? null));
  return isWhole ? { start: list.start, end: list.end, text: more.slice(after.start, after.end) } : undefined;
}

function isValue(text: string, scope: Scope, item: Expr, value: NixValue): boolean {
  const there = literalValue(text, scope, item);
  return there !== undefined && sameValue(there, value);
}

/** Of a name nothing is said: what binds it may have moved. */
function mayBeValue(text: string, item: Expr, value: NixValue): boolean {
  const there = literalValue(text, undefined, item);
  return there === undefined || sameValue(there, value);
}

/** An item that only moves takes the comment behind it along. */
function withComment(text: string, list: List, item: Expr): string {
  const own = ownsLines(text, item, list.end - 1);
  return text.slice(item.start, own ? endWithComment(text, item.end, list.end - 1) : item.end);
}

/** The new items before each that stays, and those behind the last. */
function additions(
  text: string,
  list: List,
  kept: readonly Pair[],
  wanted: readonly string[],
): readonly Splice[] {
  const splices: Splice[] = [];
  let from = 0;
  for (const [at, [, to]] of kept.entries()) {
    const item = list.items[at];
    if (item !== undefined && to > from) splices.push(insertItems(text, list, item, wanted.slice(from, to)));
    from = to + 1;
  }
  if (from < wanted.length) splices.push(addItems(text, list, wanted.slice(from)));
  return splices;
}

/** Where an item is, and where the value that it is. */
type Pair = readonly [item: number, value: number];

/** The most items that stay as they are, in their order. */
function longestCommon(
  text: string,
  scope: Scope,
  items: readonly Expr[],
  wanted: readonly NixValue[],
): readonly Pair[] {
  const values = items.map((item) => literalValue(text, scope, item));
  const same = (item: number, value: number): boolean => {
    const [there, other] = [values[item], wanted[value]];
    return there !== undefined && other !== undefined && sameValue(there, other);
  };
  const width = wanted.length + 1;
  const lengths = new Uint16Array((items.length + 1) * width);
  const lengthAt = (item: number, value: number): number => lengths[item * width + value] ?? 0;
  for (let item = items.length - 1; item >= 0; item -= 1) {
    for (let value = wanted.length - 1; value >= 0; value -= 1) {
      lengths[item * width + value] = same(item, value)
        ? lengthAt(item + 1, value + 1) + 1
        : Math.max(lengthAt(item + 1, value), lengthAt(item, value + 1));
    }
  }
  const pairs: Pair[] = [];
  let [item, value] = [0, 0];
  while (item < items.length && value < wanted.length) {
    if (same(item, value)) {
      pairs.push([item, value]);
      [item, value] = [item + 1, value + 1];
    } else if (lengthAt(item + 1, value) >= lengthAt(item, value + 1)) item += 1;
    else value += 1;
  }
  return pairs;
}

function listAt(text: string, start: number): List | undefined {
  const parsed = parseNix(text, '');
  if (!parsed.ok) return undefined;
  const open: TreeNode[] = [parsed.value.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'list' && node.start === start) return node;
    open.push(...childrenOf(node).filter((child) => child.start <= start && start < child.end));
  }
  return undefined;
}
