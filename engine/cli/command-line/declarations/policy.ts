import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags, sourceFlags } from './flags.ts';

export const policyCheck = {
  name: 'policy check',
  summary: 'Check a policy: its syntax, its conditions, and rules without effect.',
  description: 'With a host or a list of options, also report patterns that match no option.',
  examples: ['nixos-ai policy check policy.yaml', 'nixos-ai policy check policy.yaml --list options.jsonl'],
  args: {
    file: { description: 'The policy file. Default: the policy in force on the host.', completes: 'files' },
  },
  flags: { ...sourceFlags },
} as const satisfies CommandFacts;

export const policyExplain = {
  name: 'policy explain',
  summary:
    'Explain what policy decided about a run: which rule decided, which others matched, what would have made it automatic.',
  examples: ['nixos-ai policy explain', 'nixos-ai policy explain 20261122-100501'],
  args: {
    run: {
      description: 'The run, or the start of its name. Default: the last run.',
      completes: 'runs',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const policyShow = {
  name: 'policy show',
  summary: 'Print the policy in force on a host, merged from all its sources.',
  examples: ['nixos-ai policy show'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;
