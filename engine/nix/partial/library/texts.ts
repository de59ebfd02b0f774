import { concatenated } from '../operators.ts';
import type { Interpreting, Lazy, Value } from '../value.ts';
import { always, characters, lazy, list, NOTHING, scalar, textValue } from '../value.ts';
import { told } from './lists.ts';
import { asList, native, type Functions } from './native.ts';

/** What nixpkgs and Nix do with strings and paths as such. */
export const TEXT_FUNCTIONS: Functions = {
  toString: native(1, (by, value) => shown(by, value())),
  baseNameOf: native(1, (_, value) => {
    const path = characters(value());
    return path === undefined ? NOTHING : textValue(path.slice(path.lastIndexOf('/') + 1));
  }),
  dirOf: native(1, (_, value) => {
    const path = value();
    if (path.kind === 'path') return { kind: 'path', path: path.path.split('/').slice(0, -1).join('/') };
    return path.kind === 'text' ? textValue(path.text.split('/').slice(0, -1).join('/')) : NOTHING;
  }),
  hasSuffix: native(2, (_, end, value) => compared(value(), end(), (whole, part) => whole.endsWith(part))),
  hasPrefix: native(2, (_, start, value) =>
    compared(value(), start(), (whole, part) => whole.startsWith(part)),
  ),
  hasInfix: native(2, (_, part, value) => compared(value(), part(), (whole, inner) => whole.includes(inner))),
  removeSuffix: native(2, (_, end, value) =>
    cut(value(), end(), (whole, part) =>
      whole.endsWith(part) ? whole.slice(0, whole.length - part.length) : whole,
    ),
  ),
  removePrefix: native(2, (_, start, value) => {
    const [from, whole] = [start(), value()];
    // Of two paths, `lib.path.removePrefix`: what leads from the one to the other.
    if (from.kind === 'path' && whole.kind === 'path') return pathFrom(from.path, whole.path);
    return cut(whole, from, (text, part) => (text.startsWith(part) ? text.slice(part.length) : text));
  }),
  toLower: native(1, (_, value) => changed(value(), (whole) => whole.toLowerCase())),
  toUpper: native(1, (_, value) => changed(value(), (whole) => whole.toUpperCase())),
  splitString: native(2, (_, separator, value) => {
    const [by, whole] = [separator(), characters(value())];
    if (by.kind !== 'text' || whole === undefined) return NOTHING;
    return list(whole.split(by.text).map((part) => always(textValue(part))));
  }),
  concatStrings: native(1, (by, parts) => joinedTexts(by, '', parts())),
  concatStringsSep: native(2, (by, separator, parts) => {
    const between = separator();
    return between.kind === 'text' ? joinedTexts(by, between.text, parts()) : NOTHING;
  }),
  stringLength: native(1, (_, value) => {
    const whole = characters(value());
    return whole === undefined ? NOTHING : scalar(whole.length);
  }),
  replaceStrings: native(3, (_, from, to, value) => replaced(from(), to(), value())),
  append: native(2, (_, start, rest) => {
    const part = rest();
    return part.kind === 'text'
      ? concatenated(start(), textValue(`/${part.text.replace(/^\.\//u, '')}`))
      : NOTHING;
  }),
  isString: kindOf('text'),
  isPath: kindOf('path'),
  isList: kindOf('list'),
  isAttrs: kindOf('set'),
  isFunction: native(1, (_, value) => {
    const { kind } = value();
    return kind === 'unknown' ? NOTHING : scalar(kind === 'closure' || kind === 'native');
  }),
  isNull: native(1, (_, value) => {
    const known = value();
    return known.kind === 'unknown' ? NOTHING : scalar(known.kind === 'scalar' && known.value === null);
  }),
};

function kindOf(kind: Value['kind']) {
  return native(1, (_, value) => {
    const known = value();
    return known.kind === 'unknown' ? NOTHING : scalar(known.kind === kind);
  });
}

