import { staticName } from '../names.ts';
import type { Assignment, Binding, Expr, Lambda } from '../syntax/tree.ts';

/** What names mean at one place of a file: the chain of what encloses it, innermost first. */
export type Scope = ScopeLevel | undefined;

type ScopeLevel =
  | { readonly kind: 'arguments'; readonly names: ReadonlySet<string>; readonly outer: Scope }
  | {
      readonly kind: 'bindings';
      readonly names: ReadonlyMap<string, Assignment | undefined>;
      readonly bindings: readonly Binding[];
      readonly outer: Scope;
    }
  | { readonly kind: 'with'; readonly head: Expr; readonly outer: Scope };

/** Where a name comes from. A binding that is inherited has no assignment. */
export type NameOrigin =
  | { readonly kind: 'argument' }
  | {
      readonly kind: 'binding';
      readonly assignment: Assignment | undefined;
      /** Inside of what binds it, and the names around that. */
      readonly scope: Scope;
      readonly bindings: readonly Binding[];
      readonly outer: Scope;
    }
  | { readonly kind: 'with'; readonly head: Expr; readonly scope: Scope }
  | { readonly kind: 'builtin' }
  | { readonly kind: 'unknown' };

/** Names that are in scope everywhere; no `with` hides them. */
const BUILTINS = new Set(
  (
    'abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial fetchTarball ' +
    'fetchTree fromTOML import isNull map null placeholder removeAttrs scopedImport throw toString true'
  ).split(' '),
);

export function enterLambda(outer: Scope, lambda: Lambda): Scope {
  const names = new Set((lambda.pattern?.formals ?? []).map((formal) => formal.name));
  if (lambda.name !== undefined) names.add(lambda.name.name);
  return { kind: 'arguments', names, outer };
}

/** The scope inside `let … in` or `rec { … }`. */
export function enterBindings(outer: Scope, text: string, bindings: readonly Binding[]): Scope {
  const names = new Map<string, Assignment | undefined>();
  for (const binding of bindings) {
    if (binding.kind === 'inherit')
      binding.attrs.forEach((attr) => names.set(staticName(text, attr) ?? '', undefined));
    else nameAssignment(text, binding, names);
  }
  return { kind: 'bindings', names, bindings, outer };
}

function nameAssignment(text: string, binding: Assignment, names: Map<string, Assignment | undefined>): void {
  const [first, ...rest] = binding.path.attrs;
  const name = first === undefined ? undefined : staticName(text, first);
  if (name !== undefined) names.set(name, rest.length === 0 ? binding : undefined);
}

export function enterWith(outer: Scope, head: Expr): Scope {
  return { kind: 'with', head, outer };
}

/** Resolves as Nix does: arguments and bindings come before any `with`, however near that is. */
export function originOf(scope: Scope, name: string): NameOrigin {
  let nearestWith: NameOrigin | undefined;
  for (let level = scope; level !== undefined; level = level.outer) {
    if (level.kind === 'with') nearestWith ??= { kind: 'with', head: level.head, scope: level.outer };
    else if (level.names.has(name)) {
      if (level.kind === 'arguments') return { kind: 'argument' };
      const { names, bindings, outer } = level;
      return { kind: 'binding', assignment: names.get(name), scope: level, bindings, outer };
    }
  }
  if (BUILTINS.has(name)) return { kind: 'builtin' };
  return nearestWith ?? { kind: 'unknown' };
}

/** True when the name means something that no `with` can change: an argument, a binding, a builtin. */
export function isLexical(scope: Scope, name: string): boolean {
  const { kind } = originOf(scope, name);
  return kind === 'argument' || kind === 'binding' || kind === 'builtin';
}
