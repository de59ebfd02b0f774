import type { CommandFacts } from '../../../report/help/facts.ts';

export const configCheck = {
  name: 'config check',
  summary: 'Check everything in a configuration directory: settings, policy, service and runbooks.',
  description:
    'Needs no host. The NixOS module runs it when the system is built, so that errors fail the build.',
  examples: ['nixos-ai config check', 'nixos-ai config check ./etc/nixos-ai --json'],
  args: {
    directory: { description: 'The directory.', default: '/etc/nixos-ai' },
  },
  flags: {
    json: { type: 'boolean', description: 'Print each finding as one JSON object per line.' },
    option: {
      type: 'option',
      description: 'Where a file, or a path in it, is really written; findings then name that place.',
      helpValue: 'FILE=NAME',
      multiple: true,
      default: [],
    },
  },
} as const satisfies CommandFacts;
