import { record } from '../environment.ts';
import { asKnownSet, members, native, type Functions } from '../library/native.ts';
import { openSet } from '../library/sets.ts';
import type { Interpreting, Lazy, Value } from '../value.ts';
import { always, lazy, NOTHING, setOf, unknownValue } from '../value.ts';
import {
  pathBelow,
  blueprintHosts,
  clanHosts,
  hostsIn,
  itemsOf,
  plusHosts,
  snowfallHosts,
} from './conventions.ts';
import { merged, outputsWith } from './host-value.ts';
import { flakeParts, selfOf, unifiedHosts } from './parts-outputs.ts';

/** What the frameworks that flakes are made with do, as far as it concerns their hosts. */
export const FRAMEWORK_FUNCTIONS: Functions = {
  mkFlake: native(1, (by, given) => makeFlake(by, given())),
  // flake-parts: the module system's whole answer, of which the flake is a part.
  evalFlakeModule: native(2, (by, given, module) =>
    record({ config: record({ flake: lazy(() => flakeParts(by, given(), module)) }) }),
  ),
  // snowfall-lib, with its directory said beforehand.
  mkLib: native(1, (by, given) => {
    const made = native(1, (_, more) => outputsWith(snowfallHosts(by, merged(given(), more()))));
    return openSet(record({ mkFlake: made }), unknownValue(['lib'], true));
  }),
  blueprint: native(1, (by, given) =>
    outputsWith(
      blueprintHosts(
        by,
        given(),
        lazy(() => selfOf(by, given())),
      ),
    ),
  ),
  clan: native(1, (by, given) => outputsWith(clanHosts(by, given()))),
  buildClan: native(1, (by, given) => outputsWith(clanHosts(by, given()))),
  flakelight: native(2, (by, root, given) => flakelight(by, root(), given())),
  withSystem: native(2, (by, _, fn) => by.apply(fn(), [always(unknownValue(['perSystem'], true))])),
  eachDefaultSystem: native(1, () => unknownValue(['perSystem'], true)),
  eachSystem: native(2, () => unknownValue(['perSystem'], true)),
  importHosts: native(1, (by, path) => {
    const directory = path();
    if (directory.kind !== 'path') return NOTHING;
    const hosts = hostsIn(by, directory.path, () => []);
    return record({
      hosts: lazy(() => setOf(new Map([...hosts].map(([name, host]) => [name, modulesIn(by, host)])))),
    });
  }),
  // flake-utils-plus: modules by the names of their files.
  exportModules: native(1, (_, files) => {
    const known = itemsOf(files()).map((file) => [nameOfFile(file()), file] as const);
    return setOf(new Map(known));
  }),
  extend: native(1, (by, overlay) => {
    const before = always(unknownValue(['lib'], true));
    const made: Lazy = lazy(() => {
      const added = by.apply(overlay(), [made, before]);
      return added.kind === 'set' ? openSet(added, unknownValue(['lib'], true)) : unknownValue(['lib'], true);
    });
    return made();
  }),
};

function nameOfFile(file: Value): string {
  const path = file.kind === 'path' ? file.path : '';
  return path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.host)?\.nix$/u, '');
}

function modulesIn(by: Interpreting, host: Lazy): Lazy {
  return lazy(() => {
    const value = host();
    return value.kind === 'unknown' ? (value.call?.args[0]?.() ?? by.select(value, 'modules')) : NOTHING;
  });
}

/** Several frameworks call it so; each is known by what it is given. */
function makeFlake(by: Interpreting, given: Value): Value {
  const set = asKnownSet(given);
  if (set === undefined)
    return given.kind === 'path' ? native(1, (_, more) => flakelight(by, given, more())) : NOTHING;
  const has = (name: string): boolean => set.get(name) !== undefined;
  if (has('src')) return outputsWith(snowfallHosts(by, given));
  if (has('hosts') || has('hostDefaults')) return outputsWith(plusHosts(by, given));
  if (has('nixos')) return outputsWith(plusHosts(by, by.select(given, 'nixos')));
  // adios-flake, and what is like it.
  const flake = set.get('flake')?.();
  if (flake?.kind === 'set') return flake;
  const root = set.get('root')?.();
  if (root?.kind === 'path') return outputsWith(unifiedHosts(by, root.path));
  return native(1, (_, module) => flakeParts(by, given, module));
}

/** flakelight: `nixosConfigurations.<name>` holds what `nixosSystem` is called with; files of `nix/nixos` are hosts. */
function flakelight(by: Interpreting, root: Value, given: Value): Value {
  const module = given.kind === 'closure' ? by.apply(given, [always(unknownValue([], true))]) : given;
  const directory = by.select(module, 'nixDir');
  const base = root.kind === 'path' ? pathBelow(root.path, 'nix') : 'nix';
  const from = directory.kind === 'path' ? directory.path : base;
  const aliases = itemsOf(by.select(by.select(module, 'nixDirAliases'), 'nixosConfigurations')).map((each) =>
    each(),
  );
  const directories = aliases.flatMap((alias) => (alias.kind === 'text' ? [alias.text] : []));
  const files = ['nixos', 'nixosConfigurations', ...directories].flatMap((name) =>
    [...hostsIn(by, pathBelow(from, name), () => [])].map(
      ([host, value]) => [host, loaded(by, value)] as const,
    ),
  );
  const written = asKnownSet(by.select(module, 'nixosConfigurations'));
  const own = written === undefined ? [] : members(written);
  return outputsWith(new Map([...files, ...own]));
}

/** The file holds what the host is called with, and is no module itself. */
function loaded(by: Interpreting, host: Lazy): Lazy {
  return lazy(() => {
    const value = host();
    const given = value.kind === 'unknown' ? value.call?.args[0]?.() : undefined;
    const [file] = given === undefined ? [] : itemsOf(by.select(given, 'modules'));
    const path = file?.();
    if (path?.kind !== 'path') return NOTHING;
    const set = by.load(path.path);
    return set.kind === 'closure' ? by.apply(set, [always(unknownValue([], true))]) : set;
  });
}
