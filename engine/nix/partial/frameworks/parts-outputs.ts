import { asKnownSet } from '../library/native.ts';
import type { Interpreting, Lazy, Unknown, Value } from '../value.ts';
import { always, lazy, list, NOTHING, setOf, unknownValue } from '../value.ts';
import {
  clanHosts,
  configuredHosts,
  easyHosts,
  ezHosts,
  hostsIn,
  liteHosts,
  pathBelow,
  type Hosts,
} from './conventions.ts';
import { denHosts } from './den.ts';
import { mergeParts, type PartsConfig } from './flake-parts.ts';
import { mergedHosts } from './host-value.ts';

/**
 * The outputs that flake-parts makes of its modules. Hosts are looked for when they are asked for: what makes them may ask
 * for other outputs of the same flake.
 */
export function flakeParts(by: Interpreting, given: Value, module: Lazy): Value {
  const self = lazy(() => selfOf(by, given));
  const whole = mergeParts(by, module, given, self);
  const flake = asKnownSet(by.select(whole.config, 'flake'));
  const hosts = lazy(() => {
    const part = partOfHosts(by, whole.config);
    if (part === undefined) return hostsOf(by, whole);
    const both = always(setOf(new Map([['imports', always(list([module, part]))]])));
    return hostsOf(by, mergeParts(by, both, given, self));
  });
  return {
    kind: 'set',
    names: () => [...new Set([...(flake?.names() ?? []), 'nixosConfigurations'])],
    get: (name) => (name === 'nixosConfigurations' ? hosts : flake?.get(name)),
    get rest() {
      return flake?.rest ?? unknownValue([], true);
    },
    written: undefined,
  };
}

/** What frameworks within flake-parts find, and what the modules say themselves. */
function hostsOf(by: Interpreting, { config, foreign }: PartsConfig): Value {
  const said = (name: string): Value => opened(by, by.select(config, name));
  const clan = said('clan');
  const found: Hosts = new Map([
    ...(isNamed(foreign, 'autoWire') ? unifiedHosts(by, '') : []),
    ...ezHosts(by, said('ezConfigs')),
    ...easyHosts(by, said('easy-hosts')),
    ...liteHosts(by, said('lite-config')),
    ...configuredHosts(by, by.select(said('configurations'), 'nixos')),
    ...denHosts(by, said('den')),
    ...(asKnownSet(clan) === undefined ? [] : clanHosts(by, clan)),
  ]);
  const written = by.select(by.select(config, 'flake'), 'nixosConfigurations');
  return found.size === 0 ? written : mergedHosts(setOf(found), written);
}

/** What is said of a framework may be a function, as a module is. */
function opened(by: Interpreting, value: Value): Value {
  return value.kind === 'closure' ? by.apply(value, [always(unknownValue([], true))]) : value;
}

/** nixos-unified: a host for each entry of its directory. */
export function unifiedHosts(by: Interpreting, root: string): Hosts {
  return hostsIn(by, pathBelow(root, 'configurations/nixos'), () => []);
}

/** The module of the partition that makes the hosts, where flake-parts has its outputs in partitions. */
function partOfHosts(by: Interpreting, config: Value): Lazy | undefined {
  const name = by.select(by.select(config, 'partitionedAttrs'), 'nixosConfigurations');
  const partition = name.kind === 'text' ? by.select(by.select(config, 'partitions'), name.text) : NOTHING;
  return asKnownSet(partition)?.get('module');
}

function isNamed(foreign: readonly Unknown[], name: string): boolean {
  return foreign.some(({ path }) => path.includes(name));
}

/** The flake itself, as a framework is given it. */
export function selfOf(by: Interpreting, given: Value): Value {
  const self = asKnownSet(given)?.get('self')?.();
  return self ?? by.select(by.select(given, 'inputs'), 'self');
}
