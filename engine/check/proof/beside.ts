import type { Finding } from '../../model/finding.ts';
import type { EvaluatedFacts } from '../../model/host/evaluate.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import { isStill } from './intent.ts';

/** What an edit does beside what it was asked for. */
export interface SideEffect {
  readonly kind: 'lost' | 'gained' | 'lost-items';
  readonly path: OptionPath;
  /** The file whose definition it is; absent for the items of a list. */
  readonly file?: string;
  /** Evaluated items that are gone from a list. */
  readonly items?: readonly unknown[];
}

/** Whether a file defines a path, before and after, through one and the same computed value: its reading changed, not it. */
export type IsComputed = (file: string, path: OptionPath) => boolean;

/**
 * What the edits of a run do beside what they ask for, from two evaluations: definitions of the files that change which
 * vanish or appear though no edit names them, and items that a list loses though none takes them away. What follows from
 * an edit elsewhere (units of a service, a condition that is now met) changes no definition, and is not among it.
 */
export function findSideEffects(
  edits: readonly Edit[],
  before: EvaluatedFacts,
  after: EvaluatedFacts,
  isComputed: IsComputed,
): readonly SideEffect[] {
  const definitions = Object.keys(after.modules ?? {}).flatMap((file) => {
    const was = definedIn(before, file);
    const is = definedIn(after, file);
    if (was === undefined || is === undefined) return [];
    const told = (kind: 'lost' | 'gained', from: ReadonlySet<string>, to: ReadonlySet<string>) =>
      [...from]
        .filter((key) => !to.has(key))
        .map(readPath)
        .filter((path) => !isAsked(edits, path) && !isComputed(file, path))
        .filter((path) => !isMadeFiner(path, to))
        .map((path) => ({ kind, path, file }));
    return [...told('lost', was, is), ...told('gained', is, was)];
  });
  return [
    ...definitions,
    ...lostMembers(edits, before, after),
    ...lostItems(edits, before, after),
    ...lostByAdding(edits, before, after),
  ];
}

/**
 * What a run that only adds to lists takes from the system, whatever condition of the configuration follows from it: a
 * port, a user, a package. A run that sets something may well mean that.
 */
function lostByAdding(
  edits: readonly Edit[],
  before: EvaluatedFacts,
  after: EvaluatedFacts,
): readonly SideEffect[] {
  if (!edits.every(({ op, path }) => op === 'add' && !path.some((name) => EXCLUDES.test(name)))) return [];
  return partsOf(before).flatMap(([path, names], at): SideEffect[] => {
    const left = new Set(partsOf(after)[at]?.[1] ?? []);
    const lost = names.filter((name) => !left.has(name));
    if (lost.length === 0 || isAsked(edits, path)) return [];
    if (LISTED.has(path.join('.'))) return [{ kind: 'lost-items', path, items: lost }];
    return lost.map((name) => ({ kind: 'lost', path: [...path, name] }));
  });
}

/** Lists whose items take something away. */
const EXCLUDES = /exclude|disable|black|deny|without|remove/iu;
const LISTED: ReadonlySet<string> = new Set([
  'environment.systemPackages',
  'networking.firewall.allowedTCPPorts',
  'networking.firewall.allowedUDPPorts',
]);

/** What a person would miss of a system, by the option that it is of. */
function partsOf({
  ports,
  users,
  groups,
  packages,
  units,
  etc,
}: EvaluatedFacts): readonly (readonly [OptionPath, readonly string[]])[] {
  const enabled = Object.keys(units).filter((name) => units[name] !== null);
  return [
    [['networking', 'firewall', 'allowedTCPPorts'], ports.tcp.map(String)],
    [['networking', 'firewall', 'allowedUDPPorts'], ports.udp.map(String)],
    [['users', 'users'], Object.keys(users)],
    [['users', 'groups'], groups],
    [['environment', 'systemPackages'], packages.map(({ name }) => name)],
    [['systemd', 'units'], enabled],
    [['environment', 'etc'], Object.keys(etc)],
  ];
}

