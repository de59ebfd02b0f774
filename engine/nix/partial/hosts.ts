import { record } from './environment.ts';
import type { Interpreting, Lazy, SetValue, Unknown, Value } from './value.ts';
import { always, lazy, list, NOTHING, unknownValue } from './value.ts';

/** The hosts of a flake as its text tells them. */
export interface FlakeHosts {
  readonly hosts: ReadonlyMap<string, Lazy>;
  /** Whether it has no others. */
  readonly whole: boolean;
  /** What it has that is like a host and not one of NixOS: homes and Macs, by the output that they are in. */
  readonly others: ReadonlyMap<OtherOutput, readonly string[]>;
}

const OTHER_OUTPUTS = ['homeConfigurations', 'darwinConfigurations'] as const;
export type OtherOutput = (typeof OTHER_OUTPUTS)[number];

/** What a host is made of. */
export interface HostParts {
  readonly modules: readonly Lazy[];
  /** Parts of the list that are not known. */
  readonly unknown: readonly Unknown[];
  /** What its modules are called with. */
  readonly called: SetValue;
}

/** `nixosConfigurations` of a flake: through functions, imports, and the frameworks that are understood. */
export function hostsOfFlake(by: Interpreting): FlakeHosts {
  const outputs = outputsOfFlake(by);
  const found = by.select(outputs, 'nixosConfigurations');
  const others = othersIn(outputs);
  if (found.kind !== 'set') return { hosts: new Map(), whole: false, others };
  const hosts = found.names().map((name) => [name, found.get(name) ?? always(NOTHING)] as const);
  return { hosts: new Map(hosts), whole: found.rest === undefined, others };
}

function othersIn(outputs: Value): FlakeHosts['others'] {
  const found = OTHER_OUTPUTS.map((name) => {
    const value = outputs.kind === 'set' ? outputs.get(name)?.() : undefined;
    return [name, value?.kind === 'set' ? value.names().toSorted() : []] as const;
  });
  return new Map(found.filter(([, names]) => names.length > 0));
}

export function outputsOfFlake(by: Interpreting): Value {
  const flake = by.load('flake.nix');
  const outputs: Lazy = lazy(() => by.apply(by.select(flake, 'outputs'), [always(inputs)]));
  const members = (): SetValue | undefined => {
    const value = outputs();
    return value.kind === 'set' ? value : undefined;
  };
  const own = record({ outPath: { kind: 'path', path: '' }, inputs: () => inputs, outputs });
  const self: SetValue = {
    kind: 'set',
    names: () => [...own.names(), ...(members()?.names() ?? [])],
    get: (name) => own.get(name) ?? members()?.get(name),
    get rest() {
      const value = members();
      return value === undefined ? unknownValue(['self'], true) : value.rest;
    },
    written: undefined,
  };
  const inputs = calledWith(record({ self }));
  return callingBack(by, outputs(), always(inputs));
}

/** Where a function that is not known is given one that takes the inputs, what that one makes. */
function callingBack(by: Interpreting, outputs: Value, inputs: Lazy): Value {
  if (outputs.kind !== 'unknown' || outputs.call === undefined) return outputs;
  const made = outputs.call.args
    .map((argument) => argument())
    .filter((argument) => argument.kind === 'closure')
    .map((argument) => by.apply(argument, [inputs]));
  return made.find((each) => each.kind === 'set' && each.get('nixosConfigurations') !== undefined) ?? outputs;
}

/** Everything a module is called with: what is known, and what the module system adds. */
export function calledWith(known: SetValue | undefined): SetValue {
  return {
    kind: 'set',
    names: () => known?.names() ?? [],
    get: (name) => known?.get(name),
    get rest() {
      return known?.rest ?? unknownValue([], true);
    },
    written: undefined,
  };
}

/**
 * The modules of a host, whoever makes it: what it is called with has `modules`, or is a module. Undefined where nothing
 * of the kind is seen.
 */
export function partsOfHost(by: Interpreting, host: Value): HostParts | undefined {
  const given = argumentsOf(host).map((argument) => argument());
  const found = given.flatMap((argument) => modulesGiven(argument) ?? []);
  if (found.length === 0) return undefined;
  const args = given
    .flatMap((argument) => ['specialArgs', 'extraArgs', 'args'].map((name) => by.select(argument, name)))
    .find((value) => value.kind === 'set');
  return {
    modules: found.flatMap((part) => (part.kind === 'list' ? part.items : [])),
    unknown: found.flatMap((part) => (part.kind === 'list' ? part.unknown : [part])),
    called: calledWith(args?.kind === 'set' ? args : undefined),
  };
}

function argumentsOf(host: Value): readonly Lazy[] {
  if (host.kind === 'unknown') return host.call?.args ?? [];
  if (host.kind !== 'set') return [];
  // `nixosSystem { … } // { … }`, or what a framework calls it with.
  return [always(host), ...(host.rest?.call?.args ?? [])];
}

type Part = (Value & { readonly kind: 'list' }) | Unknown;

function modulesGiven(argument: Value): Part | undefined {
  if (argument.kind === 'path') return list([always(argument)]);
  if (argument.kind === 'list') return argument;
  if (argument.kind !== 'set') return undefined;
  const modules = argument.get('modules')?.();
  if (modules?.kind === 'list' || modules?.kind === 'unknown') return modules;
  const named = ['configuration', 'module'].flatMap((name) => argument.get(name) ?? []);
  if (named.length > 0) return list(named);
  return argument.get('imports') === undefined ? undefined : list([always(argument)]);
}
