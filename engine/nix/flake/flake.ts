import { isStaticAttr } from '../syntax/bindings.ts';
import { viewList } from '../modules/list-view.ts';
import { staticPath } from '../names.ts';
import { parseNix } from '../parse.ts';
import { resolvePathLiteral } from '../paths.ts';
import type { Scope } from '../modules/scope.ts';
import { enterBindings, enterLambda, enterWith, originOf } from '../modules/scope.ts';
import type { AttrSet, Expr, List, NixTree, Span } from '../syntax/tree.ts';
import { sourceOf, withoutParens } from '../syntax/tree.ts';
import { functionName } from '../modules/wrappers.ts';

interface Placed {
  readonly expr: Expr;
  readonly scope: Scope;
}

interface Named extends Placed {
  readonly names: readonly string[];
}

/**
 * The module files that a flake lists literally for one host: the `./…` paths in
 * `nixosConfigurations.<name> = ….nixosSystem { modules = [ ./configuration.nix … ]; }`.
 *
 * Without `attribute` the flake must define exactly one host. Empty when that host is not there, or its modules are not
 * written as a list with paths in it.
 *
 * @example
 * flakeEntries(flakeText, 'desk') // ['hosts/desk/configuration.nix']
 */
export function flakeEntries(flakeText: string, attribute?: string): string[] {
  const parsed = parseNix(flakeText, 'flake.nix');
  if (!parsed.ok) return [];
  const hosts = hostsOf(parsed.value).filter(
    ({ names }) => attribute === undefined || names[0] === attribute,
  );
  const [host] = hosts;
  return host === undefined || hosts.length > 1 ? [] : literalModules(parsed.value, host);
}

/**
 * The hosts that a flake names literally, sorted. Empty where it does not parse, or computes them.
 *
 * @example
 * flakeHosts(flakeText) // ['desk', 'laptop']
 */
export function flakeHosts(flakeText: string): string[] {
  const parsed = parseNix(flakeText, 'flake.nix');
  if (!parsed.ok) return [];
  return [...new Set(hostsOf(parsed.value).flatMap(({ names }) => names.slice(0, 1)))].sort();
}

/** The list that a host's modules are written in, and no other host's. */
export interface FlakeModules {
  readonly tree: NixTree;
  readonly list: List;
}

/**
 * The literal list of modules of one host, where that is certain: the host is a call of `nixosSystem`, and nobody else
 * uses the list. Undefined everywhere else. Without `attribute` the flake must define exactly one host.
 */
