import { Flags } from '@oclif/core';

/** Flags of every command that takes a sentence. */
export const planningFlags = {
  provider: Flags.string({
    description: 'Ask this planner: offline, a provider of the host settings, anthropic, openai or ollama.',
    helpValue: 'NAME',
  }),
  model: Flags.string({ description: 'Ask this model of the provider.', helpValue: 'NAME' }),
  cache: Flags.boolean({
    default: true,
    allowNo: true,
    description: 'Use again what a model planned for the very same question.',
  }),
  'show-prompt': Flags.boolean({
    description: 'Print exactly what a model would be sent, and send nothing.',
  }),
};
