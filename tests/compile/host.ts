import { readFileSync } from 'node:fs';
import { buildOptionIndex } from '../../engine/nix/option-index.ts';
import type { OptionDeclaration, PackageDeclaration } from '../../engine/model/option.ts';
import type { OptionIndex } from '../../engine/model/option-index.ts';
import type { PlannerFacts } from '../../engine/model/proposal.ts';

/** Options and packages of NixOS 20.09, by name and type. */
export const index: OptionIndex = buildOptionIndex(
  readLines('nixos-20.09-options.jsonl').filter(isOption),
  readLines('nixos-20.09-packages.jsonl').filter(isPackage),
);

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

/** The two hosts of tests/data/requests, as a planner knows them. */
export const hosts: Readonly<Record<'minimal' | 'desktop', PlannerFacts>> = {
  minimal: host('nixos', ['alice'], {
    'environment.systemPackages': packages('vim', 'wget'),
    'networking.firewall.allowedTCPPorts': [22],
    'services.openssh.enable': true,
    'services.openssh.ports': [22],
    'services.xserver.enable': false,
    'virtualisation.docker.enable': false,
  }),
  desktop: host('desk', ['alice', 'bob'], {
    'environment.systemPackages': packages('vim', 'emacs', 'firefox', 'git', 'gimp'),
    'networking.firewall.allowedTCPPorts': [80, 443],
    'services.xserver.enable': true,
    'services.printing.enable': true,
    'virtualisation.docker.enable': true,
  }),
};

function host(
  hostName: string,
  users: readonly string[],
  values: Readonly<Record<string, unknown>>,
): PlannerFacts {
  return { hostName, users, groups: ['wheel', 'users', 'networkmanager'], value: (dotted) => values[dotted] };
}

function packages(...names: readonly string[]): readonly unknown[] {
  return names.map((name) => ({ type: 'pkgs', path: [name] }));
}

function readLines(file: string): readonly unknown[] {
  const text = readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

function isOption(value: unknown): value is OptionDeclaration {
  return typeof value === 'object' && value !== null && 'name' in value && 'tree' in value && 'type' in value;
}

function isPackage(value: unknown): value is PackageDeclaration {
  return typeof value === 'object' && value !== null && 'attr' in value && 'version' in value;
}
