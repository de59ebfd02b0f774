import type { OptionIndex } from '../model/options/option-index.ts';
import { splitOptionPath } from '../model/options/option.ts';
import type { PlannerFacts } from '../model/proposal.ts';
import type { ConfigFiles } from '../model/host/configuration.ts';
import { attributeNames, readDefinitions } from '../nix/modules/read.ts';
import { currentValue } from './current-value.ts';

/** What a planner may know of a host, from the text of its configuration. */
export function plannerFacts(configuration: ConfigFiles, index: OptionIndex): PlannerFacts {
  const current = currentValue(configuration, index);
  const known = new Map<string, unknown>();
  const value = (dotted: string): unknown => {
    if (!known.has(dotted)) known.set(dotted, current(dotted) ?? writtenItems(configuration, dotted));
    return known.get(dotted);
  };
  const hostName = value('networking.hostName');
  return {
    hostName: typeof hostName === 'string' ? hostName : '',
    users: attributeNames(configuration, ['users', 'users']),
    groups: attributeNames(configuration, ['users', 'groups']),
    homes: attributeNames(configuration, ['home-manager', 'users']),
    value,
  };
}

/** Of a list that is put together from several places, the items that are written out and are sure to be in it. */
function writtenItems(configuration: ConfigFiles, dotted: string): readonly unknown[] | undefined {
  const items = readDefinitions(configuration, splitOptionPath(dotted)).flatMap(({ value, conditional }) => {
    const list: unknown = value.kind === 'partial' ? value.items : value.kind === 'literal' && value.value;
    return !conditional && Array.isArray(list) ? list.map((item: unknown) => item) : [];
  });
  return items.length === 0 ? undefined : items;
}
