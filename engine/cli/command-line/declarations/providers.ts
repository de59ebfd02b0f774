import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const providersExplain = {
  name: 'providers explain',
  summary:
    'Explain what is sent to a model and what never is, where keys come from, and how to configure one.',
  examples: ['nixos-ai providers explain', 'nixos-ai providers explain ollama'],
  args: {
    name: {
      description: 'Only this provider; else those of the settings and the built-in ones.',
      completes: 'providers',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const providersList = {
  name: 'providers list',
  summary: 'List who may plan: the built-in planner and language models.',
  description:
    'The number is the place in the order; what has none is not asked. Nothing is sent to anybody unless planner.order in the settings names a provider, or you pass --provider.',
  examples: ['nixos-ai providers list'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const providersTest = {
  name: 'providers test',
  summary: 'Ask a provider for one word, by the same means as for a plan.',
  description:
    'Without a name, each provider of planner.order is asked. Nothing of this computer is sent. Exit 0 when every one answers, else 1.',
  examples: ['nixos-ai providers test', 'nixos-ai providers test ollama'],
  args: {
    name: {
      description: 'A provider of the settings, or anthropic, openai, ollama.',
      completes: 'providers',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

/** The topic alone is a command too. */
export const providers = {
  ...providersList,
  name: 'providers',
  summary: 'List who may plan; the same as providers list.',
  examples: ['nixos-ai providers'],
} as const satisfies CommandFacts;
