import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import type { OptionIndex } from '../../engine/model/options/option-index.ts';
import type { PlannerFacts } from '../../engine/model/proposal.ts';
import { hostsIn, readIndex, type BaseHost } from '../../scripts/accuracy/hosts.ts';

const DATA = new URL('../data/', import.meta.url).pathname;

/** Options and packages of NixOS 20.09, by name and type. */
export const index: OptionIndex = readIndex(
  `${DATA}nixos-20.09-options.jsonl`,
  `${DATA}nixos-20.09-packages.jsonl`,
);

/** The hosts of tests/data/requests by name. */
export const baseHost: (name: string) => BaseHost = hostsIn(`${DATA}requests`, index);

/** The two hosts of tests/data/requests, as a planner knows them. */
export const hosts: Readonly<Record<'minimal' | 'desktop', PlannerFacts>> = {
  minimal: baseHost('minimal').facts,
  desktop: baseHost('desktop').facts,
};

/** An index of a few options, for hosts of another release. */
export function smallIndex(names: readonly string[], packages: readonly string[] = []): OptionIndex {
  return buildOptionIndex(
    names.map((name) => ({
      name,
      tree: { name: name.endsWith('nable') ? 'bool' : 'str' },
      type: 'as named',
    })),
    packages.map((attr) => ({ attr, name: attr, version: '1' })),
  );
}
