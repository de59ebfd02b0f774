import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { findMentions } from '../modules/definitions.ts';
import type { ListPlace, Merged } from '../modules/list-view.ts';
import { renderNixValue } from '../render.ts';
import type { Module } from '../modules/survey.ts';
import { functionName } from '../modules/wrappers.ts';
import type { Expr, Span } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import type { ListDefinition } from './list.ts';
import { listDefinitions, matching, refuseUnseen } from './list.ts';
import { removeItems } from './list-text.ts';
import { inherited } from './set.ts';
import { removeFromValues } from './set-values.ts';
import type { SplicedFile, Splice } from './splice.ts';
import { mergeDeletions, refusalAt } from './splice.ts';
import { refuseHidden } from './unclear.ts';
import { countUses } from './uses.ts';

interface Hit {
  readonly module: Module;
  readonly place: ListPlace;
  readonly expr: Expr;
  readonly conditional: boolean;
}

/**
 * Takes items out of a list option, wherever they are written. Refused (NIX109) where an item comes through a condition,
 * through a list that other places use too, or may come from something computed; of single computed items the evaluated
 * list may say that they are others.
 */
export function removeFromList(
  modules: readonly Module[],
  path: OptionPath,
  items: readonly NixValue[],
  seenBy: 'text' | 'evaluation',
): Result<readonly SplicedFile[]> {
  const mentions = findMentions(modules, path);
  const { exact } = mentions;
  const hidden = exact.length === 0 ? refuseHidden(mentions, path, 'change it there by hand') : undefined;
  if (hidden !== undefined) return hidden;
  const inherits = exact.find(({ value }) => value === undefined);
  if (inherits !== undefined) return inherited(path, inherits);
  const lists = listDefinitions(exact);
  const hits: Hit[] = [];
  for (const item of items) {
    const found = findItem(lists, item);
    if (!found.ok) return found;
    const unseen = seenBy === 'text' ? refuseUnseen(lists, [item], 'remove it there by hand') : undefined;
    if (unseen !== undefined) return unseen;
    hits.push(...found.value);
  }
  return ok(changesOf(modules, hits));
}

function findItem(lists: readonly ListDefinition[], item: NixValue): Result<readonly Hit[]> {
  const hits = lists.flatMap(({ found, view }) =>
    view.places.flatMap((place) =>
      matching(found.module.tree.text, place, item, 'yes').map((expr) => ({
        module: found.module,
        place,
        expr,
        conditional: place.conditional || found.conditional,
      })),
    ),
  );
  const shown = renderNixValue(item);
  const conditional = hits.find((hit) => hit.conditional);
  if (conditional !== undefined) {
    const message = `${shown} is in the list only under a condition`;
    return refusalAt(
      'NIX109',
      message,
      'change the condition by hand',
      conditional.module.tree,
      conditional.expr,
    );
  }
  const shared = hits.find(({ module, place }) => place.via.some((each) => countUses(module.tree, each) > 1));
  if (shared !== undefined) {
    const message = `${shown} is in a list that is used in more than one place`;
    return refusalAt('NIX109', message, 'split the list by hand', shared.module.tree, shared.expr);
  }
  return hits.length > 0 ? ok(hits) : refuseComputed(lists, shown);
}

/** Not written anywhere: absent for sure only when everything is written out. */
function refuseComputed(lists: readonly ListDefinition[], shown: string): Result<readonly Hit[]> {
  for (const { found, view } of lists) {
    const [unknown] = view.unknown;
    if (unknown === undefined) continue;
    const message = `cannot tell whether ${shown} is in the list: part of the list is computed`;
    return refusalAt('NIX109', message, 'remove it there by hand', found.module.tree, unknown);
  }
  return ok([]);
}

function changesOf(modules: readonly Module[], hits: readonly Hit[]): SplicedFile[] {
  return modules.flatMap((module) => {
    const byPlace = new Map<ListPlace, Set<Expr>>();
    for (const { place, expr } of hits.filter((hit) => hit.module === module)) {
      byPlace.set(place, (byPlace.get(place) ?? new Set()).add(expr));
    }
    const splices: Splice[] = [];
    for (const [place, exprs] of byPlace) splices.push(...removalSplices(module, place, [...exprs], splices));
    const [first] = splices;
    return first === undefined ? [] : [{ file: module.file, offset: first.start, splices }];
  });
}

/** A list that loses its last item goes with its `++`, or out of its `mkMerge`, unless a comment or another change is in between. */
function removalSplices(
  module: Module,
  place: ListPlace,
  items: readonly Expr[],
  others: readonly Splice[],
): Splice[] {
  const { text } = module.tree;
  const { list, joint, set } = place;
  if (set !== undefined) return mergeDeletions(removeFromValues(text, set, items));
  if (list === undefined) return [];
  const spoiled = (span: Span): boolean =>
    hasComment(text, span) || others.some((other) => other.start < span.end && span.start < other.end);
  if (joint !== undefined && items.length === list.items.length && !spoiled(joint))
    return [{ ...joint, text: '' }];
  const merged = items.length === list.items.length && !hasComment(text, list) ? place.merged : undefined;
  if (merged !== undefined && others.length === 0 && isDefinedBeside(text, merged))
    return removeItems(text, merged.list, [merged.item]);
  return mergeDeletions(removeItems(text, list, items));
}

function hasComment(text: string, { start, end }: Span): boolean {
  return /#|\/\*/u.test(text.slice(start, end));
}

/** Whether another item of a `mkMerge` is a value for certain: an empty list is one, too, and keeps the default away. */
function isDefinedBeside(text: string, { list, item }: Merged): boolean {
  return list.items.some((other) => {
    const inner = withoutParens(other);
    if (other === item) return false;
    if (inner.kind === 'apply') return !/^mk[A-Z]/u.test(functionName(text, inner.fn) ?? 'mkIf');
    return inner.kind === 'list' || (inner.kind === 'binary' && inner.operator === '++');
  });
}
