import { staticName } from '../names.ts';
import type { Scope } from './scope.ts';
import { enterBindings, enterWith } from './scope.ts';
import type { Apply, Expr } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';

/** The module system's priorities: the lowest wins, equals merge or clash. */
export const PLAIN_PRIORITY = 100;

const PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['mkForce', 50],
  ['mkVMOverride', 10],
  ['mkImageMediaOverride', 60],
  ['mkDefault', 1000],
  ['mkOptionDefault', 1500],
]);

/** What a function of the module system does with its last argument. */
export type Wrapper =
  | { readonly kind: 'priority'; readonly priority: number; readonly inner: Expr }
  | { readonly kind: 'order'; readonly inner: Expr }
  | { readonly kind: 'condition'; readonly inner: Expr }
  | { readonly kind: 'merge'; readonly inners: readonly Expr[] };

/** Reads `mkForce x`, `lib.mkIf c x`, `optionalAttrs c x`, `mkMerge [ … ]` and their like; undefined for other expressions. */
export function wrapperOf(text: string, expr: Expr): Wrapper | undefined {
  if (expr.kind !== 'apply') return undefined;
  const name = functionName(text, expr.fn);
  const inner = expr.args.at(-1);
  if (name === undefined || inner === undefined) return undefined;
  const priority = PRIORITIES.get(name);
  if (priority !== undefined && expr.args.length === 1) return { kind: 'priority', priority, inner };
  if (name === 'mkOverride' && expr.args.length === 2) return override(text, expr, inner);
  if ((name === 'mkBefore' || name === 'mkAfter') && expr.args.length === 1) return { kind: 'order', inner };
  if (name === 'mkOrder' && expr.args.length === 2) return { kind: 'order', inner };
  if ((name === 'mkIf' || name === 'optionalAttrs') && expr.args.length === 2)
    return { kind: 'condition', inner };
  if (name !== 'mkMerge' || expr.args.length !== 1) return undefined;
  const list = withoutParens(inner);
  return list.kind === 'list' ? { kind: 'merge', inners: list.items } : undefined;
}

function override(text: string, expr: Apply, inner: Expr): Wrapper | undefined {
  const [level] = expr.args;
  if (level?.kind !== 'integer') return undefined;
  return { kind: 'priority', priority: Number(text.slice(level.start, level.end)), inner };
}

/** The last name of `lib.mkIf` or `mkIf`. */
export function functionName(text: string, fn: Expr): string | undefined {
  const inner = withoutParens(fn);
  if (inner.kind === 'variable') return inner.name;
  const last = inner.kind === 'select' && inner.fallback === undefined ? inner.path.attrs.at(-1) : undefined;
  return last === undefined ? undefined : staticName(text, last);
}

/** A definition's value with the module system's wrappers off. */
export interface Unwrapped {
  /** The expression the wrappers are about: what `set` replaces. */
  readonly expr: Expr;
  readonly scope: Scope;
  readonly priority: number;
  readonly conditional: boolean;
  /** True when at least one wrapper is around `expr`: it is then an argument. */
  readonly wrapped: boolean;
}

/** Takes `mkForce`, `mkIf`, `mkBefore` and their like off; `mkMerge` stays, having several values. */
export function unwrap(text: string, scope: Scope, value: Expr): Unwrapped {
  let result: Unwrapped = {
    expr: value,
    scope,
    priority: PLAIN_PRIORITY,
    conditional: false,
    wrapped: false,
  };
  for (let next = unwrapOnce(text, result); next !== undefined; next = unwrapOnce(text, result))
    result = next;
  return result;
}

function unwrapOnce(text: string, outer: Unwrapped): Unwrapped | undefined {
  const inner = withoutParens(outer.expr);
  const body = inner.kind === 'with' || inner.kind === 'let' ? withoutParens(inner.body) : undefined;
  if (body !== undefined && wrapperOf(text, body) !== undefined) {
    const scope =
      inner.kind === 'with'
        ? enterWith(outer.scope, inner.head)
        : inner.kind === 'let'
          ? enterBindings(outer.scope, text, inner.bindings)
          : outer.scope;
    return { ...outer, expr: body, scope };
  }
  const wrapper = wrapperOf(text, inner);
  switch (wrapper?.kind) {
    case 'priority':
      return { ...outer, expr: wrapper.inner, priority: wrapper.priority, wrapped: true };
    case 'order':
      return { ...outer, expr: wrapper.inner, wrapped: true };
    case 'condition':
      return { ...outer, expr: wrapper.inner, conditional: true, wrapped: true };
    default:
      return undefined;
  }
}
