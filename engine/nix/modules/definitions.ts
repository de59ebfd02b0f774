import type { OptionPath } from '../../model/options/value.ts';
import { mayRead } from './match-item.ts';
import type { Definition, Module, Site } from './survey.ts';
import { mayHave, updateEffect } from './updates.ts';
import type { Unwrapped } from './wrappers.ts';
import { PLAIN_PRIORITY, unwrap } from './wrappers.ts';

/** A definition together with the module it stands in. */
export interface Located {
  readonly module: Module;
  readonly definition: Definition;
}

/** A definition of exactly one option, its value freed of `mkForce`, `mkIf` and their like. */
export interface Valued extends Located {
  readonly value: Unwrapped | undefined;
  /** The lowest priority wins; see the module system's `mkOverride`. */
  readonly priority: number;
  readonly conditional: boolean;
}

/** What the modules say of one option path. */
export interface Mentions {
  /** Definitions of the option itself. */
  readonly exact: readonly Valued[];
  /** Definitions of something below it: `a.b.c = 1;` for `a.b`. */
  readonly below: readonly Located[];
  /** What only evaluation can tell: a value above it (`a = import ./a.nix;` for `a.b`), or the left side of a `//`. */
  readonly hidden: readonly Located[];
  /** Definitions below a name that only evaluation can tell, and that may be the path's: `a.${x}.c = 1;` for `a.b.c`. */
  readonly computed: readonly Located[];
}

/** Everything the modules say of an option, in the order of the modules and of their text. */
export function findMentions(modules: readonly Module[], path: OptionPath): Mentions {
  const exact: Valued[] = [];
  const below: Located[] = [];
  const hidden: Located[] = [];
  const computed: Located[] = [];
  for (const module of modules) {
    // What is the value of a definition at or below the path stands and goes with that definition.
    if (module.mount.length >= Math.max(path.length, 1) && commonPrefix(module.mount, path) === path.length)
      continue;
    const target = targetPath(module, path);
    const isTaken = takenNames(module, target);
    for (const definition of module.definitions) {
      const common = commonPrefix(definition.path, target);
      const located = { module, definition };
      const { site, path: defined } = definition;
      // What the right side of a `//` replaces, or may, does not say what is so.
      const replaced =
        site.updates.length > 0 && updateEffect(module.tree.text, site, defined) === 'is-replaced';
      if (replaced && common === Math.min(defined.length, target.length)) hidden.push(located);
      else if (common === target.length) {
        if (common === definition.path.length && definition.complete) exact.push(valued(located));
        else below.push(located);
      } else if (common === definition.path.length && mayHide(module, definition, target))
        hidden.push(located);
      else if (common === definition.path.length && mayLeadTo(module, definition, target, isTaken))
        computed.push(located);
    }
  }
  return { exact, below, hidden, computed };
}

/** A value that cannot be seen through may have the next name: what a `//` joins, or `optionalAttrs` gives, may tell. */
function mayHide({ tree }: Module, { opaque, value, site, path }: Definition, target: OptionPath): boolean {
  const name = target[path.length];
  if (!opaque || value === undefined || name === undefined) return opaque;
  return mayHave(tree.text, { expr: value, scope: site.scope }, name);
}

/** A computed name that comes next may be the target's, unless one beside it has that name: Nix takes no name twice. */
function mayLeadTo(module: Module, definition: Definition, target: OptionPath, isTaken: IsTaken): boolean {
  const at = definition.path.length;
  const name = target[at];
  if (definition.complete || name === undefined) return false;
  return mayBeNamed(module.tree.text, definition, name) && !isTaken(definition, at + 1);
}

/** Whether the first computed name of a definition is this one, or may be. */
export function mayBeNamed(text: string, definition: Definition, name: string): boolean {
  const { binding, site, path, computedAt } = definition;
  if (computedAt === undefined || binding.kind !== 'assignment') return false;
  const known = path[computedAt];
  if (known !== undefined) return known === name;
  const attr = binding.path.attrs[computedAt - site.prefix.length];
  const inner = attr?.kind === 'interpolation' ? attr.expr : attr;
  return inner?.kind === 'string' ? mayRead(text, inner, name) : true;
}

/** Whether the literal that a definition is in has so many first names of some path beside it. */
export type IsTaken = (beside: Definition, names: number) => boolean;

/** That of one path. Looks through the module once, and only when it is asked. */
export function takenNames(module: Module, path: OptionPath): IsTaken {
  let most: ReadonlyMap<Site, number> | undefined;
  return (beside, names) => {
    most ??= mostNames(module, path);
    return (most.get(literalOf(beside.site)) ?? 0) >= names;
  };
}

/** How many first names of a path each literal has, at most. */
function mostNames(module: Module, path: OptionPath): ReadonlyMap<Site, number> {
  const most = new Map<Site, number>();
  for (const { site, path: defined } of module.definitions) {
    const literal = literalOf(site);
    most.set(literal, Math.max(most.get(literal) ?? 0, commonPrefix(defined, path)));
  }
  return most;
}

/** The outermost of the literal sets that a set is nested in with nothing between: Nix makes one set of them. */
export function literalOf(site: Site): Site {
  let outer = site;
  while (outer.owner !== undefined) outer = outer.owner.site;
  return outer;
}

/** A definition of a module, its value freed of wrappers. */
export function valuedIn(module: Module, definition: Definition): Valued {
  return valued({ module, definition });
}

function valued(located: Located): Valued {
  const { site, value } = located.definition;
  const inner = value === undefined ? undefined : unwrap(located.module.tree.text, site.scope, value);
  const own = inner?.priority ?? PLAIN_PRIORITY;
  return {
    ...located,
    value: inner,
    priority: site.priority === PLAIN_PRIORITY ? own : site.priority,
    conditional: site.conditional || (inner?.conditional ?? false),
  };
}

/** Number of leading names two paths share. */
export function commonPrefix(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) count += 1;
  return count;
}

/** The definitions that decide the value: those of the lowest priority. */
export function strongest(exact: readonly Valued[]): readonly Valued[] {
  const lowest = Math.min(...exact.map(({ priority }) => priority));
  return exact.filter(({ priority }) => priority === lowest);
}

/** True when a definition stands in the value of another. */
export function isWithin(inner: Located, outer: Located): boolean {
  const { start, end } = outer.definition.binding;
  const at = inner.definition.start;
  return inner.module === outer.module && inner.definition !== outer.definition && start <= at && at < end;
}

/** An option's path as definitions of the module have it: `config.a.b` in one with options; `imports` is always outside. */
export function targetPath({ mount, base }: Module, path: OptionPath): OptionPath {
  if (commonPrefix(mount, path) < mount.length || path[mount.length] === 'imports') return path;
  return [...mount, ...base, ...path.slice(mount.length)];
}

/** The option of a path that definitions of the module have: the reverse of {@link targetPath}. */
export function optionOf({ mount, base }: Module, path: OptionPath): OptionPath {
  return [...path.slice(0, mount.length), ...path.slice(mount.length + base.length)];
}

/** True for the file that the installer writes anew. */
export function isGenerated(module: Module): boolean {
  return /(?:^|\/)hardware-configuration\.nix$/u.test(module.file);
}

/** False for a module that other hosts of the flake have, too. */
export function isOwnModule({ sharedWith }: Module): boolean {
  return sharedWith === undefined || sharedWith().length === 0;
}
