import { staticName } from '../names.ts';
import type { Scope } from '../modules/scope.ts';
import { enterBindings, enterLambda, enterWith } from '../modules/scope.ts';
import type { Attr, Binding, Expr, Lambda, NixTree } from '../syntax/tree.ts';
import type { Env, Lazy, SetValue, Value, WrittenAt } from './value.ts';
import { lazy, NOTHING, scalar, setOf, unknownValue } from './value.ts';

/** What an evaluator does with an expression, for who makes environments. */
export interface Evaluating {
  readonly evaluate: (expr: Expr, env: Env) => Value;
  readonly select: (target: Value, name: string) => Value;
}

/** Where no name is bound: the top of a file. */
export function fileEnv(tree: NixTree): Env {
  return { tree, scope: undefined, lookUp: () => undefined, outer: undefined };
}

/** What a name means: what encloses it binds it, else a builtin, else what the nearest `with` has. */
export function valueOfName({ select }: Evaluating, env: Env, name: string): Value {
  for (let level: Env | undefined = env; level !== undefined; level = level.outer) {
    const found = level.head === undefined ? level.lookUp(name) : undefined;
    if (found !== undefined) return found();
  }
  if (name === 'true' || name === 'false') return scalar(name === 'true');
  if (name === 'null') return scalar(null);
  if (name === 'builtins') return unknownValue(['builtins'], true);
  for (let level: Env | undefined = env; level !== undefined; level = level.outer) {
    if (level.head === undefined) continue;
    const value = select(level.head(), name);
    if (value.kind !== 'unknown' || value.path.length > 0) return value;
  }
  return unknownValue([name]);
}

export function letEnv(by: Evaluating, outer: Env, bindings: readonly Binding[]): Env {
  let inner: Env = outer;
  const members = lazyMembers(() => membersOf(by, inner, outer, bindings));
  inner = {
    tree: outer.tree,
    scope: enterBindings(outer.scope, outer.tree.text, bindings),
    lookUp: (name) => members().known.get(name),
    outer,
  };
  return inner;
}

export function withEnv(by: Evaluating, outer: Env, head: Expr): Env {
  return {
    tree: outer.tree,
    scope: enterWith(outer.scope, head),
    lookUp: () => undefined,
    head: lazy(() => by.evaluate(head, outer)),
    outer,
  };
}

/** Inside of a function that is called with an argument. */
export function callEnv(by: Evaluating, outer: Env, lambda: Lambda, argument: Lazy): Env {
  const members = new Map<string, Lazy>();
  const inner: Env = {
    tree: outer.tree,
    scope: enterLambda(outer.scope, lambda),
    lookUp: (name) => members.get(name),
    outer,
  };
  for (const { name, fallback } of lambda.pattern?.formals ?? [])
    members.set(
      name,
      lazy(() => {
        const given = argument();
        const missing = given.kind === 'set' && given.rest === undefined && given.get(name) === undefined;
        if (!missing) return by.select(given, name);
        return fallback === undefined ? NOTHING : by.evaluate(fallback, inner);
      }),
    );
  if (lambda.name !== undefined) members.set(lambda.name.name, argument);
  return inner;
}

/** The environment of a place that is known by its text alone: arguments on the way are what modules are called with. */
export function envAt(
  by: Evaluating,
  scope: Scope,
  root: { readonly env: Env; readonly called: SetValue },
): Env {
  if (scope === undefined || scope === root.env.scope) return root.env;
  const outer = envAt(by, scope.outer, root);
  if (scope.kind === 'with') return { ...withEnv(by, outer, scope.head), scope };
  if (scope.kind === 'bindings') return { ...letEnv(by, outer, scope.bindings), scope };
  const { names } = scope;
  const lookUp = (name: string): Lazy | undefined =>
    names.has(name) ? lazy(() => argumentOf(by, root.called, name)) : undefined;
  return { tree: outer.tree, scope, lookUp, outer };
}

/** The name of the whole argument stands among those of its members. */
function argumentOf(by: Evaluating, called: SetValue, name: string): Value {
  return called.get(name) === undefined && ['args', 'attrs', 'moduleArgs'].includes(name)
    ? called
    : by.select(called, name);
}

