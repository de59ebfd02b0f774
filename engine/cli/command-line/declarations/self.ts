import type { CommandFacts, FlagFacts } from '../../../report/help/facts.ts';
import { changeFlags } from './flags.ts';

/** Flags of adding our module and of taking it out. */
const installationFlags = {
  ...changeFlags,
  source: {
    type: 'option',
    description:
      'Where the module comes from: a directory, or for a flake the URL of an input; else this program.',
    helpValue: 'PLACE',
  },
  configuration: {
    type: 'option',
    description: 'Change the files in this directory alone; nothing is evaluated, built or switched.',
    helpValue: 'DIR',
  },
  attribute: {
    type: 'option',
    description: 'The host of a flake, with --configuration.',
    helpValue: 'NAME',
  },
  'this-program': {
    type: 'boolean',
    description: 'Run this very program, instead of a package that Nix builds; so it is on a sandbox host.',
  },
} as const satisfies Readonly<Record<string, FlagFacts>>;

export const selfInstall = {
  name: 'self install',
  summary: 'Add nixos-ai to the configuration of this host, and switch to it.',
  description:
    'A run as any other: preview, consent, trial, and back if the program does not start. A channel gets the file ' +
    'nixos-ai.nix and an import of it, a flake an input and two modules of its host. What is there already stays. ' +
    'A configuration that cannot be changed with certainty is left alone: the lines to write are said.',
  examples: [
    'nixos-ai self install',
    'nixos-ai self install --source github:owner/nixos-ai --dry-run',
    'nixos-ai self install --configuration ./hosts --attribute desk',
  ],
  args: {},
  flags: installationFlags,
} as const satisfies CommandFacts;

export const selfUninstall = {
  name: 'self uninstall',
  summary: 'Take nixos-ai out of the configuration of this host, and switch to that.',
  description: 'What `self install` wrote goes, and nothing else. The journal and the snapshots stay.',
  examples: ['nixos-ai self uninstall --dry-run'],
  args: {},
  flags: installationFlags,
} as const satisfies CommandFacts;
