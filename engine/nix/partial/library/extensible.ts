import { record } from '../environment.ts';
import { updated } from '../operators.ts';
import type { Interpreting, Lazy, Value } from '../value.ts';
import { lazy, setOf, unknownValue } from '../value.ts';
import { asList, native, type Functions } from './native.ts';

/** Sets that see themselves and are extended by layers: how a flake makes a library of its own. */
export const EXTENSIBLE_FUNCTIONS: Functions = {
  fix: native(1, (by, fn) => fixed(by, fn())()),
  makeExtensible: native(1, (by, fn) => extensible(by, fn())),
  composeExtensions: native(2, (_, first, second) => layered([first, second])),
  composeManyExtensions: native(1, (_, layers) => layered(asList(layers())?.items ?? [])),
};

function fixed(by: Interpreting, fn: Value): Lazy {
  const made: Lazy = lazy(() => by.apply(fn, [made]));
  return made;
}

/** `f: fix f`, with an `extend` that adds a layer. */
function extensible(by: Interpreting, fn: Value): Value {
  const made = fixed(by, fn)();
  const extend = native(1, (_, layer) =>
    extensible(
      by,
      native(1, (__, self) => {
        const before = lazy(() => by.apply(fn, [self]));
        return updated(before(), by.apply(layer(), [self, before]));
      }),
    ),
  );
  return updated(made, record({ extend }));
}

/** Several layers as one: each is given what those before it make. */
function layered(layers: readonly Lazy[]): Value {
  return native(2, (by, self, before) => {
    let made: Value = setOf(new Map());
    let last = before;
    for (const layer of layers) {
      const [under, added] = [last, by.apply(layer(), [self, last])];
      made = updated(made, added);
      last = lazy(() => updated(under(), added));
    }
    return made.kind === 'set' ? made : unknownValue(['lib'], true);
  });
}