export interface Members {
  readonly known: ReadonlyMap<string, Lazy>;
  /** False where a name is computed from what is not known. */
  readonly whole: boolean;
}

interface Part {
  readonly rest: readonly Attr[];
  readonly value: Lazy;
}

/** `{ … }`, its members computed when they are asked for; `rec` where they see each other. */
export function setValue(
  by: Evaluating,
  env: Env,
  bindings: readonly Binding[],
  form: 'plain' | 'rec' | 'let',
  written: WrittenAt,
): SetValue {
  let inner: Env = env;
  const members = lazyMembers(() => membersOf(by, inner, env, bindings));
  if (form !== 'plain') inner = letEnv(by, env, bindings);
  return {
    kind: 'set',
    names: () => [...members().known.keys()],
    get: (name) => members().known.get(name),
    get rest() {
      return members().whole ? undefined : NOTHING;
    },
    written,
  };
}

function lazyMembers(compute: () => Members): () => Members {
  let members: Members | undefined;
  let busy = false;
  return () => {
    if (members !== undefined) return members;
    if (busy) return { known: new Map(), whole: false };
    busy = true;
    members = compute();
    busy = false;
    return members;
  };
}

/** @param outer - Where `inherit a;` looks. */
function membersOf(by: Evaluating, env: Env, outer: Env, bindings: readonly Binding[]): Members {
  const parts = new Map<string, Part[]>();
  let whole = true;
  const add = (attr: Attr | undefined, part: Part): void => {
    const name = attr === undefined ? undefined : attrName(by, env, attr);
    if (name === undefined) whole = false;
    else parts.set(name, [...(parts.get(name) ?? []), part]);
  };
  for (const binding of bindings) {
    if (binding.kind === 'assignment') {
      const [first, ...rest] = binding.path.attrs;
      add(first, { rest, value: lazy(() => by.evaluate(binding.value, env)) });
      continue;
    }
    const { from } = binding;
    const source = from === undefined ? undefined : lazy(() => by.evaluate(from, env));
    for (const attr of binding.attrs)
      add(attr, { rest: [], value: lazy(() => inherited(by, outer, source, attr)) });
  }
  const known = new Map([...parts].map(([name, all]) => [name, memberOf(by, env, all)] as const));
  return { known, whole };
}

function inherited(by: Evaluating, outer: Env, source: Lazy | undefined, attr: Attr): Value {
  const name = staticName(outer.tree.text, attr) ?? '';
  return source === undefined ? valueOfName(by, outer, name) : by.select(source(), name);
}

function attrName(by: Evaluating, env: Env, attr: Attr): string | undefined {
  const known = staticName(env.tree.text, attr);
  if (known !== undefined || attr.kind === 'name') return known;
  const value = by.evaluate(attr.kind === 'interpolation' ? attr.expr : attr, env);
  return value.kind === 'text' ? value.text : undefined;
}

/** `a = { b = 1; }; a.c = 2;` is one set. */
function memberOf(by: Evaluating, env: Env, parts: readonly Part[]): Lazy {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.rest.length === 0) return only.value;
  return lazy(() => {
    const members = new Map<string, Part[]>();
    const add = (name: string, part: Part): void =>
      void members.set(name, [...(members.get(name) ?? []), part]);
    let rest = false;
    for (const { rest: names, value } of parts) {
      const [first, ...further] = names;
      if (first !== undefined) {
        const name = attrName(by, env, first);
        if (name === undefined) rest = true;
        else add(name, { rest: further, value });
        continue;
      }
      const set = value();
      if (set.kind !== 'set') return set;
      for (const name of set.names()) add(name, { rest: [], value: set.get(name) ?? lazy(() => NOTHING) });
      rest ||= set.rest !== undefined;
    }
    const known = new Map([...members].map(([name, all]) => [name, memberOf(by, env, all)] as const));
    return setOf(known, rest ? NOTHING : undefined);
  });
}

/** Members of a set by name, for what is made of data. */
export function record(members: Readonly<Record<string, Value | Lazy>>): SetValue {
  return setOf(
    new Map(
      Object.entries(members).map(([name, value]) => [
        name,
        typeof value === 'function' ? value : lazy(() => value),
      ]),
    ),
  );
}
