import type { Finding, Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { isAttrs, isList } from '../../model/options/value.ts';
import type { Mentions, Valued } from '../modules/definitions.ts';
import { findMentions, isGenerated, isWithin, strongest } from '../modules/definitions.ts';
import { indentationAt, lineStart, positionAt } from '../lines.ts';
import { renderNixValue, renderPath } from '../render.ts';
import { shortPackageName } from '../modules/package-path.ts';
import { enterWith, isLexical } from '../modules/scope.ts';
import type { Module } from '../modules/survey.ts';
import { literalValue, sameValue } from '../modules/values.ts';
import type { Unwrapped } from '../modules/wrappers.ts';
import { PLAIN_PRIORITY } from '../modules/wrappers.ts';
import type { Expr } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { countComments } from './comments.ts';
import { insertDefinition } from './insert.ts';
import { keepEntries } from './keep-entries.ts';
import { keepItems } from './keep-items.ts';
import { bringPackages, namesPackage } from './packages.ts';
import type { Splice, SplicedFile } from './splice.ts';
import { refusal, spliceBetween } from './splice.ts';
import { refuseHidden, withoutMerged } from './unclear.ts';

/**
 * Gives an option a value: in place of the one it has, inside its `mkForce` or `mkDefault`, or as a new definition.
 * Refused where no single definition decides: NIX101 conditional, NIX102 several, NIX103 in parts, NIX104 hidden.
 */
export function setOption(
  modules: readonly Module[],
  path: OptionPath,
  value: NixValue,
  seenBy: 'text' | 'evaluation' = 'text',
): Result<SplicedFile> {
  const found = findMentions(modules, path);
  // That two modules say different things of one option, the evaluation will tell.
  const mentions = seenBy === 'evaluation' ? withoutMerged(modules, found, path) : found;
  const refused = refuseUnclear(mentions, path);
  if (refused !== undefined) return refused;
  const [only] = strongest(mentions.exact);
  if (only === undefined || isGeneratedDefault(only)) return insertDefinition(modules, path, value);
  const { value: current } = only;
  if (current === undefined) return inherited(path, only);
  return replace(only, current, value);
}

function refuseUnclear(mentions: Mentions, path: OptionPath): Result<never> | undefined {
  const option = `'${renderPath(path)}'`;
  const deciding = strongest(mentions.exact);
  if (deciding.some(({ conditional }) => conditional)) {
    return refusal('NIX101', `${option} is defined under a condition`, 'change it there by hand', deciding);
  }
  if (deciding.length > 1) {
    return refusal('NIX102', `${option} is defined in several places`, 'keep one of them', deciding);
  }
  const parts = mentions.below.filter((part) => !deciding.some((whole) => isWithin(part, whole)));
  if (parts.length > 0) {
    return refusal(
      'NIX103',
      `${option} is defined attribute by attribute`,
      'set the attributes one by one',
      parts,
    );
  }
  return deciding.length > 0 ? undefined : refuseHidden(mentions, path, 'change it there by hand');
}

/** A default of the installer's file is left as it is: a plain definition elsewhere wins over it. */
function isGeneratedDefault(place: Valued): boolean {
  return isGenerated(place.module) && place.priority > PLAIN_PRIORITY;
}

export function inherited(path: OptionPath, place: Valued): Result<never> {
  return refusal('NIX105', `'${renderPath(path)}' is inherited`, 'write its value out in full first', [
    place,
  ]);
}

function replace(place: Valued, current: Unwrapped, value: NixValue): Result<SplicedFile> {
  const { module } = place;
  const { text } = module.tree;
  const { expr, scope } = isList(value) ? insideWith(current) : current;
  const literal = literalValue(text, scope, expr);
  const unchanged = literal !== undefined && sameValue(literal, value);
  if (unchanged) return ok({ file: module.file, offset: expr.start, splices: [] });
  const kept = keepParts(place, { expr, scope }, value);
  if (kept !== undefined) return ok({ file: module.file, offset: kept.start, splices: [kept] });
  const packages = namesPackage(value) ? bringPackages(module, scope) : ok([]);
  if (!packages.ok) return packages;
  const rendered = renderNixValue(value, {
    indent: indentationAt(text, expr.start),
    column: expr.start - lineStart(text, expr.start) - indentationAt(text, expr.start).length,
    place: current.wrapped && expr === current.expr ? 'operand' : 'value',
    packageNames: (names) =>
      expr === current.expr ? ['pkgs', ...names] : shortPackageName(text, scope, names),
  });
  const splice = { start: expr.start, end: expr.end, text: rendered };
  const change = { file: module.file, offset: expr.start, splices: [...packages.value, splice] };
  return ok(change, lostComments(place, expr));
}

/** NIX117 where a value is written anew that has comments in it. */
function lostComments({ module, definition }: Valued, expr: Expr): readonly Finding[] {
  const count = countComments(module.tree.text, expr);
  if (count === 0) return [];
  const lost = count === 1 ? '1 comment' : `${count} comments`;
  return [
    {
      code: 'NIX117',
      severity: 'warning',
      message: `the value is replaced as a whole, with ${lost} in it`,
      position: positionAt(module.tree.text, definition.start, module.file),
      fix: 'look at the diff, and put back what still holds',
    },
  ];
}

/** What changes where parts of a list or a set stay as they are; undefined where it has to be written anew. */
function keepParts(
  place: Valued,
  { expr, scope }: Pick<Unwrapped, 'expr' | 'scope'>,
  value: NixValue,
): Splice | undefined {
  const { text } = place.module.tree;
  const inner = withoutParens(expr);
  if (isList(value)) {
    const known = !namesPackage(value) || isLexical(scope, 'pkgs');
    return inner.kind === 'list' && known ? keepItems(text, scope, inner, value) : undefined;
  }
  if (!isAttrs(value) || inner.kind !== 'set') return undefined;
  const after = keepEntries(place, value, setOption);
  return after === undefined ? undefined : spliceBetween(text, after);
}

/** Of `with pkgs; [ … ]` the list: another list is written there as this one was. */
function insideWith({ expr, scope }: Pick<Unwrapped, 'expr' | 'scope'>): Pick<Unwrapped, 'expr' | 'scope'> {
  if (expr.kind === 'paren' && expr.expr.kind === 'with') return insideWith({ expr: expr.expr, scope });
  if (expr.kind !== 'with') return { expr, scope };
  const inner = insideWith({ expr: expr.body, scope: enterWith(scope, expr.head) });
  return inner.expr.kind === 'list' ? inner : { expr, scope };
}
