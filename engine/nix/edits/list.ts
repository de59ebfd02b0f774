import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { isPkgs } from '../../model/options/value.ts';
import type { Valued } from '../modules/definitions.ts';
import { findMentions, isOwnModule, strongest } from '../modules/definitions.ts';
import { indentationAt } from '../lines.ts';
import type { ListPlace, ListView } from '../modules/list-view.ts';
import { viewList } from '../modules/list-view.ts';
import { renderNixValue, renderPath } from '../render.ts';
import type { Module } from '../modules/survey.ts';
import type { Expr, List } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { matchItem, type ItemMatch } from '../modules/match-item.ts';
import { sameValue } from '../modules/values.ts';
import type { Unwrapped } from '../modules/wrappers.ts';
import { functionName, wrapperOf } from '../modules/wrappers.ts';
import { insertDefinition } from './insert.ts';
import { addItems, renderItem } from './list-text.ts';
import { bringPackages, isWithPackages, namesPackage } from './packages.ts';
import { addToValues } from './set-values.ts';
import { countUses } from './uses.ts';
import { inherited } from './set.ts';
import type { SplicedFile } from './splice.ts';
import { refusal, refusalAt } from './splice.ts';
import { refuseHidden, withoutMerged } from './unclear.ts';

/** A definition of a list option, taken apart. */
export interface ListDefinition {
  readonly found: Valued;
  readonly current: Unwrapped;
  readonly view: ListView;
}

/**
 * Adds what is missing to a list option: to the literal list it has, else with `++` behind its computed value, else as a
 * new definition. Items that are there unconditionally are skipped. Refused (NIX109) where a computed item may be one,
 * unless the evaluated list says that it is not.
 */
export function addToList(
  modules: readonly Module[],
  path: OptionPath,
  items: readonly NixValue[],
  seenBy: 'text' | 'evaluation',
): Result<SplicedFile> {
  const mentions = findMentions(modules, path);
  if (mentions.exact.length === 0) return addDefinition(modules, path, items);
  const deciding = strongest(mentions.exact);
  const noInherit = deciding.find(({ value }) => value === undefined);
  if (noInherit !== undefined) return inherited(path, noInherit);
  const lists = listDefinitions(deciding);
  const missing = items.filter((item, index) => !isThere(lists, item) && !hasBefore(items, item, index));
  const [first] = deciding;
  if (missing.length === 0 && first !== undefined) {
    return ok({ file: first.module.file, offset: first.definition.start, splices: [] });
  }
  const unseen = seenBy === 'text' ? refuseUnseen(lists, missing, 'add it there by hand') : undefined;
  if (unseen !== undefined) return unseen;
  const sure = lists.filter(({ found }) => !found.conditional);
  const [definition] = sure;
  if (definition === undefined) {
    const message = `'${renderPath(path)}' is defined under a condition`;
    return refusal('NIX101', message, 'add to it there by hand', deciding);
  }
  const values = addAmongValues(sure, missing);
  if (values !== undefined) return ok(values);
  const place = bestPlace(sure, missing);
  return place === undefined ? append(definition, path, missing) : addTo(place.module, place.place, missing);
}

function addDefinition(
  modules: readonly Module[],
  path: OptionPath,
  items: readonly NixValue[],
): Result<SplicedFile> {
  const mentions = findMentions(modules, path);
  if (mentions.below.length > 0) {
    return refusal(
      'NIX107',
      `'${renderPath(path)}' is a set, not a list`,
      'name a list option',
      mentions.below,
    );
  }
  const hidden = refuseHidden(withoutMerged(modules, mentions, path), path, 'change it there by hand');
  if (hidden !== undefined) return hidden;
  return insertDefinition(
    modules,
    path,
    items.filter((item, index) => !hasBefore(items, item, index)),
  );
}

function hasBefore(items: readonly NixValue[], item: NixValue, index: number): boolean {
  return items.slice(0, index).some((other) => sameValue(other, item));
}

export function listDefinitions(found: readonly Valued[]): ListDefinition[] {
  return found.flatMap((each) => {
    const { value, module } = each;
    if (value === undefined) return [];
    return [{ found: each, current: value, view: viewList(module.tree.text, value.scope, value.expr) }];
  });
}

/** Items of a place that are equal to `item`, or that may be. */
export function matching(text: string, place: ListPlace, item: NixValue, how: ItemMatch): Expr[] {
  return place.items.filter((expr) => matchItem(text, place.scope, expr, item) === how);
}

/** NIX109 where an item that is computed may be one of these. */
export function refuseUnseen(
  lists: readonly ListDefinition[],
  items: readonly NixValue[],
  fix: string,
): Result<never> | undefined {
  for (const { found, view } of lists) {
    const { tree } = found.module;
    for (const place of view.places) {
      for (const item of items) {
        const [expr] = matching(tree.text, place, item, 'maybe');
        if (expr === undefined) continue;
        const message = `cannot tell whether ${renderNixValue(item)} is in the list: an item is computed`;
        return refusalAt('NIX109', message, fix, tree, expr);
      }
    }
  }
  return undefined;
}

function isThere(lists: readonly ListDefinition[], item: NixValue): boolean {
  return lists.some(({ found, view }) =>
    view.places.some(
      (place) =>
        !place.conditional &&
        !found.conditional &&
        matching(found.module.tree.text, place, item, 'yes').length > 0,
    ),
  );
}

