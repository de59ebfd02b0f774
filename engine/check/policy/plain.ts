import type { OptionType } from '../../model/options/option.ts';
import type { NixValue } from '../../model/options/value.ts';
import { isEitherType, isWrapper } from '../../nix/options/place.ts';

const NUMBERS =
  /^(?:int|float|number|port|positiveInt|intBetween|numberBetween|nonnegativeInt|nonnegativeNumber|positiveNumber|(?:un)?signedInt(?:8|16|32)?)$/u;

/**
 * Whether a type takes a value as a boolean, a number or one of the values that it lists: not as text. The value is one
 * item where the type is a list.
 *
 * @example
 * takesPlainly({ name: 'nullOr', elem: { name: 'bool' } }, true)   // true
 */
export function takesPlainly(type: OptionType, value: NixValue): boolean {
  if (isWrapper(type) || type.name === 'listOf') {
    if (value === null) return type.name === 'nullOr';
    return type.elem !== undefined && takesPlainly(type.elem, value);
  }
  if (isEitherType(type)) return type.of?.some((branch) => takesPlainly(branch, value)) ?? false;
  if (type.name === 'bool') return typeof value === 'boolean';
  if (type.name === 'enum') return type.values?.some((one) => one === value) ?? false;
  return NUMBERS.test(type.name) && typeof value === 'number';
}

/** Whether every value of a type is a boolean, a number or one of those that it lists. */
export function isPlainType(type: OptionType): boolean {
  if (isWrapper(type) || type.name === 'listOf') return type.elem !== undefined && isPlainType(type.elem);
  if (isEitherType(type)) return type.of !== undefined && type.of.length > 0 && type.of.every(isPlainType);
  return type.name === 'bool' || type.name === 'enum' || NUMBERS.test(type.name);
}
