import { entriesOf, filesBelow } from '../library/files.ts';
import { asKnownSet, asList, members } from '../library/native.ts';
import type { Interpreting, Lazy, Value } from '../value.ts';
import { always, lazy, NOTHING, textValue, truth } from '../value.ts';
import { record } from '../environment.ts';
import { hostValue, pathValue } from './host-value.ts';

/** Hosts by name, each a value that has modules. */
export type Hosts = ReadonlyMap<string, Lazy>;

/** Directories that have one of some files, by name. */
function directoriesWith(
  by: Interpreting,
  directory: string,
  files: readonly string[],
): readonly (readonly [string, string])[] {
  return [...entriesOf(by, directory)].flatMap(([name, type]) => {
    if (type !== 'directory') return [];
    const file = files.find((each) => by.files.has(pathBelow(directory, `${name}/${each}`)));
    return file === undefined ? [] : [[name, pathBelow(directory, `${name}/${file}`)] as const];
  });
}

export function pathBelow(directory: string, name: string): string {
  return directory === '' ? name : `${directory.replace(/\/$/u, '')}/${name}`;
}

/** Hosts that are a file `<name>.nix` or a directory `<name>/default.nix` each. */
export function hostsIn(by: Interpreting, directory: string, more: (name: string) => readonly Lazy[]): Hosts {
  const files = [...entriesOf(by, directory)].flatMap(([name, type]) =>
    type === 'regular' && name.endsWith('.nix') && name !== 'default.nix'
      ? [[name.slice(0, -4), pathBelow(directory, name)] as const]
      : [],
  );
  const all = [...files, ...directoriesWith(by, directory, ['default.nix', 'configuration.nix'])];
  return new Map(all.map(([name, file]) => [name, always(hostValue([pathValue(file), ...more(name)]))]));
}

/** snowfall-lib: `systems/<platform>/<host>/default.nix`, and every module below `modules/nixos`. */
export function snowfallHosts(by: Interpreting, given: Value): Hosts {
  const root = snowfallRoot(by, given);
  const modules = filesBelow(by, pathBelow(root, 'modules/nixos'))
    .filter((file) => file.endsWith('/default.nix'))
    .map(pathValue);
  const systems = by.select(given, 'systems');
  const common = itemsOf(by.select(by.select(systems, 'modules'), 'nixos'));
  const hosts = by.select(systems, 'hosts');
  const platforms = [...entriesOf(by, pathBelow(root, 'systems')).keys()].filter((name) =>
    name.endsWith('linux'),
  );
  const found = platforms.flatMap((platform) =>
    directoriesWith(by, pathBelow(root, `systems/${platform}`), ['default.nix']),
  );
  return new Map(
    found.map(([name, file]) => {
      const host = by.select(hosts, name);
      const own = itemsOf(by.select(host, 'modules'));
      const args = lazy(() => by.select(host, 'specialArgs'));
      return [name, always(hostValue([pathValue(file), ...own, ...common, ...modules], args))] as const;
    }),
  );
}

function snowfallRoot(by: Interpreting, given: Value): string {
  const named = by.select(by.select(given, 'snowfall'), 'root');
  const source = named.kind === 'path' ? named : by.select(given, 'src');
  return source.kind === 'path' ? source.path : '';
}

/** What a list has that is known; nothing of what is no list. */
export function itemsOf(value: Value): readonly Lazy[] {
  const known = value.kind === 'list' ? asList(value) : undefined;
  return known === undefined ? [] : [...known.items, ...known.unknown.map((each): Lazy => always(each))];
}

