import type { OptionType } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { isAttrs, isList } from '../../model/options/value.ts';
import type { AttrsLiteral, NixValue, OptionPath } from '../../model/options/value.ts';
import { isEitherType, isFree, isWrapper } from './place.ts';
import { checkScalar } from './type-scalar.ts';
import { mismatch, shortenedType } from './type-words.ts';
import type { Mismatch } from './type-words.ts';

export type { Mismatch } from './type-words.ts';

/** What a type alone does not tell: the host's options and packages, and where the value stands. */
export interface TypeContext {
  readonly index: OptionIndex;
  /** Path of the value, to find the members of submodules; `*` for an item of a list. */
  readonly path: OptionPath;
  /** The type in the module system's words; holds bounds that the structured type leaves out. */
  readonly words: string;
}

/**
 * Whether a value has a type: undefined when it has, or what does not fit in plain words. What cannot be known
 * without evaluation is accepted.
 *
 * @example
 * checkValue('yes', { name: 'bool' }, context)
 * // { kind: 'type', message: 'expected boolean (true or false), got string "yes"', fix: 'write true' }
 */
export function checkValue(value: NixValue, type: OptionType, context: TypeContext): Mismatch | undefined {
  if (type.name === 'nullOr')
    return value === null || type.elem === undefined ? undefined : checkNullOr(value, type.elem, context);
  // From what a value may be coerced is not told: a value that is not of the final type may still be right.
  if (type.name === 'coercedTo') return undefined;
  if (isWrapper(type)) return type.elem && checkValue(value, type.elem, context);
  if (isEitherType(type)) return checkEither(value, type, context);
  if (type.name === 'listOf') return checkList(value, type, context);
  if (isFree(type)) return checkFree(value, type, context);
  if (type.name === 'submodule') return checkSubmodule(value, context);
  return checkScalar(value, type, context);
}

function checkNullOr(value: NixValue, elem: OptionType, context: TypeContext): Mismatch | undefined {
  const found = checkValue(value, elem, context);
  if (found?.kind !== 'type' || found.at.length > 0) return found;
  return { ...found, message: found.message.replace(/^expected /u, 'expected null or ') };
}

function checkEither(value: NixValue, type: OptionType, context: TypeContext): Mismatch | undefined {
  if (type.of === undefined || type.of.length === 0) return undefined;
  const found: Mismatch[] = [];
  for (const branch of type.of) {
    const problem = checkValue(value, branch, context);
    if (problem === undefined) return undefined;
    found.push(problem);
  }
  // A branch that got past the outer form tells more than a list of all branches.
  const deep = found.find((problem) => problem.kind !== 'type' || problem.at.length > 0);
  if (deep !== undefined) return deep;
  const mended = found.find((problem) => problem.fix);
  const problem = mismatch(type.of.map(shortenedType).join(' or '), value, mended?.fix);
  return mended?.asText === true ? { ...problem, asText: true } : problem;
}

function checkList(value: NixValue, type: OptionType, context: TypeContext): Mismatch | undefined {
  if (!isList(value))
    return mismatch(
      shortenedType(type),
      value,
      typeof value === 'object' ? undefined : 'put it in a list: [ … ]',
    );
  const { elem } = type;
  if (elem === undefined) return undefined;
  const inside = { ...context, path: [...context.path, '*'] };
  for (const [index, item] of value.entries()) {
    const problem = checkValue(item, elem, inside);
    if (problem !== undefined) return { ...problem, at: [index, ...problem.at] };
  }
  return undefined;
}

function checkFree(value: NixValue, type: OptionType, context: TypeContext): Mismatch | undefined {
  if (type.name === 'loaOf' && isList(value)) return undefined;
  if (!isAttrs(value)) return mismatch(shortenedType(type), value);
  const { elem } = type;
  if (elem === undefined) return undefined;
  for (const [name, member] of Object.entries(value.entries)) {
    const problem = checkValue(member, elem, { ...context, path: [...context.path, name] });
    if (problem !== undefined) return { ...problem, at: [name, ...problem.at] };
  }
  return undefined;
}

function checkSubmodule(value: NixValue, context: TypeContext): Mismatch | undefined {
  if (!isAttrs(value)) return mismatch('an attribute set', value);
  return context.index.isPrefix(context.path) ? checkMembers(value, context) : undefined;
}

function checkMembers(value: AttrsLiteral, context: TypeContext): Mismatch | undefined {
  for (const [name, member] of Object.entries(value.entries)) {
    const problem = checkMember(name, member, { ...context, path: [...context.path, name] });
    if (problem !== undefined) return { ...problem, at: [name, ...problem.at] };
  }
  return undefined;
}

function checkMember(name: string, value: NixValue, context: TypeContext): Mismatch | undefined {
  const { index, path } = context;
  const match = index.find(path);
  if (match?.rest.length === 0) {
    return checkValue(value, match.declaration.tree, { ...context, words: match.declaration.type });
  }
  if (index.isPrefix(path)) {
    return isAttrs(value) ? checkMembers(value, context) : mismatch('an attribute set', value);
  }
  const [near] = index.nearest(path, 1);
  const fix = near === undefined ? undefined : `did you mean '${near}'?`;
  return { kind: 'member', message: `there is no option '${name}' here`, at: [], ...(fix && { fix }) };
}
