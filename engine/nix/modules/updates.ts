import { staticName } from '../names.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import type { Apply, Attr, AttrSet, Binding, Expr } from '../syntax/tree.ts';
import { follow, type Placed } from './follow.ts';
import type { Scope } from './scope.ts';
import { enterBindings, enterWith } from './scope.ts';
import type { Site, UpdateChain } from './survey.ts';
import { functionName } from './wrappers.ts';

/** What a new attribute does to the operands of a `//` around its set, and they to it. */
export type UpdateEffect =
  /** Nothing: no other operand has the name. */
  | 'none'
  /** It replaces all that an operand on the left has, or may have, under the name. */
  | 'replaces'
  /** An operand on the right replaces it, or may. */
  | 'is-replaced';

/**
 * What becomes of a definition that is written into a set which is part of a `//`.
 *
 * @param path - The definition's, from the module's own root.
 * @example
 * // common // { }   →   common // { services.nginx.enable = true; }   'replaces' where `common` has `services`
 */
export function updateEffect(text: string, site: Site, path: readonly string[]): UpdateEffect {
  for (const { chain, at } of site.updates) {
    const name = path[chain.prefix.length];
    if (name === undefined) continue;
    const { sure, may } = namesIn(text, chain);
    const { first, last } = reach(may.get(name), may.get(ANY_NAME));
    if (last > at) return 'is-replaced';
    if (first < at && sure.get(name)?.has(at) !== true) return 'replaces';
  }
  return 'none';
}

/**
 * Whether taking bindings away, of a definition with this path, uncovers what an operand on the left has under the name.
 */
export function uncovers(
  text: string,
  site: Site,
  path: readonly string[],
  gone: ReadonlySet<Binding>,
): boolean {
  return site.updates.some(({ chain, at }) => {
    const name = path[chain.prefix.length];
    if (name === undefined) return false;
    const { may } = namesIn(text, chain);
    if (reach(may.get(name), may.get(ANY_NAME)).first >= at) return false;
    const own = chain.operands[at];
    const set = own === undefined ? undefined : follow(text, chain.scope, own).expr;
    return set?.kind !== 'set' || bindingsOf(text, set, name).every((binding) => gone.has(binding));
  });
}

/** Whether a value may be a set that has the name. */
export function mayHave(text: string, value: Placed, name: string): boolean {
  const { sure, possible, any } = namesOf(text, value);
  return any || sure.includes(name) || possible.includes(name);
}

/** Whether a name that is new in a `rec { … }` is one that something in it means otherwise. */
export function captures(text: string, { set, prefix }: Site, path: readonly string[]): boolean {
  const name = path[prefix.length];
  if (set.form !== 'rec' || name === undefined || bindingsOf(text, set, name).length > 0) return false;
  const open: TreeNode[] = [set];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'variable' && node.name === name) return true;
    open.push(...childrenOf(node));
  }
  return false;
}

/** The attributes of the operands of a chain: which surely have a name, and the first and the last that may. */
interface ChainNames {
  readonly sure: ReadonlyMap<string, ReadonlySet<number>>;
  readonly may: ReadonlyMap<string, Reach>;
}

interface Reach {
  readonly first: number;
  readonly last: number;
}

/** Stands for every name: no attribute is called so. */
const ANY_NAME = '\0';

// Chains are long, and every definition below one asks.
const known = new WeakMap<UpdateChain, ChainNames>();

function namesIn(text: string, chain: UpdateChain): ChainNames {
  const before = known.get(chain);
  if (before !== undefined) return before;
  const sure = new Map<string, Set<number>>();
  const may = new Map<string, Reach>();
  chain.operands.forEach((expr, at) => {
    const names = namesOf(text, { expr, scope: chain.scope });
    for (const name of names.sure) sure.set(name, (sure.get(name) ?? new Set()).add(at));
    const all = [...names.sure, ...names.possible, ...(names.any ? [ANY_NAME] : [])];
    for (const name of all) may.set(name, reach(may.get(name), { first: at, last: at }));
  });
  const names = { sure, may };
  known.set(chain, names);
  return names;
}

function reach(one: Reach | undefined, other: Reach | undefined): Reach {
  return {
    first: Math.min(one?.first ?? Infinity, other?.first ?? Infinity),
    last: Math.max(one?.last ?? -1, other?.last ?? -1),
  };
}

interface Names {
  readonly sure: readonly string[];
  readonly possible: readonly string[];
  readonly any: boolean;
}

const ANY: Names = { sure: [], possible: [], any: true };

function namesOf(text: string, operand: Placed): Names {
  const { expr, scope } = follow(text, operand.scope, operand.expr);
  const inside = (body: Expr, inner: Scope = scope): Names => namesOf(text, { expr: body, scope: inner });
  switch (expr.kind) {
    case 'set':
      return inSet(text, expr);
    case 'let':
      return inside(expr.body, enterBindings(scope, text, expr.bindings));
    case 'with':
      return inside(expr.body, enterWith(scope, expr.head));
    case 'assert':
      return inside(expr.body);
    case 'if':
      return perhaps([inside(expr.thenBranch), inside(expr.elseBranch)]);
    case 'apply':
      return optionally(text, expr, inside);
    case 'binary':
      return expr.operator === '//' ? together(inside(expr.left), inside(expr.right)) : ANY;
    default:
      return ANY;
  }
}

function together(left: Names, right: Names): Names {
  return {
    sure: [...left.sure, ...right.sure],
    possible: [...left.possible, ...right.possible],
    any: left.any || right.any,
  };
}

/** `optionalAttrs c { … }` has at most what is written in it. */
function optionally(text: string, { fn, args }: Apply, inside: (body: Expr) => Names): Names {
  const [, body] = args;
  if (body === undefined || functionName(text, fn) !== 'optionalAttrs') return ANY;
  return perhaps([inside(body)]);
}

function perhaps(all: readonly Names[]): Names {
  const possible = all.flatMap((names) => [...names.sure, ...names.possible]);
  return { sure: [], possible, any: all.some(({ any }) => any) };
}

function inSet(text: string, { form, bindings }: AttrSet): Names {
  if (form === 'let') return ANY;
  const names = bindings.flatMap(firstAttrs).map((attr) => staticName(text, attr));
  const sure = [...new Set(names.filter((name) => name !== undefined))];
  return { sure, possible: [], any: names.includes(undefined) };
}

function bindingsOf(text: string, { bindings }: AttrSet, name: string): readonly Binding[] {
  return bindings.filter((binding) => firstAttrs(binding).some((attr) => staticName(text, attr) === name));
}

function firstAttrs(binding: Binding): readonly Attr[] {
  return binding.kind === 'inherit' ? binding.attrs : binding.path.attrs.slice(0, 1);
}
