import type { OptionType } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { TrieNode } from './trie.ts';

/** Attribute sets with free names. */
const FREE = new Set(['attrsOf', 'lazyAttrsOf', 'loaOf']);
/** Types that add nothing to the form of the value they wrap. */
const WRAPPERS = new Set(['nullOr', 'uniq', 'unique', 'coercedTo']);
/** Types whose values have no attributes. */
const LEAVES = new Set(
  (
    'bool str string singleLineStr nonEmptyStr separatedString lines commas envVar int positiveInt unsignedInt ' +
    'intBetween port float number numberBetween path unsignedInt8 unsignedInt16 unsignedInt32 signedInt8 ' +
    'signedInt16 signedInt32 enum listOf package shellPackage'
  ).split(' '),
);

export function isFree(type: OptionType): boolean {
  return FREE.has(type.name);
}

export function isWrapper(type: OptionType): boolean {
  return WRAPPERS.has(type.name);
}

export function isLeaf(type: OptionType): boolean {
  return LEAVES.has(type.name) || type.name.startsWith('strMatching');
}

export function isEitherType(type: OptionType): boolean {
  return type.name === 'either' || type.name === 'oneOf';
}

/**
 * Whether a value of the type may have something at `rest` below it. A submodule whose members are declared (`node`
 * has children) has no others.
 */
export function canHold(type: OptionType, rest: OptionPath, node: TrieNode | undefined): boolean {
  if (rest.length === 0) return true;
  if (isWrapper(type)) return type.elem === undefined || canHold(type.elem, rest, node);
  if (isEitherType(type))
    return type.of === undefined || type.of.some((branch) => canHold(branch, rest, node));
  if (isFree(type)) {
    return type.elem === undefined || canHold(type.elem, rest.slice(1), node?.children.get('<name>'));
  }
  if (type.name === 'submodule') return node === undefined || node.children.size === 0;
  return !isLeaf(type);
}

/**
 * The type of what stands at `rest` below a value of the type; undefined where nothing is known of it.
 *
 * @example
 * typeAt({ name: 'attrsOf', elem: { name: 'str' } }, ['EDITOR']) // { name: 'str' }
 */
export function typeAt(type: OptionType, rest: OptionPath): OptionType | undefined {
  if (rest.length === 0) return type;
  if (isWrapper(type)) return type.elem && typeAt(type.elem, rest);
  if (isFree(type)) return type.elem && typeAt(type.elem, rest.slice(1));
  if (!isEitherType(type)) return undefined;
  const branches = (type.of ?? []).filter((branch) => canHold(branch, rest, undefined));
  const types = branches.map((branch) => typeAt(branch, rest)).filter((found) => found !== undefined);
  const [only, ...others] = types;
  if (only === undefined || types.length < branches.length) return undefined;
  return others.length === 0 ? only : { name: 'either', of: types };
}
