import { record } from './environment.ts';
import { hostValue } from './frameworks/host-value.ts';
import { partsOfHost } from './hosts.ts';
import { asList, native } from './library/native.ts';
import type { Interpreting, Unknown, Value } from './value.ts';
import { always, list, NOTHING, setOf } from './value.ts';

/**
 * What flakes ask of a host that something else makes: the modules that it has (`host._module.args.modules`), and the same
 * host with more of them (`host.extendModules { modules = [ … ]; }`). Undefined for any other name, and for what is no host.
 */
export function memberOfHost(by: Interpreting, host: Unknown, name: string): Value | undefined {
  if (name !== '_module' && name !== 'extendModules') return undefined;
  const parts = partsOfHost(by, host);
  if (parts === undefined) return undefined;
  const { modules, unknown, called } = parts;
  if (name === '_module') {
    const args = setOf(new Map([['modules', always(list(modules, unknown))]]), NOTHING);
    return record({ args, specialArgs: called });
  }
  return native(1, (_, given) => {
    const more = asList(by.select(given(), 'modules'));
    const rest = [...unknown, ...(more?.unknown ?? [])].map((each) => always(each));
    return hostValue([...modules, ...(more?.items ?? []), ...rest], always(called));
  });
}
