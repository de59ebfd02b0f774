/*
 * Shapes of plain data: what a type says, asked of a value that came from outside. The compiler holds each shape to its
 * type. Members that a shape does not name may be there: a newer engine writes more.
 */

/** Whether a value is what a type says. */
export type Is<T> = (value: unknown) => value is T;

/** A member that may be missing. */
export interface Optional<T> {
  readonly optional: Is<T>;
}

type Members<T> = {
  readonly [Name in keyof T]-?: undefined extends T[Name]
    ? Optional<Exclude<T[Name], undefined>>
    : object extends Pick<T, Name>
      ? Optional<T[Name]>
      : Is<T[Name]>;
};

type AnyMembers = Readonly<Record<string, Is<unknown> | Optional<unknown>>>;

export const isText: Is<string> = (value) => typeof value === 'string';
export const isNumber: Is<number> = (value) => typeof value === 'number';
/** A line, a column: counted from one. */
export const isOrdinal: Is<number> = (value): value is number =>
  isNumber(value) && Number.isSafeInteger(value) && value >= 1;
export const isTruth: Is<boolean> = (value) => typeof value === 'boolean';
export const isAnything: Is<unknown> = (_value): _value is unknown => true;
export const isRecord: Is<Readonly<Record<string, unknown>>> = (value): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** No value: of a member that another variant has. */
export const absent: Optional<never> = { optional: (_value): _value is never => false };

export function optional<T>(is: Is<T>): Optional<T> {
  return { optional: is };
}

export function isOneOf<const T extends string | number | boolean | null>(...allowed: readonly T[]): Is<T> {
  return (value): value is T => allowed.some((one) => one === value);
}

/** One of the names that a table has: where the compiler holds the table to a union, none is forgotten. */
export function isKeyOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Is<Name> {
  return (value): value is Name => typeof value === 'string' && Object.hasOwn(table, value);
}

export function isEither<T extends readonly unknown[]>(
  ...shapes: { readonly [At in keyof T]: Is<T[At]> }
): Is<T[number]> {
  return (value): value is T[number] => shapes.some((is) => is(value));
}

export function isListOf<T>(item: Is<T>): Is<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(item);
}

export function isMapOf<T>(item: Is<T>): Is<Readonly<Record<string, T>>> {
  return (value): value is Record<string, T> => isRecord(value) && Object.values(value).every(item);
}

/**
 * An object by its members.
 *
 * @example
 * const isPosition = isObject<Position>({ file: isText, line: isNumber, column: isNumber })
 */
export function isObject<T extends object>(members: Members<T> & AnyMembers): Is<T> {
  const shapes = Object.entries<Is<unknown> | Optional<unknown>>(members);
  return (value): value is T =>
    isRecord(value) &&
    shapes.every(([name, is]) => {
      const member = value[name];
      return typeof is === 'function' ? is(member) : member === undefined || is.optional(member);
    });
}
