import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags, sourceFlags } from './flags.ts';

export const policyCheck = {
  name: 'policy check',
  summary: 'Check a policy: its form, its conditions, and rules that never decide.',
  description:
    'Where a host or a list of options is named, patterns that match none of its options are told too.',
  examples: ['nixos-ai policy check policy.yaml', 'nixos-ai policy check policy.yaml --list options.jsonl'],
  args: {
    file: { description: 'The policy; the one in force on the host when left out.', completes: 'files' },
  },
  flags: { ...sourceFlags },
} as const satisfies CommandFacts;

export const policyExplain = {
  name: 'policy explain',
  summary:
    'Tell what policy decided about a run: which rule decided, which others matched, what would have made it automatic.',
  examples: ['nixos-ai policy explain', 'nixos-ai policy explain 20261122-100501'],
  args: {
    run: {
      description: 'The run, or the beginning of its name; the last one when left out.',
      completes: 'runs',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const policyShow = {
  name: 'policy show',
  summary: 'Print the policy in force on a host, put together from all it comes from.',
  examples: ['nixos-ai policy show'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;
