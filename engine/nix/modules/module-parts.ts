import type { OptionPath } from '../../model/options/value.ts';
import type { Binding } from '../syntax/tree.ts';
import { textWithoutTrivia } from './without-trivia.ts';
import type { Definition, Module, Site } from './survey.ts';

/** What a module says of one thing: a definition that no literal set is the value of. */
export interface ModulePart {
  readonly definition: Definition;
  /** From the module's own root. */
  readonly path: OptionPath;
  /** The same for the same path, known whole or not. */
  readonly key: string;
  /** What it says, without comments. */
  readonly text: string;
  /** The innermost definitions in it, where it is a set in wrappers: `mkIf c { … }`. */
  readonly inner: readonly Definition[];
}

/** A module taken apart: what it says of each option, and all that is around that. */
export interface ModuleParts {
  readonly module: Module;
  readonly parts: readonly ModulePart[];
  /** The function, `let`, `with`, conditions: what may decide about every part. */
  readonly frame: string;
  /** Whether nothing but the parts is in it: else it may define what nobody sees. */
  readonly open: boolean;
}

/** Takes a module apart, so that two versions of it can be compared part by part. */
export function takeApart(module: Module): ModuleParts {
  const { tree, lambda } = module;
  const root = module.sites.find((site) => isRoot(module, site));
  const given = lambda?.pattern?.formals.every(({ fallback }) => fallback === undefined) ?? true;
  // Which of its arguments a module names changes nothing.
  const body = given && lambda !== undefined ? lambda.body : module.root;
  if (root === undefined) return { module, parts: [], frame: textWithoutTrivia(tree, body), open: false };
  const frame = textWithoutTrivia(tree, body, new Set<Binding>(root.set.bindings));
  return { module, parts: partsOf(module, root), frame, open: true };
}

function isRoot({ mount }: Module, { prefix, owner, conditional, updates, set }: Site): boolean {
  const whole = prefix.length === mount.length && owner === undefined && !conditional && updates.length === 0;
  return whole && set.form === 'plain';
}

function partsOf(module: Module, site: Site): readonly ModulePart[] {
  return module.definitions.filter((each) => each.site === site).flatMap((each) => partsIn(module, each));
}

function partsIn(module: Module, definition: Definition): readonly ModulePart[] {
  const below = module.sites.find(
    ({ owner, set, updates }) =>
      owner === definition && set.form === 'plain' && set.bindings.length > 0 && updates.length === 0,
  );
  if (below !== undefined) return partsOf(module, below);
  const { path, complete, value, binding } = definition;
  const within = module.definitions.filter(
    ({ start }) => binding.kind === 'assignment' && start > binding.start && start < binding.end,
  );
  const inner = within.filter((each) => !within.some((other) => other !== each && isWithin(other, each)));
  const text = textWithoutTrivia(module.tree, value ?? binding);
  return [{ definition, path, key: JSON.stringify([path, complete]), text, inner }];
}

function isWithin(inner: Definition, { binding }: Definition): boolean {
  return inner.start > binding.start && inner.start < binding.end;
}