function shown(by: Interpreting, value: Value): Value {
  if (value.kind === 'set') return by.select(value, 'outPath');
  if (value.kind === 'scalar' && typeof value.value === 'number') return textValue(String(value.value));
  const isForeign = value.kind === 'unknown' && value.foreign && value.call === undefined;
  return value.kind === 'text' || value.kind === 'path' || isForeign ? value : NOTHING;
}

function compared(value: Value, part: Value, holds: (whole: string, part: string) => boolean): Value {
  const [whole, inner] = [characters(value), characters(part)];
  return told(whole === undefined || inner === undefined ? undefined : holds(whole, inner));
}

function cut(value: Value, part: Value, change: (whole: string, part: string) => string): Value {
  const inner = characters(part);
  return inner === undefined ? NOTHING : changed(value, (whole) => change(whole, inner));
}

function changed(value: Value, change: (whole: string) => string): Value {
  const whole = characters(value);
  if (whole === undefined) return NOTHING;
  return value.kind === 'path'
    ? { kind: 'path', path: change(whole).replace(/^\//u, '') }
    : textValue(change(whole));
}

function joinedTexts(by: Interpreting, between: string, parts: Value): Value {
  const known = asList(parts);
  if (known === undefined || known.unknown.length > 0) return NOTHING;
  return known.items
    .map((item) => shown(by, item()))
    .reduce<Value>(
      (whole, part, at) => concatenated(at === 0 ? whole : concatenated(whole, textValue(between)), part),
      textValue(''),
    );
}

function replaced(from: Value, to: Value, value: Value): Value {
  const whole = characters(value);
  const [old, fresh] = [from, to].map((side) => asList(side)?.items.map((item) => item()));
  if (whole === undefined || old === undefined || fresh === undefined) return NOTHING;
  let result = whole;
  for (const [at, part] of old.entries()) {
    const by = fresh[at];
    if (part.kind !== 'text' || by?.kind !== 'text') return NOTHING;
    result = result.split(part.text).join(by.text);
  }
  return value.kind === 'path' ? { kind: 'path', path: result.replace(/^\//u, '') } : textValue(result);
}

/** What takes functions and gives functions, or only what it is given. */
export const PLAIN_FUNCTIONS: Functions = {
  id: native(1, (_, value) => value()),
  const: native(2, (_, value) => value()),
  flip: native(3, (by, fn, left, right) => by.apply(fn(), [right, left])),
  pipe: native(2, (by, value, functions) => {
    const known = asList(functions());
    if (known === undefined || known.unknown.length > 0) return NOTHING;
    return known.items.reduce<Lazy>((before, fn) => lazy(() => by.apply(fn(), [before])), value)();
  }),
  seq: native(2, (_, __, value) => value()),
  deepSeq: native(2, (_, __, value) => value()),
  trace: native(2, (_, __, value) => value()),
  traceVal: native(1, (_, value) => value()),
  throwIfNot: native(3, (_, __, ___, value) => value()),
  throwIf: native(3, (_, __, ___, value) => value()),
  warn: native(2, (_, __, value) => value()),
  warnIf: native(3, (_, __, ___, value) => value()),
  fix: native(1, (by, fn) => {
    const value: Lazy = lazy(() => by.apply(fn(), [value]));
    return value();
  }),
  makeExtensible: native(1, (by, fn) => {
    const value: Lazy = lazy(() => by.apply(fn(), [value]));
    return value();
  }),
  setDefaultModuleLocation: native(2, (_, __, module) => module()),
  makeOverridable: native(2, (by, fn, args) => by.apply(fn(), [args])),
};

function pathFrom(from: string, to: string): Value {
  const above = from === '' ? '' : `${from}/`;
  if (to === from) return textValue('./.');
  return to.startsWith(above) ? textValue(`./${to.slice(above.length)}`) : NOTHING;
}
