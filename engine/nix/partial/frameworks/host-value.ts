import { members } from '../library/native.ts';
import type { Lazy, Unknown, Value } from '../value.ts';
import { always, list, setOf, unknownValue } from '../value.ts';

/** A host as `nixosSystem { modules = […]; specialArgs = …; }` makes it. */
export function hostValue(modules: readonly Lazy[], specialArgs?: Lazy): Unknown {
  const given = new Map<string, Lazy>([['modules', always(list(modules))]]);
  if (specialArgs !== undefined) given.set('specialArgs', specialArgs);
  const call = { fn: unknownValue(['nixosSystem'], true), args: [always(setOf(given))] };
  return { kind: 'unknown', path: [], foreign: false, call };
}

/** A set of hosts as outputs of a flake. */
export function outputsWith(hosts: ReadonlyMap<string, Lazy>): Value {
  const all = always(setOf(hosts));
  const configurations = new Map([['nixosConfigurations', all]]);
  return setOf(
    new Map([...configurations, ['config', always(setOf(configurations))]]),
    unknownValue([], true),
  );
}

export function pathValue(path: string): Lazy {
  return always({ kind: 'path', path });
}

/** The second over the first; hosts of both. */
export function merged(left: Value, right: Value): Value {
  if (left.kind !== 'set') return right;
  if (right.kind !== 'set') return left;
  const all = new Map([...members(left), ...members(right)]);
  const [first, second] = [left, right].map((each) => each.get('nixosConfigurations')?.());
  if (first !== undefined && second !== undefined)
    all.set('nixosConfigurations', always(mergedHosts(first, second)));
  return setOf(all, left.rest ?? right.rest);
}

/** Hosts of both, those of the second over those of the first. */
export function mergedHosts(left: Value, right: Value): Value {
  if (left.kind !== 'set') return right;
  if (right.kind !== 'set') return left;
  return setOf(new Map([...members(left), ...members(right)]), left.rest ?? right.rest);
}
