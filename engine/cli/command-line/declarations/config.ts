import type { CommandFacts } from '../../../report/help/facts.ts';

export const configCheck = {
  name: 'config check',
  summary: 'Check everything that a configuration directory says: settings, policy, service and runbooks.',
  description:
    'Needs no host. The NixOS module does it when the system is built, so that what is wrong fails the build.',
  examples: ['nixos-ai config check', 'nixos-ai config check ./etc/nixos-ai --json'],
  args: {
    directory: { description: 'The directory.', default: '/etc/nixos-ai' },
  },
  flags: {
    json: { type: 'boolean', description: 'Print each finding as one JSON object a line.' },
    option: {
      type: 'option',
      description: 'Where a file, or what is below a path in it, is written; findings then name that.',
      helpValue: 'FILE=NAME',
      multiple: true,
      default: [],
    },
  },
} as const satisfies CommandFacts;
