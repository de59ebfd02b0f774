import { joinOptionPath, type OptionDeclaration, type OptionType } from '../../model/options/option.ts';
import type { OptionIndex, OptionMatch } from '../../model/options/option-index.ts';
import { SHAPES, type Shape, type TouchedOption } from '../../model/options/touched.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import { isFree, isWrapper, typeAt } from '../../nix/options/place.ts';
import { partsOf, PLACEHOLDERS } from '../../nix/options/trie.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { otherNames } from './other-names.ts';
import { isPlainType, takesPlainly } from './plain.ts';
import { isFreeName, shapesOf } from './shapes.ts';

/**
 * What the options of a host say of everything that edits touch: for the judgement of a plan, which has no index at hand.
 * Of an option that several edits touch, the forms that it has in each of them.
 *
 * @example
 * touchedBy([{ op: 'set', path: ['services', 'nginx', 'enable'], value: true }], index)[0]?.shapes   // ['plain', …]
 */
export function touchedBy(edits: readonly Edit[], index: OptionIndex): readonly TouchedOption[] {
  const names = otherNames(index);
  const found = new Map<string, TouchedOption>();
  for (const leaf of edits.flatMap(leavesOf)) {
    const key = joinOptionPath(leaf.path);
    const one = { ...touchedOption(leaf, index), path: leaf.path, names: names(leaf.path) };
    const earlier = found.get(key);
    const shapes = one.shapes.filter((shape) => earlier?.shapes.includes(shape) ?? true);
    found.set(key, { ...one, shapes });
  }
  return [...found.values()];
}

function touchedOption(leaf: Leaf, index: OptionIndex): Pick<TouchedOption, 'declared' | 'shapes'> {
  const match = matchOf(leaf.path, index);
  if (match === undefined) {
    // A set of options, such as `services.nginx`: what is in it has names of its own.
    const declared = index.isPrefix(leaf.path);
    return { declared, shapes: declared && leaf.inside ? SHAPES : [] };
  }
  const { declaration, rest } = match;
  const known = isFromNixos(declaration) && hasPlainNames(leaf.path, declaration, rest);
  if (!known) return { declared: true, shapes: [] };
  const shapes = shapesOfLeaf(leaf, typeBelow(declaration.tree, rest), index);
  // In a set of any names the name says what the value does, and nobody has declared it.
  const free = !leaf.inside && rest.some((part) => part !== '*');
  return { declared: true, shapes: free ? shapes.filter((shape) => shape !== 'plain') : shapes };
}

function shapesOfLeaf(leaf: Leaf, type: OptionType | undefined, index: OptionIndex): readonly Shape[] {
  if (leaf.whole && !leaf.inside) return hasMembers(leaf.path, type, index) ? [] : shapesOfTaken(type);
  if (leaf.inside) return hasMembers(leaf.path, type, index) ? SHAPES : [];
  if (leaf.given.length === 0) return shapesOfTaken(type);
  const plain = type !== undefined && leaf.given.every((value) => takesPlainly(type, value));
  const others = leaf.given.map(shapesOf);
  return SHAPES.filter((shape) =>
    shape === 'plain' ? plain : others.every((shapes) => shapes.includes(shape)),
  );
}

/** Taking away gives nothing that could be run; which plain value is left is the module's affair. */
function shapesOfTaken(type: OptionType | undefined): readonly Shape[] {
  const plain = type !== undefined && isPlainType(type);
  return SHAPES.filter((shape) => shape !== 'plain' || plain);
}

/** Whether what stands in a set of the type is declared, or has a type of its own, and so is judged by itself. */
function hasMembers(path: OptionPath, type: OptionType | undefined, index: OptionIndex): boolean {
  if (index.isPrefix(path)) return true;
  if (type === undefined) return false;
  if (isWrapper(type)) return hasMembers(path, type.elem, index);
  return isFree(type) && type.elem !== undefined;
}

/** The option that a path names; what is in a list, behind a `*`, is looked for in the list. */
function matchOf(path: OptionPath, index: OptionIndex): OptionMatch | undefined {
  const match = index.find(path);
  const last = path.lastIndexOf('*');
  if (match !== undefined || last === -1) return match;
  const list = matchOf(path.slice(0, last), index);
  return list && { ...list, rest: [...list.rest, ...path.slice(last)] };
}

function typeBelow(type: OptionType, rest: OptionPath): OptionType | undefined {
  const first = rest.indexOf('*');
  if (first === -1) return typeAt(type, rest);
  const list = typeAt(type, rest.slice(0, first));
  const item = list && itemOf(list);
  return item && typeBelow(item, rest.slice(first + 1));
}

function itemOf(type: OptionType): OptionType | undefined {
  if (type.name === 'listOf') return type.elem;
  return isWrapper(type) && type.elem !== undefined ? itemOf(type.elem) : undefined;
}

/** What a module of the host's owner declares is known to its owner alone. */
function isFromNixos({ declaredIn }: OptionDeclaration): boolean {
  return declaredIn === undefined || declaredIn.some((file) => file.includes('nixos/modules/'));
}

/** Names that the writer chose reach files and command lines as values do. */
function hasPlainNames(path: OptionPath, { name }: OptionDeclaration, rest: OptionPath): boolean {
  const declared = partsOf(name);
  const chosen = path.filter((_, at) => at >= declared.length || isPlaceholder(declared[at]));
  return [...chosen, ...rest].every((part) => part === '*' || isFreeName(part));
}

function isPlaceholder(part: string | undefined): boolean {
  return PLACEHOLDERS.some((placeholder) => placeholder === part);
}
