import type { OptionPath } from '../../model/options/value.ts';
import { optionOf } from './definitions.ts';
import { functionName } from './wrappers.ts';
import type { Definition, Module } from './survey.ts';
import type { Expr } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';

/** Options whose value is a module, or the name of a file that is one; `*` stands for any name. */
const MODULES: readonly OptionPath[] = [
  ['home-manager', 'users', '*'],
  ['containers', '*', 'config'],
  ['specialisation', '*', 'configuration'],
  ['microvm', 'vms', '*', 'config'],
  ['virtualisation', 'vmVariant'],
  ['virtualisation', 'vmVariantWithBootLoader'],
  ['virtualisation', 'vmVariantWithDisko'],
];

/** A value of which the text may stand elsewhere, and the option that it is the value of. */
export interface Nested {
  readonly mount: OptionPath;
  readonly definition: Definition;
  readonly value: Expr;
  /** A module, a list of modules that are all about the option, or a set of modules by the option's next name. */
  readonly form: 'module' | 'list' | 'members';
}

/**
 * What within a module is a module of its own, or a set that another file holds: a function with `...` as value
 * (`home-manager.users.alice = { pkgs, ... }: { … }`), an `import`, a path where the option's value is a module, homes that
 * are made by a function (`home-manager.users = lib.genAttrs …`), and `imports` below the root.
 *
 * @example
 * nestedIn(module)[0]?.mount   // ['home-manager', 'users', 'alice']
 */
export function nestedIn(module: Module): readonly Nested[] {
  const known = found.get(module);
  if (known !== undefined) return known;
  const nested = lookIn(module);
  found.set(module, nested);
  return nested;
}

// A module is looked at for each host that has it.
const found = new WeakMap<Module, readonly Nested[]>();

function lookIn(module: Module): readonly Nested[] {
  return module.definitions.flatMap((definition): Nested[] => {
    const { path, complete, value, opaque } = definition;
    const depth = module.mount.length + module.base.length;
    if (value === undefined || !complete || path.length <= depth) return [];
    const below = [...module.mount, ...path.slice(depth)];
    if (below.at(-1) === 'imports')
      return path.length === module.mount.length + 1
        ? []
        : [{ mount: below.slice(0, -1), definition, value, form: 'list' }];
    if (!opaque) return [];
    if (hasModules(below)) return [{ mount: below, definition, value, form: 'members' }];
    return mayStandElsewhere(module.tree.text, below, value)
      ? [{ mount: below, definition, value, form: 'module' }]
      : [];
  });
}

/** The homes that modules define something of, as the options that they are: `['home-manager', 'users', 'alice']`. */
export function homesIn(modules: readonly Module[]): readonly OptionPath[] {
  const names = modules.flatMap((module) =>
    [module.mount, ...module.definitions.map(({ path }) => optionOf(module, path))].flatMap(
      ([first, second, name]) =>
        first === 'home-manager' && second === 'users' && name !== undefined ? [name] : [],
    ),
  );
  return [...new Set(names)].map((name) => ['home-manager', 'users', name]);
}

/**
 * How many of an option's first names say which module of the host it is in: a home, a container.
 *
 * @example
 * moduleDepth(['home-manager', 'users', 'alice', 'programs', 'git'])   // 3
 */
export function moduleDepth(path: OptionPath): number {
  const around = MODULES.filter((option) => path.length > option.length && isOf(option, path));
  return Math.max(0, ...around.map(({ length }) => length));
}

function mayStandElsewhere(text: string, path: OptionPath, value: Expr): boolean {
  const inner = withoutHead(value);
  if (inner.kind === 'lambda') return inner.pattern?.ellipsis !== undefined;
  if (inner.kind === 'apply') return isImport(text, inner);
  return isModuleOption(path) && ['path', 'variable', 'select', 'string', 'binary'].includes(inner.kind);
}

function isImport(text: string, expr: Expr): boolean {
  const inner = withoutParens(expr);
  if (inner.kind !== 'apply') return false;
  return functionName(text, inner.fn) === 'import' || isImport(text, inner.fn);
}

function withoutHead(expr: Expr): Expr {
  const inner = withoutParens(expr);
  return inner.kind === 'let' || inner.kind === 'with' || inner.kind === 'assert'
    ? withoutHead(inner.body)
    : inner;
}

/** Whether each member of an option's value is a module. */
function hasModules(path: OptionPath): boolean {
  return MODULES.some(
    (option) => option.at(-1) === '*' && option.length === path.length + 1 && isOf(option.slice(0, -1), path),
  );
}

function isModuleOption(path: OptionPath): boolean {
  return MODULES.some((option) => option.length === path.length && isOf(option, path));
}

function isOf(option: OptionPath, path: OptionPath): boolean {
  return option.every((name, at) => name === '*' || name === path[at]);
}