export function flakeModules(flakeText: string, attribute?: string): FlakeModules | undefined {
  const parsed = parseNix(flakeText, 'flake.nix');
  if (!parsed.ok) return undefined;
  const tree = parsed.value;
  const hosts = hostsOf(tree).filter(({ names }) => attribute === undefined || names[0] === attribute);
  const [host] = hosts;
  const call = host === undefined || hosts.length > 1 ? undefined : withoutParens(host.expr);
  if (call?.kind !== 'apply' || functionName(tree.text, call.fn) !== 'nixosSystem') return undefined;
  const lists = modulesOf(tree, call, host?.scope).flatMap(
    ({ expr, scope }) => viewList(tree.text, scope, expr).places,
  );
  const own = lists.find(
    // What is bound elsewhere may be another host's, too.
    ({ list, conditional, via }) =>
      list !== undefined && !conditional && via.length === 0 && isWithin(list, call),
  );
  return own?.list === undefined ? undefined : { tree, list: own.list };
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function hostsOf(tree: NixTree): Named[] {
  const root = { expr: tree.root, scope: undefined };
  const paths = [
    ['outputs', 'nixosConfigurations'],
    ['outputs', 'flake', 'nixosConfigurations'],
  ];
  return paths.flatMap((path) => below(tree, root, path)).filter(({ names }) => names.length === 1);
}

/** What is defined below a path, each with the rest of its names; none left for a value at the path itself. */
function below(tree: NixTree, from: Placed, path: readonly string[]): Named[] {
  return assignmentsOf(tree, from).flatMap((assignment) => {
    const { names } = assignment;
    const common = Math.min(names.length, path.length);
    if (names.slice(0, common).join('\0') !== path.slice(0, common).join('\0')) return [];
    if (names.length > path.length) return [{ ...assignment, names: names.slice(path.length) }];
    const rest = path.slice(names.length);
    return rest.length === 0
      ? [{ ...assignment, names: [] }, ...below(tree, assignment, [])]
      : below(tree, assignment, rest);
  });
}

function assignmentsOf(tree: NixTree, from: Placed): Named[] {
  return setsOf(tree, from).flatMap(({ set, scope }) =>
    set.bindings.flatMap((binding) => {
      if (binding.kind === 'inherit' || !binding.path.attrs.every(isStaticAttr)) return [];
      return [{ names: staticPath(tree.text, binding.path.attrs), expr: binding.value, scope }];
    }),
  );
}

/** The literal sets a value is made of: through functions, `let`, `with`, `//`, `mkFlake` and names bound by `let`. */
function setsOf(tree: NixTree, from: Placed): { readonly set: AttrSet; readonly scope: Scope }[] {
  const found: { set: AttrSet; scope: Scope }[] = [];
  const followed = new Set<Expr>();
  const open: Placed[] = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const expr = withoutParens(next.expr);
    if (followed.has(expr)) continue;
    followed.add(expr);
    if (expr.kind === 'set') found.push({ set: expr, scope: setScope(tree, expr, next.scope) });
    else open.push(...innerOf(tree, expr, next.scope).toReversed());
  }
  return found;
}

function setScope(tree: NixTree, set: AttrSet, scope: Scope): Scope {
  return set.form === 'rec' ? enterBindings(scope, tree.text, set.bindings) : scope;
}

function innerOf(tree: NixTree, expr: Expr, scope: Scope): Placed[] {
  switch (expr.kind) {
    case 'lambda':
      return [{ expr: expr.body, scope: enterLambda(scope, expr) }];
    case 'let':
      return [{ expr: expr.body, scope: enterBindings(scope, tree.text, expr.bindings) }];
    case 'with':
      return [{ expr: expr.body, scope: enterWith(scope, expr.head) }];
    case 'assert':
      return [{ expr: expr.body, scope }];
    case 'binary':
      return expr.operator === '//' ? [expr.left, expr.right].map((side) => ({ expr: side, scope })) : [];
    case 'variable':
      return boundValue(scope, expr.name);
    case 'apply':
      return functionName(tree.text, expr.fn) === 'mkFlake'
        ? expr.args.slice(-1).map((arg) => ({ expr: arg, scope }))
        : [];
    default:
      return [];
  }
}

function boundValue(scope: Scope, name: string): Placed[] {
  const origin = originOf(scope, name);
  if (origin.kind !== 'binding' || origin.assignment === undefined) return [];
  return [{ expr: origin.assignment.value, scope: origin.scope }];
}

/** The paths in `modules` of the set that the host's function is applied to. */
function literalModules(tree: NixTree, host: Placed): string[] {
  const call = withoutParens(host.expr);
  return modulesOf(tree, call, host.scope)
    .flatMap(({ expr, scope }) =>
      viewList(tree.text, scope, expr).places.filter((place) => !place.conditional),
    )
    .flatMap((place) => place.items)
    .filter((item) => item.kind === 'path' && item.parts.every((part) => part.kind === 'text'))
    .flatMap((item) => resolvePathLiteral('flake.nix', sourceOf(tree, item)) ?? []);
}

/** The values of `modules` of the set that a function is applied to. */
function modulesOf(tree: NixTree, call: Expr, scope: Scope): Named[] {
  const argument = call.kind === 'apply' ? call.args.at(-1) : undefined;
  if (argument === undefined) return [];
  return below(tree, { expr: argument, scope }, ['modules']).filter(({ names }) => names.length === 0);
}
