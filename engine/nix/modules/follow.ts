import { staticName } from '../names.ts';
import type { Attr, AttrSet, Binding, Expr, Select } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import type { Scope } from './scope.ts';
import { enterBindings, originOf } from './scope.ts';

/** An expression, and what names mean where it stands. */
export interface Placed {
  readonly expr: Expr;
  readonly scope: Scope;
}

// Names may be bound in a circle, which only evaluation minds.
const MOST_STEPS = 40;

/**
 * The expression that a name or a selection stands for, as far as the text binds it: by `let`, `rec`, `inherit`, or a
 * literal set. The expression itself where nothing does.
 *
 * @example
 * // let names.admin = "wheel"; in [ names.admin ]   // names.admin → "wheel"
 */
export function follow(text: string, scope: Scope, expr: Expr): Placed {
  let at: Placed = { expr: withoutParens(expr), scope };
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const next = stepFrom(text, at);
    if (next === undefined) return at;
    at = { ...next, expr: withoutParens(next.expr) };
  }
  return at;
}

/** What the expression is bound to, one step on; undefined where the text does not say. */
export function stepFrom(text: string, { expr, scope }: Placed): Placed | undefined {
  if (expr.kind === 'variable') return boundAs(text, scope, [expr.name]);
  if (expr.kind !== 'select' || expr.fallback !== undefined) return undefined;
  const names = namesOf(text, expr.path.attrs);
  return names === undefined ? undefined : memberOf(text, { expr: expr.target, scope }, names);
}

function namesOf(text: string, attrs: readonly Attr[]): readonly string[] | undefined {
  const names = attrs.map((attr) => staticName(text, attr));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** What a bound name, or a member of the set that it is bound to, is. */
function boundAs(text: string, scope: Scope, names: readonly string[]): Placed | undefined {
  const origin = originOf(scope, names[0] ?? '');
  return origin.kind === 'binding'
    ? lookUp(text, origin.bindings, names, { inner: origin.scope, outer: origin.outer })
    : undefined;
}

function memberOf(text: string, target: Placed, names: readonly string[]): Placed | undefined {
  const direct = target.expr.kind === 'variable' ? target.expr.name : undefined;
  // `let a.b = 1;` binds no `a` as a whole.
  const bound = direct === undefined ? undefined : boundAs(text, target.scope, [direct, ...names]);
  if (bound !== undefined) return bound;
  const { expr, scope } = follow(text, target.scope, target.expr);
  return expr.kind === 'set' ? inSet(text, scope, expr, names) : undefined;
}

function inSet(text: string, scope: Scope, set: AttrSet, names: readonly string[]): Placed | undefined {
  if (set.form === 'let') return undefined;
  const inner = set.form === 'rec' ? enterBindings(scope, text, set.bindings) : scope;
  return lookUp(text, set.bindings, names, { inner, outer: scope });
}

/** Undefined where a name is computed: it could be any. */
function lookUp(
  text: string,
  bindings: readonly Binding[],
  names: readonly string[],
  { inner, outer }: { readonly inner: Scope; readonly outer: Scope },
): Placed | undefined {
  for (const binding of bindings) {
    if (binding.kind === 'inherit') {
      const attr = binding.attrs.find((each) => staticName(text, each) === names[0]);
      if (attr === undefined) continue;
      const scope = binding.from === undefined ? outer : inner;
      return memberAt(
        text,
        { expr: inheritedValue(attr, names[0] ?? '', binding.from), scope },
        names.slice(1),
      );
    }
    const path = namesOf(text, binding.path.attrs);
    if (path === undefined) return undefined;
    if (path.length > names.length || path.some((name, at) => name !== names[at])) continue;
    return memberAt(text, { expr: binding.value, scope: inner }, names.slice(path.length));
  }
  return undefined;
}

function memberAt(text: string, placed: Placed, rest: readonly string[]): Placed | undefined {
  return rest.length === 0 ? placed : memberOf(text, placed, rest);
}

/** `inherit a;` is `a`, `inherit (x) a;` is `x.a`. */
export function inheritedValue(attr: Attr, name: string, from: Expr | undefined): Expr {
  const { start, end } = attr;
  if (from === undefined) return { kind: 'variable', name, start, end };
  const selected: Select = {
    kind: 'select',
    target: from,
    path: { attrs: [attr], start, end },
    fallback: undefined,
    start,
    end,
  };
  return selected;
}