/** Members of the sets above an edited option: a definition of one may outweigh those of the others. */
function lostMembers(
  edits: readonly Edit[],
  before: EvaluatedFacts,
  after: EvaluatedFacts,
): readonly SideEffect[] {
  const lost = edits.flatMap(({ path }) => {
    const key = JSON.stringify(path);
    const now = after.options[key]?.around ?? [];
    return (before.options[key]?.around ?? []).flatMap((names, at) => {
      const left = new Set(now[at] ?? []);
      const above = path.slice(0, at + FIRST_AROUND);
      return names.filter((name) => !left.has(name)).map((name) => [...above, name]);
    });
  });
  const unasked = lost.filter((path) => !isAsked(edits, path));
  const paths = new Map(unasked.map((path) => [JSON.stringify(path), path]));
  return [...paths.values()].map((path) => ({ kind: 'lost' as const, path }));
}

/** Sets of options are above that: nothing is lost there. */
const FIRST_AROUND = 2;

/** PROOF002 for each of them. */
export function sideEffectFinding({ kind, path, file, items = [] }: SideEffect): Finding {
  const name = joinOptionPath(path);
  const what = {
    lost: `the edit would also take away ${name}${file === undefined ? '' : `, which ${file} defines`}`,
    gained: `the edit would also make ${file ?? 'a file'} define ${name}, which it does not now`,
    'lost-items': `${name} would also lose ${items.map(inWords).join(', ')}`,
  }[kind];
  return {
    code: 'PROOF002',
    severity: 'error',
    message: `${what}; nobody asked for that`,
    fix: `change it by hand, or allow ${name} by name under \`options\` in the policy. The live host was not touched`,
  };
}

/** Undefined where it could not be told. */
function definedIn({ modules }: EvaluatedFacts, file: string): ReadonlySet<string> | undefined {
  const told = modules?.[file];
  if (told === undefined) return undefined;
  const lists = Object.values(told);
  return lists.every((list) => list !== null) ? new Set(lists.flat()) : undefined;
}

function readPath(key: string): OptionPath {
  const path: unknown = JSON.parse(key);
  return Array.isArray(path) ? path.map(String) : [];
}

/** An edit names it, something above it or something below it. */
function isAsked(edits: readonly Edit[], path: OptionPath): boolean {
  return edits.some((edit) => isWithinPath(edit.path, path) || isWithinPath(path, edit.path));
}

function isWithinPath(outer: OptionPath, inner: OptionPath): boolean {
  return outer.length <= inner.length && outer.every((name, at) => name === inner[at]);
}

/** `a = { };` that becomes `a.b = 1;`, or the other way round: the empty set is no definition of its own. */
function isMadeFiner(path: OptionPath, others: ReadonlySet<string>): boolean {
  return [...others].some((key) => isWithinPath(path, readPath(key)));
}

function lostItems(
  edits: readonly Edit[],
  before: EvaluatedFacts,
  after: EvaluatedFacts,
): readonly SideEffect[] {
  const lists = edits.filter(({ op }) => op === 'add' || op === 'remove');
  const paths = new Map(lists.map(({ path }) => [JSON.stringify(path), path]));
  return [...paths].flatMap(([key, path]) => {
    const own = edits.filter((edit) => isAsked([edit], path));
    if (own.some(({ op }) => op === 'set' || op === 'unset')) return [];
    const gone = own.flatMap((edit) => (edit.op === 'remove' ? edit.items : []));
    const left = new Set(itemsOf(after, key).map(identity));
    const lost = itemsOf(before, key)
      .filter((item) => !left.has(identity(item)))
      .filter((item) => !gone.some((wanted) => isStill(wanted, item, before) !== 'no'));
    return lost.length === 0 ? [] : [{ kind: 'lost-items' as const, path, items: lost }];
  });
}

function itemsOf({ options }: EvaluatedFacts, key: string): readonly unknown[] {
  const value = options[key]?.value;
  return Array.isArray(value) ? value.map((item: unknown) => item) : [];
}

/** A package is the same one when another edit changes how it is built. */
function identity(item: unknown): string {
  const name = typeof item === 'object' && item !== null && '_name' in item ? item._name : undefined;
  return typeof name === 'string' && name !== ''
    ? `package ${name.replace(/-\d.*$/u, '')}`
    : JSON.stringify(item);
}

function inWords(item: unknown): string {
  const isNamed = typeof item === 'object' && item !== null && '_name' in item;
  return isNamed && typeof item._name === 'string' ? item._name : JSON.stringify(item);
}