/** Into the longest set whose values the list is, where no literal list is longer. */
function addAmongValues(
  lists: readonly ListDefinition[],
  items: readonly NixValue[],
): SplicedFile | undefined {
  const places = lists.flatMap(({ found, view }) =>
    view.places
      .filter(({ conditional, via }) => !conditional && via.length === 0)
      .map((place) => ({ found, place })),
  );
  const [longest] = places.toSorted((left, right) => right.place.items.length - left.place.items.length);
  if (longest?.place.set === undefined) return undefined;
  const { file, tree } = longest.found.module;
  const splices = addToValues(tree.text, longest.place, items);
  const [first] = splices ?? [];
  return splices && { file, offset: first?.start ?? longest.place.set.start, splices };
}

interface OpenPlace {
  readonly module: Module;
  readonly place: ListPlace & { readonly list: List };
}

/**
 * The list a person would add to: the host's own before one that others have, too; written in place before bound by `let`,
 * and `with pkgs` for packages; the longest among equals.
 */
function bestPlace(lists: readonly ListDefinition[], items: readonly NixValue[]): OpenPlace | undefined {
  const open = lists.flatMap(({ found, view }) =>
    view.places.flatMap((place) => {
      const { list } = place;
      return list === undefined || place.conditional
        ? []
        : [{ module: found.module, place: { ...place, list } }];
    }),
  );
  const usable = open.filter(({ module, place }) =>
    place.via.every((each) => countUses(module.tree, each) === 1),
  );
  const packages = items.every(isPkgs);
  const score = ({ module, place }: OpenPlace): number =>
    (isOwnModule(module) ? 4_000 : 0) +
    (place.via.length === 0 ? 2_000 : 0) +
    (isWithPackages(module.tree.text, place.scope) === packages ? 1_000 : 0) +
    Math.min(place.items.length, 999);
  let best: OpenPlace | undefined;
  for (const place of usable) if (best === undefined || score(place) > score(best)) best = place;
  return best;
}

function addTo(module: Module, place: OpenPlace['place'], items: readonly NixValue[]): Result<SplicedFile> {
  const { text } = module.tree;
  const rendered = items.map((item) => renderItem(text, place, item));
  const needed =
    rendered.some((item) => /(?<![A-Za-z0-9_'.-])pkgs\./u.test(item)) && items.some(namesPackage);
  const packages = needed ? bringPackages(module, place.scope) : ok([]);
  if (!packages.ok) return packages;
  const splice = addItems(text, place.list, rendered);
  return ok({ file: module.file, offset: splice.start, splices: [...packages.value, splice] });
}

/** `value ++ [ … ]`, with parentheses where Nix would read it otherwise. */
function append(
  definition: ListDefinition,
  path: OptionPath,
  items: readonly NixValue[],
): Result<SplicedFile> {
  const { found, current } = definition;
  const { module } = found;
  const { expr, scope } = current;
  if (!mayBeList(expr)) {
    return refusal('NIX107', `the value of '${renderPath(path)}' is not a list`, 'use set instead of add', [
      found,
    ]);
  }
  const packages = items.some(namesPackage) ? bringPackages(module, scope) : ok([]);
  if (!packages.ok) return packages;
  const merged = mergedList(module.tree.text, expr);
  if (merged === 'none') {
    const message = `the value of '${renderPath(path)}' is made by the module system's functions`;
    return refusalAt('NIX109', message, 'add to it there by hand', module.tree, expr);
  }
  if (merged !== undefined) {
    const part = renderNixValue(items, {
      indent: indentationAt(module.tree.text, expr.start),
      place: 'operand',
    });
    const splice = addItems(module.tree.text, merged, [part]);
    return ok({ file: module.file, offset: splice.start, splices: [...packages.value, splice] });
  }
  const bare = ['apply', 'select', 'variable', 'paren', 'list'].includes(expr.kind) || isConcat(expr);
  const before = `${current.wrapped ? '(' : ''}${bare ? '' : '('}`;
  const list = renderNixValue(items, { indent: indentationAt(module.tree.text, expr.start) });
  const after = `${bare ? '' : ')'} ++ ${list}${current.wrapped ? ')' : ''}`;
  const splices = [
    { start: expr.start, end: expr.start, text: before },
    { start: expr.end, end: expr.end, text: after },
  ].filter(({ text }) => text !== '');
  return ok({ file: module.file, offset: expr.end, splices: [...packages.value, ...splices] });
}

/** The list that `mkMerge` joins; `none` where another such function makes the value, which no `++` takes. */
function mergedList(text: string, expr: Expr): List | 'none' | undefined {
  let inner = withoutParens(expr);
  while (inner.kind === 'let' || inner.kind === 'with' || inner.kind === 'assert')
    inner = withoutParens(inner.body);
  if (inner.kind === 'if') {
    return [inner.thenBranch, inner.elseBranch].some((branch) => mergedList(text, branch) !== undefined)
      ? 'none'
      : undefined;
  }
  if (inner.kind !== 'apply' || !/^mk[A-Z]/u.test(functionName(text, inner.fn) ?? '')) return undefined;
  const list = withoutParens(inner.args.at(-1) ?? inner);
  return wrapperOf(text, inner)?.kind === 'merge' && list.kind === 'list' ? list : 'none';
}

function isConcat(expr: Expr): boolean {
  return expr.kind === 'binary' && expr.operator === '++';
}

function mayBeList(expr: Expr): boolean {
  const inner = withoutParens(expr);
  if (inner.kind === 'variable') return !['null', 'true', 'false'].includes(inner.name);
  if (inner.kind === 'binary') return inner.operator === '++';
  return ['list', 'apply', 'select', 'let', 'with', 'if', 'assert'].includes(inner.kind);
}
