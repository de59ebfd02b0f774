import { staticName } from '../names.ts';
import type { Apply, Attr, Expr } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { stepFrom } from './follow.ts';
import type { Scope } from './scope.ts';
import { originOf } from './scope.ts';

/**
 * The attribute of the package set that an expression is: `pkgs.htop`, `htop` under `with pkgs;`, a name that `let` or
 * `inherit` binds to one. The package set itself is the empty path. Undefined for everything else, and for a name that
 * more than one `with` may give.
 */
export function packagePath(text: string, scope: Scope, expr: Expr): readonly string[] | undefined {
  return pathWithin(text, scope, expr, MOST_STEPS);
}

// Names may be bound in a circle.
const MOST_STEPS = 20;

function pathWithin(text: string, scope: Scope, expr: Expr, steps: number): readonly string[] | undefined {
  const inner = withoutParens(expr);
  if (steps === 0) return undefined;
  if (inner.kind === 'variable')
    return variableWithin(text, scope, inner.name, steps) ?? bound(text, scope, inner, steps);
  if (inner.kind === 'apply') return isNixpkgs(text, inner) ? [] : undefined;
  if (inner.kind !== 'select' || inner.fallback !== undefined) return undefined;
  const base = pathWithin(text, scope, inner.target, steps - 1);
  const names = inner.path.attrs.map((attr: Attr) => staticName(text, attr));
  if (base === undefined) return bound(text, scope, inner, steps);
  return names.every((name) => name !== undefined) ? [...base, ...names] : undefined;
}

/** `import <nixpkgs> { }`, as modules of old begin. */
function isNixpkgs(text: string, { fn, args }: Apply): boolean {
  const [file] = args;
  const isImport = fn.kind === 'variable' && fn.name === 'import' && args.length === 2;
  return isImport && file?.kind === 'search-path' && text.slice(file.start, file.end) === '<nixpkgs>';
}

/** `pkgs` is the package set, whatever binds it; other names are what they are bound to. */
function bound(text: string, scope: Scope, expr: Expr, steps: number): readonly string[] | undefined {
  const next = stepFrom(text, { expr, scope });
  return next === undefined ? undefined : pathWithin(text, next.scope, next.expr, steps - 1);
}

function variableWithin(
  text: string,
  scope: Scope,
  name: string,
  steps: number,
): readonly string[] | undefined {
  const origin = originOf(scope, name);
  if (origin.kind === 'argument' || origin.kind === 'binding') return name === 'pkgs' ? [] : undefined;
  if (origin.kind !== 'with') return undefined;
  const [first, second] = basesOf(text, scope, steps);
  if (first === undefined) return undefined;
  // The package set has itself.
  if (first.length === 0 && name === 'pkgs') return [];
  // A set within the package set need not have the name; then the next `with` gives it.
  return first.length > 0 && second !== undefined ? undefined : [...first, name];
}

/** What the package set, or a set within it, is at each `with` around a place, from the innermost on that is one. */
function basesOf(text: string, scope: Scope, steps: number): readonly (readonly string[])[] {
  const bases: (readonly string[])[] = [];
  for (let level = scope; level !== undefined; level = level.outer) {
    if (level.kind !== 'with') continue;
    const base = pathWithin(text, level.outer, level.head, steps - 1);
    if (base === undefined && bases.length === 0) return [];
    if (base !== undefined) bases.push(base);
  }
  return bases;
}

/** The packages that a name may be where several `with` could give it. */
export function packageCandidates(text: string, scope: Scope, name: string): readonly (readonly string[])[] {
  if (originOf(scope, name).kind !== 'with') return [];
  return basesOf(text, scope, MOST_STEPS).map((base) => [...base, name]);
}

/** How a package is written at a place: `htop` where `with pkgs;` reaches it by that name, `pkgs.htop` elsewhere. */
export function shortPackageName(text: string, scope: Scope, path: readonly string[]): readonly string[] {
  for (let used = path.length - 1; used >= 0; used -= 1) {
    const rest = path.slice(used);
    const [first = ''] = rest;
    const found = variableWithin(text, scope, first, MOST_STEPS);
    if (found !== undefined && found.join('.') === path.slice(0, used + 1).join('.') && first !== 'pkgs')
      return rest;
  }
  return ['pkgs', ...path];
}
