import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue } from '../../model/options/value.ts';
import { isAttrs, isList, isPkgs } from '../../model/options/value.ts';
import type { Scope } from '../modules/scope.ts';
import { packagePath } from '../modules/package-path.ts';
import { isLexical, originOf } from '../modules/scope.ts';
import type { Module } from '../modules/survey.ts';
import type { ArgumentPattern, Lambda } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import type { Splice } from './splice.ts';
import { refusalAt } from './splice.ts';

/** True when some part of the value is a package. */
export function namesPackage(value: NixValue): boolean {
  if (isList(value)) return value.some(namesPackage);
  if (isAttrs(value)) return Object.values(value.entries).some(namesPackage);
  return isPkgs(value);
}

/** True when names at this place are first looked up in `pkgs`. */
export function isWithPackages(text: string, scope: Scope): boolean {
  for (let level = scope; level !== undefined; level = level.outer) {
    if (level.kind === 'with') return packagePath(text, level.outer, level.head)?.length === 0;
  }
  return false;
}

/** What it takes for `pkgs` to be known at a place of the module: nothing, or one more argument of its function. */
export function bringPackages(module: Module, scope: Scope): Result<readonly Splice[]> {
  const { lambda, tree } = module;
  const isWhole = lambda !== undefined && isOnlyArgument(lambda, scope);
  if (isLexical(scope, 'pkgs') && !isWhole) return ok([]);
  if (lambda === undefined) return ok(functionSplices(module));
  if (lambda.pattern !== undefined) return ok([argumentSplice(tree.text, lambda.pattern)]);
  const fix = "write the function's argument as '{ pkgs, ... }'";
  return refusalAt('NIX108', "'pkgs' is not an argument of this module", fix, tree, lambda);
}

/** `pkgs: { … }` is a module whose `pkgs` is all of its arguments, whatever it is called. */
function isOnlyArgument({ name, pattern, body }: Lambda, scope: Scope): boolean {
  const isArgument = name?.name === 'pkgs' && originOf(scope, 'pkgs').kind === 'argument';
  return isArgument && pattern === undefined && withoutParens(body).kind !== 'lambda';
}

/** The module becomes a function: in a list of modules, one in parentheses. */
function functionSplices({ root, inline }: Module): readonly Splice[] {
  const { start, end } = root;
  if (!inline) return [{ start, end: start, text: '{ pkgs, ... }:\n' }];
  return [
    { start, end: start, text: '({ pkgs, ... }: ' },
    { start: end, end, text: ')' },
  ];
}

/** One more argument, before the `...`, set off as the others are. */
function argumentSplice(text: string, pattern: ArgumentPattern): Splice {
  const last = pattern.formals.at(-1);
  const { ellipsis } = pattern;
  if (ellipsis === undefined) {
    if (last === undefined) return { start: pattern.start, end: pattern.end, text: '{ pkgs, ... }' };
    return { start: last.end, end: last.end, text: ', pkgs' };
  }
  const before = text.slice(pattern.start + 1, ellipsis.start);
  const alone = before.includes('\n') ? `,${before}` : ', ';
  const between = last === undefined ? alone : text.slice(last.end, ellipsis.start);
  const separator = /^\s*,\s*$/u.test(between) ? between : ', ';
  return { start: ellipsis.start, end: ellipsis.start, text: `pkgs${separator}` };
}
