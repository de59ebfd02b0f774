import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { isList } from '../../model/options/value.ts';
import type { Mentions, Valued } from '../modules/definitions.ts';
import { findMentions, isGenerated, isWithin, strongest } from '../modules/definitions.ts';
import { indentationAt, lineStart } from '../lines.ts';
import { renderNixValue, renderPath } from '../render.ts';
import { shortPackageName } from '../modules/package-path.ts';
import { enterWith } from '../modules/scope.ts';
import type { Module } from '../modules/survey.ts';
import { literalValue, sameValue } from '../modules/values.ts';
import type { Unwrapped } from '../modules/wrappers.ts';
import { PLAIN_PRIORITY } from '../modules/wrappers.ts';
import { insertDefinition } from './insert.ts';
import { bringPackages, namesPackage } from './packages.ts';
import type { SplicedFile } from './splice.ts';
import { refusal } from './splice.ts';

/**
 * Gives an option a value: in place of the one it has, inside its `mkForce` or `mkDefault`, or as a new definition.
 * Refused where no single definition decides: NIX101 conditional, NIX102 several, NIX103 in parts, NIX104 hidden.
 */
export function setOption(
  modules: readonly Module[],
  path: OptionPath,
  value: NixValue,
): Result<SplicedFile> {
  const mentions = findMentions(modules, path);
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
  if (deciding.length > 0 || mentions.hidden.length === 0) return undefined;
  const message = `cannot tell whether ${option} is defined: an enclosing set is computed`;
  return refusal('NIX104', message, 'change it there by hand', mentions.hidden);
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
  return ok({ file: module.file, offset: expr.start, splices: [...packages.value, splice] });
}

/** Of `with pkgs; [ … ]` the list: another list is written there as this one was. */
function insideWith({ expr, scope }: Pick<Unwrapped, 'expr' | 'scope'>): Pick<Unwrapped, 'expr' | 'scope'> {
  if (expr.kind === 'paren' && expr.expr.kind === 'with') return insideWith({ expr: expr.expr, scope });
  if (expr.kind !== 'with') return { expr, scope };
  const inner = insideWith({ expr: expr.body, scope: enterWith(scope, expr.head) });
  return inner.expr.kind === 'list' ? inner : { expr, scope };
}
