import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const quarantineClear = {
  name: 'quarantine clear',
  summary: 'Forget one or all of the systems that failed.',
  examples: ['nixos-ai quarantine clear 20261122-100501-a3f9', 'nixos-ai quarantine clear'],
  args: {
    which: {
      description: 'The store path, or the run (or the start of its name). Default: all.',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const quarantineList = {
  name: 'quarantine list',
  summary: 'List the systems that were tried on this host and failed.',
  description:
    'A system on this list is not applied again without a person: a plan for exactly this system warns (QTN001).',
  examples: ['nixos-ai quarantine list'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;