/** blueprint: `hosts/<name>/configuration.nix`, or a `default.nix` that gives the host itself. */
export function blueprintHosts(by: Interpreting, given: Value, self: Lazy): Hosts {
  const prefix = by.select(given, 'prefix');
  const root =
    prefix.kind === 'path' ? prefix.path : prefix.kind === 'text' ? prefix.text.replace(/^\.?\//u, '') : '';
  const hosts = pathBelow(root, 'hosts');
  const inputs = lazy(() => by.select(given, 'inputs'));
  const args = lazy(() => record({ inputs, flake: self }));
  const plain = directoriesWith(by, hosts, ['configuration.nix']).map(
    ([name, file]) => [name, always(hostValue([pathValue(file)], withName(args, name)))] as const,
  );
  const own = directoriesWith(by, hosts, ['default.nix']).map(([name, file]) => {
    const called = record({ inputs, flake: self, hostName: textValue(name) });
    return [name, lazy(() => by.select(by.apply(by.load(file), [always(called)]), 'value'))] as const;
  });
  return new Map([...own, ...plain]);
}

function withName(args: Lazy, name: string): Lazy {
  return lazy(() => {
    const set = asKnownSet(args());
    return record({
      ...Object.fromEntries(set === undefined ? [] : members(set)),
      hostName: textValue(name),
    });
  });
}

/** clan: `machines/<name>/configuration.nix`, and what `machines.<name>` says. */
export function clanHosts(by: Interpreting, given: Value): Hosts {
  const files = new Map(directoriesWith(by, 'machines', ['configuration.nix']));
  const machines = asKnownSet(by.select(given, 'machines'));
  const inventory = asKnownSet(by.select(by.select(given, 'inventory'), 'machines'));
  const all = new Set([...files.keys(), ...(machines?.names() ?? []), ...(inventory?.names() ?? [])]);
  const isMac = (name: string): boolean => {
    const kind = by.select(inventory?.get(name)?.() ?? NOTHING, 'machineClass');
    return kind.kind === 'text' && kind.text === 'darwin';
  };
  const names = [...all].filter((name) => !isMac(name));
  const args = lazy(() => by.select(given, 'specialArgs'));
  return new Map(
    names.map((name) => {
      const file = files.get(name);
      const own = machines?.get(name);
      const modules = [...(file === undefined ? [] : [pathValue(file)]), ...(own === undefined ? [] : [own])];
      return [name, always(hostValue(modules, args))] as const;
    }),
  );
}

/** flake-utils-plus and digga: `hosts.<name>.modules`, with what all hosts have. */
export function plusHosts(by: Interpreting, given: Value): Hosts {
  const common = itemsOf(by.select(by.select(given, 'hostDefaults'), 'modules'));
  const imported = itemsOf(by.select(given, 'imports')).map((each) => by.select(each(), 'hosts'));
  const all = [...imported, by.select(given, 'hosts')].flatMap((each) => {
    const set = asKnownSet(each);
    return set === undefined ? [] : members(set);
  });
  const shared = by.select(by.select(given, 'hostDefaults'), 'specialArgs');
  return new Map(
    all.map(([name, host]) => {
      const args = by.select(host(), 'specialArgs');
      const modules = [...itemsOf(by.select(host(), 'modules')), ...common];
      return [name, always(hostValue(modules, always(args.kind === 'set' ? args : shared)))] as const;
    }),
  );
}

/** `configurations.nixos.<name>.modules`, as modules of flake-parts have it that several flakes share. */
export function configuredHosts(by: Interpreting, given: Value): Hosts {
  const hosts = asKnownSet(given);
  const found = (hosts === undefined ? [] : members(hosts)).flatMap(([name, host]) => {
    const module = asKnownSet(host())?.get('module');
    const modules = [...itemsOf(by.select(host(), 'modules')), ...(module === undefined ? [] : [module])];
    return modules.length === 0 ? [] : [[name, always(hostValue(modules))] as const];
  });
  return new Map(found);
}

/** lite-config: `hosts.<name>`, each with the module of its name in `hostModuleDir`, and what all have. */
export function liteHosts(by: Interpreting, given: Value): Hosts {
  const directory = by.select(given, 'hostModuleDir');
  const common = itemsOf(by.select(given, 'systemModules'));
  const args = lazy(() => by.select(given, 'extraSpecialArgs'));
  const hosts = asKnownSet(by.select(given, 'hosts'));
  const found = (hosts === undefined ? [] : members(hosts)).flatMap(([name, host]) => {
    const system = by.select(host(), 'system');
    if (directory.kind !== 'path' || (system.kind === 'text' && !system.text.endsWith('linux'))) return [];
    return [
      [name, always(hostValue([pathValue(pathBelow(directory.path, name)), ...common], args))] as const,
    ];
  });
  return new Map(found);
}

/** ez-configs: `nixos-configurations/<name>.nix`, and the default module of `nixos-modules`. */
export function ezHosts(by: Interpreting, given: Value): Hosts {
  const root = by.select(given, 'root');
  if (root.kind !== 'path') return new Map();
  const nixos = by.select(given, 'nixos');
  const named = by.select(nixos, 'configurationsDirectory');
  const directory = named.kind === 'path' ? named.path : pathBelow(root.path, 'nixos-configurations');
  const shared = pathBelow(root.path, 'nixos-modules/default.nix');
  const common = by.files.has(shared) ? [pathValue(shared)] : [];
  return hostsIn(by, directory, () => common);
}

/** easy-hosts: `easy-hosts.hosts.<name>`, each with its own path and what its class has. */
export function easyHosts(by: Interpreting, given: Value): Hosts {
  const directory = by.select(given, 'path');
  const hosts = asKnownSet(by.select(given, 'hosts'));
  const shared = itemsOf(by.select(by.select(given, 'shared'), 'modules'));
  const ofClass = (name: string): readonly Lazy[] =>
    itemsOf(by.select(by.apply(by.select(given, 'perClass'), [always(textValue(name))]), 'modules'));
  const auto = truth(by.select(given, 'autoConstruct')) === true && directory.kind === 'path';
  const found = auto ? entriesOf(by, directory.path) : new Map<string, string>();
  const names = new Set([...(hosts?.names() ?? []), ...found.keys()]);
  return new Map(
    [...names].flatMap((name) => {
      const host = hosts?.get(name)?.();
      const kind = host === undefined ? undefined : by.select(host, 'class');
      if (kind?.kind === 'text' && kind.text !== 'nixos') return [];
      const named = host === undefined ? undefined : by.select(host, 'path');
      const usual = directory.kind === 'path' ? pathBelow(directory.path, name) : undefined;
      const path = named?.kind === 'path' ? named.path : usual;
      const own = host === undefined ? [] : itemsOf(by.select(host, 'modules'));
      const start = path === undefined ? [] : [pathValue(path)];
      return [[name, always(hostValue([...start, ...own, ...shared, ...ofClass('nixos')]))] as const];
    }),
  );
}
