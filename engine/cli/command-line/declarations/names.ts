import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags, limitFlag, sourceFlags } from './flags.ts';

export const optionsRefresh = {
  name: 'options refresh',
  summary: "Read the host's options and packages again where they have changed.",
  description:
    'This happens by itself when something asks for them; what asks meanwhile gets those of before.',
  examples: ['nixos-ai options refresh'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const optionsSearch = {
  name: 'options search',
  summary: 'Find options by words of their names and descriptions.',
  examples: ['nixos-ai options search bluetooth', 'nixos-ai options search nginx virtual hosts -n 5'],
  args: {
    words: { description: 'Words that the option has, in any order.', required: true, multiple: true },
  },
  flags: { ...sourceFlags, limit: limitFlag },
} as const satisfies CommandFacts;

export const optionsShow = {
  name: 'options show',
  summary: 'Show one option: type, default, what the configuration sets, where it is declared.',
  description:
    'A name that is a set of options shows the options in it; one that does not exist, the nearest names (exit 2).',
  examples: [
    'nixos-ai options show services.openssh.enable',
    'nixos-ai options show users.users.alice.shell',
  ],
  args: {
    option: { description: 'Name of the option, with dots.', required: true, completes: 'options' },
  },
  flags: sourceFlags,
} as const satisfies CommandFacts;

export const packagesSearch = {
  name: 'packages search',
  summary: 'Find packages by words of their names and descriptions.',
  examples: ['nixos-ai packages search process viewer'],
  args: {
    words: { description: 'Words that the package has, in any order.', required: true, multiple: true },
  },
  flags: { ...sourceFlags, limit: limitFlag },
} as const satisfies CommandFacts;
