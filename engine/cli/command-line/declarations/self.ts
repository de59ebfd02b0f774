import type { CommandFacts, FlagFacts } from '../../../report/help/facts.ts';
import { changeFlags } from './flags.ts';

/** Flags of adding our module and of taking it out. */
const installationFlags = {
  ...changeFlags,
  source: {
    type: 'option',
    description:
      'Where the module comes from: a directory, or for a flake the URL of an input. Default: this program.',
    helpValue: 'PLACE',
  },
  configuration: {
    type: 'option',
    description: 'Only change the files in this directory; nothing is evaluated, built or switched.',
    helpValue: 'DIR',
  },
  attribute: {
    type: 'option',
    description: 'The host in a flake, with --configuration.',
    helpValue: 'NAME',
  },
  'this-program': {
    type: 'boolean',
    description: 'Run this very program instead of a package built by Nix, as on a sandbox host.',
  },
} as const satisfies Readonly<Record<string, FlagFacts>>;

export const selfInstall = {
  name: 'self install',
  summary: 'Add nixos-ai to the configuration of this host, and switch to it.',
  description:
    'A run like any other: preview, approval, trial, and rollback if the program does not start. A channel gets the file ' +
    'nixos-ai.nix and an import of it; a flake an input and two modules of its host. What already exists is kept. ' +
    'A configuration that cannot be changed safely is left alone, and the lines to write are printed.',
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
  summary: 'Remove nixos-ai from the configuration of this host, and switch to the result.',
  description: 'Removes what `self install` wrote and nothing else. The journal and the snapshots stay.',
  examples: ['nixos-ai self uninstall --dry-run'],
  args: {},
  flags: installationFlags,
} as const satisfies CommandFacts;
