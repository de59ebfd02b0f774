import { asKnownSet, members } from '../library/native.ts';
import type { Interpreting, Lazy, Unknown, Value } from '../value.ts';
import { always, unknownValue } from '../value.ts';
import { itemsOf, type Hosts } from './conventions.ts';
import { hostValue } from './host-value.ts';

/** den: `den.hosts.<platform>.<name>`, of the aspect with its name and of all that this one includes. */
export function denHosts(by: Interpreting, given: Value): Hosts {
  const platforms = asKnownSet(by.select(given, 'hosts'));
  const aspects = by.select(given, 'aspects');
  const common = by.select(given, 'default');
  const all = (platforms === undefined ? [] : members(platforms)).flatMap(([platform, hosts]) => {
    const named = platform.endsWith('linux') ? asKnownSet(hosts()) : undefined;
    return named === undefined ? [] : members(named);
  });
  return new Map(
    all.map(([name, host]) => {
      const own = by.select(host(), 'aspect');
      const aspect = by.select(aspects, own.kind === 'text' ? own.text : name);
      const found = [aspect, common].flatMap((each) => modulesOf(by, each, new Set()));
      return [name, always(hostValue(found))] as const;
    }),
  );
}

/** The modules of NixOS of an aspect and of what it includes, each once. */
function modulesOf(by: Interpreting, aspect: Value, seen: Set<unknown>): readonly Lazy[] {
  if (aspect.kind === 'closure') return modulesOf(by, by.apply(aspect, [always(context())]), seen);
  const set = asKnownSet(aspect);
  if (set === undefined) return aspect.kind === 'unknown' && !aspect.foreign ? [always(aspect)] : [];
  const key = set.written?.expr ?? set.parts ?? set;
  if (seen.has(key)) return [];
  seen.add(key);
  const own = set.get('nixos');
  const included = itemsOf(by.select(set, 'includes')).flatMap((each) => modulesOf(by, each(), seen));
  return [...(own === undefined ? [] : [own]), ...included];
}

/** What an aspect may ask for: the host, its users. */
function context(): Unknown {
  return unknownValue(['host'], true);
}
