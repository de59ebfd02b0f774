import type { OptionPath } from '../../model/options/value.ts';
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
  /** A list of modules, each of them about that option. */
  readonly isList: boolean;
}

/**
 * What within a module is a module of its own, or a set that another file holds: a function with `...` as value
 * (`home-manager.users.alice = { pkgs, ... }: { … }`), an `import`, a path where the option's value is a module, and
 * `imports` below the root.
 *
 * @example
 * nestedIn(module)[0]?.mount   // ['home-manager', 'users', 'alice']
 */
export function nestedIn(module: Module): readonly Nested[] {
  return module.definitions.flatMap((definition): Nested[] => {
    const { path, complete, value, opaque } = definition;
    const depth = module.mount.length + module.base.length;
    if (value === undefined || !complete || path.length <= depth) return [];
    const below = [...module.mount, ...path.slice(depth)];
    if (below.at(-1) === 'imports')
      return path.length === module.mount.length + 1
        ? []
        : [{ mount: below.slice(0, -1), definition, value, isList: true }];
    return opaque && mayStandElsewhere(module.tree.text, below, value)
      ? [{ mount: below, definition, value, isList: false }]
      : [];
  });
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

function isModuleOption(path: OptionPath): boolean {
  return MODULES.some(
    (option) =>
      option.length === path.length && option.every((name, at) => name === '*' || name === path[at]),
  );
}
