import { record } from '../environment.ts';
import { updated } from '../operators.ts';
import { asKnownSet, members, native } from '../library/native.ts';
import type { Interpreting, Lazy, SetValue, Unknown, Value } from '../value.ts';
import { always, lazy, list, NOTHING, setOf, truth, unknownValue } from '../value.ts';
import { itemsOf } from './conventions.ts';

/** What the modules of a flake say, merged as the module system does it. */
export interface PartsConfig {
  readonly config: Value;
  /** Modules that come from elsewhere. */
  readonly foreign: readonly Unknown[];
}

/**
 * The modules of flake-parts from the first on. Values are merged by their own form: sets by name, lists joined; of
 * texts the first counts. Of a set that several modules define, each part stays known.
 */
export function mergeParts(by: Interpreting, first: Lazy, given: Value, self: Lazy): PartsConfig {
  const definitions: Lazy[] = [];
  const declarations: Lazy[] = [];
  const foreign: Unknown[] = [];
  const config = lazy(() => mergedValue(by, definitions, declarations));
  const args = argumentsOf(by, given, self, config);
  const flakeArgs = argumentsOf(
    by,
    given,
    self,
    lazy(() => by.select(config(), 'flake')),
  );
  const seen = new Set<string>();
  const open: Lazy[] = [first];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const value = next();
    if (value.kind === 'path') {
      if (!seen.has(value.path)) open.unshift(lazy(() => by.load(value.path)));
      seen.add(value.path);
    } else if (value.kind === 'closure') {
      open.unshift(lazy(() => by.apply(value, [args])));
    } else if (value.kind === 'set') {
      const isWhole = value.get('config') !== undefined || value.get('options') !== undefined;
      const defined = isWhole ? (value.get('config') ?? always(NOTHING)) : always(value);
      definitions.push(lazy(() => withFlake(by, defined(), flakeArgs)));
      const options = isWhole ? value.get('options') : undefined;
      if (options !== undefined) declarations.push(options);
      open.unshift(...itemsOf(value.get('imports')?.() ?? list([])));
    } else if (value.kind === 'unknown') {
      foreign.push(value);
    }
  }
  return { config: config(), foreign };
}

/** What is said of the flake's outputs may be a function, as a module is. */
function withFlake(by: Interpreting, definition: Value, args: Lazy): Value {
  const flake = definition.kind === 'set' ? definition.get('flake')?.() : undefined;
  if (definition.kind !== 'set' || flake?.kind !== 'closure') return definition;
  return updated(definition, record({ flake: lazy(() => by.apply(flake, [args])) }));
}

function argumentsOf(by: Interpreting, given: Value, self: Lazy, config: Lazy): Lazy {
  const special = asKnownSet(by.select(given, 'specialArgs'));
  const inputs = lazy(() => by.select(given, 'inputs'));
  const more = special === undefined ? [] : members(special);
  const withSystem = native(2, (_, __, fn) => by.apply(fn(), [always(unknownValue(['perSystem'], true))]));
  const known = record({
    inputs,
    self,
    config,
    den: lazy(() => by.select(config(), 'den')),
    lib: unknownValue(['lib'], true),
    withSystem,
    moduleWithSystem: native(1, (_, fn) => by.apply(fn(), [always(unknownValue(['perSystem'], true))])),
    ...Object.fromEntries(more),
  });
  return always({
    ...known,
    names: known.names,
    get: known.get,
    rest: unknownValue([], true),
    written: undefined,
  });
}

/** One option, or a set of them, from all definitions of it. */
function mergedValue(by: Interpreting, definitions: readonly Lazy[], declarations: readonly Lazy[]): Value {
  const values = definitions.flatMap((definition) => contentsOf(by, definition()));
  const [first] = values;
  if (first === undefined) return defaultOf(by, declarations);
  const sets = values.filter((value) => value.kind === 'set');
  if (sets.length === 0 && values.every((value) => value.kind === 'list'))
    return list(
      values.flatMap((value) => (value.kind === 'list' ? value.items : [])),
      values.flatMap((value) => (value.kind === 'list' ? value.unknown : [])),
    );
  if (sets.length === 0) return values.length === 1 ? first : severalModules(values);
  const isOption = declarations.some((each) => each().kind === 'unknown');
  return mergedSets(by, sets, isOption ? [] : declarations, values);
}

function mergedSets(
  by: Interpreting,
  sets: readonly SetValue[],
  declarations: readonly Lazy[],
  parts: readonly Value[],
): SetValue {
  const declared = declarations.flatMap((each) => asKnownSet(each()) ?? []);
  const known = new Map<string, Lazy>();
  const names = (): readonly string[] => [...new Set(sets.flatMap((set) => set.names()))];
  const get = (name: string): Lazy | undefined => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const here = sets.flatMap((set) => set.get(name) ?? []);
    const options = declared.flatMap((set) => set.get(name) ?? []);
    if (here.length === 0 && options.length === 0) return undefined;
    const member = lazy(() => mergedValue(by, here, options));
    known.set(name, member);
    return member;
  };
  const rest =
    parts.find((part) => part.kind === 'unknown') ?? sets.find((set) => set.rest !== undefined)?.rest;
  const [only] = sets;
  return {
    kind: 'set',
    names,
    get,
    rest: rest?.kind === 'unknown' ? rest : undefined,
    written: parts.length === 1 ? only?.written : undefined,
    parts: parts.map(always),
  };
}

/** Several modules under one name are one that imports them. */
function severalModules(values: readonly Value[]): Value {
  return setOf(new Map([['imports', always(list(values.map(always)))]]));
}

/** A value without `mkIf`, `mkMerge` and their like. */
function contentsOf(by: Interpreting, value: Value): readonly Value[] {
  if (value.kind !== 'unknown' || value.call === undefined) return [value];
  const { fn, args } = value.call;
  const name = fn.path.at(-1);
  const last = args.at(-1)?.() ?? NOTHING;
  switch (name) {
    case 'mkIf':
      return truth(args[0]?.() ?? NOTHING) === false ? [] : contentsOf(by, last);
    case 'mkMerge':
      return itemsOf(last).flatMap((item) => contentsOf(by, item()));
    case 'mkForce':
    case 'mkDefault':
    case 'mkBefore':
    case 'mkAfter':
    case 'mkOverride':
    case 'mkOrder':
      return contentsOf(by, last);
    default:
      return [value];
  }
}

/** What an option is where nobody defines it. */
function defaultOf(by: Interpreting, declarations: readonly Lazy[]): Value {
  const sets = declarations.flatMap((each) => asKnownSet(each()) ?? []);
  if (sets.length > 0) return mergedSets(by, [], declarations, []);
  for (const declaration of declarations) {
    const option = declaration();
    const given = option.kind === 'unknown' ? option.call?.args[0]?.() : undefined;
    if (given?.kind === 'set' && given.get('default') !== undefined) return by.select(given, 'default');
  }
  return NOTHING;
}
