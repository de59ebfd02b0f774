import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const quarantineClear = {
  name: 'quarantine clear',
  summary: 'Forget that systems did not hold: one, or all.',
  examples: ['nixos-ai quarantine clear 20261122-100501-a3f9', 'nixos-ai quarantine clear'],
  args: {
    which: {
      description: 'The store path, or the run (or the beginning of its name); else all.',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const quarantineList = {
  name: 'quarantine list',
  summary: 'Systems that were tried on this host and did not hold.',
  description:
    'What is on this list is not applied again without a person: a plan of the very same system warns (QTN001).',
  examples: ['nixos-ai quarantine list'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;
