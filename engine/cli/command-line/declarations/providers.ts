import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const providersExplain = {
  name: 'providers explain',
  summary:
    'Explain what is sent to a model and what never is, where keys come from, and how to configure one.',
  examples: ['nixos-ai providers explain', 'nixos-ai providers explain ollama'],
  args: {
    name: {
      description: 'Only this provider. Default: those in the settings and the built-in ones.',
      completes: 'providers',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const providersList = {
  name: 'providers list',
  summary: 'List the planners: the built-in one and language models.',
  description:
    'The number is the position in the order; those without one are not used. Nothing is sent anywhere unless planner.order in the settings names a provider or you pass --provider.',
  examples: ['nixos-ai providers list'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const providersTest = {
  name: 'providers test',
  summary: 'Send a provider a minimal request, in the same way as for a plan.',
  description:
    'Without a name, tests each provider in planner.order. Nothing about this computer is sent. Exit 0 if all answer, otherwise 1.',
  examples: ['nixos-ai providers test', 'nixos-ai providers test ollama'],
  args: {
    name: {
      description: 'A provider from the settings, or anthropic, openai, ollama.',
      completes: 'providers',
    },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

/** The topic alone is a command too. */
export const providers = {
  ...providersList,
  name: 'providers',
  summary: 'List the planners; the same as providers list.',
  examples: ['nixos-ai providers'],
} as const satisfies CommandFacts;
