import type { FindingSection } from './section.ts';

/** ANS, PRM: asking a model. */
export const ANSWERS = {
  title: 'ANS, PRM: asking a model',
  intro:
    'Findings of an answer go back to the model, which has a few rounds to mend it; a person sees those of the last round.',
  rows: {
    ANS001: ['The answer is no JSON.', 'Ask again; take a model that keeps to a schema.'],
    ANS002: ['The answer does not fit `schemas/answer.schema.json`.', 'The same.'],
    ANS003: ['The answer is larger than 64 KiB, or nested too deeply.', 'Ask for less at once.'],
    ANS004: ['The answer writes the mark that stands for a secret.', 'Change that definition by hand.'],
    ANS005: [
      'The answer holds control characters, or characters that cannot be seen or turn what is seen.',
      'Ask again; take another model if it stays so.',
    ],
    ANS006: [
      'A question or a message of the answer has several lines, and could look like what the engine says.',
      'The same.',
    ],
    PRM001: [
      'The request is empty, or longer than 2,000 characters.',
      'Say in a sentence or two what should change.',
    ],
    PRM002: [
      'The budget of a prompt is too small for the rules and the request.',
      'Raise `planner.budget` in the host settings.',
    ],
  },
} as const satisfies FindingSection;

/** PLN: planning a sentence. */
export const PLANNING_A_SENTENCE = {
  title: 'PLN: planning a sentence',
  rows: {
    PLN001: [
      'No plan of a model passed the checks; why the last one was refused follows.',
      'Say it in other words or smaller steps, or write the runbook yourself.',
    ],
    PLN002: ['No model answered.', 'What the message says; `nixos-ai providers test` tries each.'],
    PLN003: ['`--model` is given, and no provider is asked.', 'Name the provider with `--provider`.'],
    PLN004: [
      'The prompt is shown, and this host asks no model. A warning.',
      '`nixos-ai providers explain` says how to configure one.',
    ],
    PLN005: [
      'The built-in planner did not understand a request, has nothing to offer, and no provider is configured. A warning.',
      'Say it in other words, or configure a model: `nixos-ai providers explain`.',
    ],
  },
} as const satisfies FindingSection;

/** LLM: providers of language models. */
export const PROVIDER_FINDINGS = {
  title: 'LLM: providers of language models',
  rows: {
    LLM001: [
      'A key file lies in the Nix store, where everybody can read it.',
      'Revoke that key; keep the new one outside the store.',
    ],
    LLM002: ['A key file can be read by others than its owner. A warning.', '`chmod 0400` the file.'],
    LLM003: [
      'A key file or variable is empty, or does not contain exactly one key on one line.',
      'Put the key, and nothing else, into it.',
    ],
    LLM004: [
      'A key file cannot be read, or `key-file` is neither an absolute path nor the name of a credential.',
      'Mend what the message names.',
    ],
    LLM005: ['A provider needs a key and there is none.', 'Export its variable, or set `key-file`.'],
    LLM006: ['A key would be sent unencrypted to another computer.', 'Use https.'],
    LLM007: ['A name is that of no provider.', 'Take one of those that are listed.'],
  },
} as const satisfies FindingSection;
