/** Plain data as CEL wants it: whole numbers are bigint unless the type is `double`. */
export function toCel(value: unknown, type?: string): unknown {
  if (Array.isArray(value)) {
    const elem = type?.startsWith('list<') === true ? type.slice('list<'.length, -1) : undefined;
    return value.map((item) => toCel(item, elem));
  }
  const whole = typeof value === 'number' && Number.isSafeInteger(value) && type !== 'double';
  return whole ? BigInt(value) : value;
}

/** What CEL gave as plain data; undefined for what is none (times, bytes, numbers out of range). */
export function fromCel(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : undefined;
  }
  if (Array.isArray(value)) {
    const items = value.map(fromCel);
    return items.includes(undefined) ? undefined : items;
  }
  return typeof value === 'object' ? fromCelMap(value) : undefined;
}

function fromCelMap(value: object): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  const entries: readonly (readonly [unknown, unknown])[] | undefined =
    value instanceof Map
      ? [...value]
      : prototype === Object.prototype || prototype === null
        ? Object.entries(value)
        : undefined;
  const plain = entries?.map(([key, item]) => [String(key), fromCel(item)] as const);
  return plain === undefined || plain.some(([, item]) => item === undefined)
    ? undefined
    : Object.fromEntries(plain);
}
