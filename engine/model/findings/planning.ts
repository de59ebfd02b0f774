import type { FindingSection } from './section.ts';

/** ANS, PRM: asking a model. */
export const ANSWERS = {
  title: 'ANS, PRM: asking a model',
  intro:
    'Findings of an answer go back to the model, which has a few rounds to fix it; a person sees those of the last round.',
  rows: {
    ANS001: ['The answer is not JSON.', 'Ask again, or use a model that keeps to a schema.'],
    ANS002: [
      'The answer does not match `schemas/answer.schema.json`.',
      'Ask again, or use a model that keeps to a schema.',
    ],
    ANS003: ['The answer is larger than 64 KiB, or nested too deeply.', 'Ask for less at once.'],
    ANS004: ['The answer contains the placeholder for a secret.', 'Change that definition by hand.'],
    ANS005: [
      'The answer contains control characters, or invisible or text-reversing ones.',
      'Ask again; use another model if it happens again.',
    ],
    ANS006: [
      'A question or message in the answer has several lines and could be mistaken for output of the engine.',
      'Ask again; use another model if it happens again.',
    ],
    PRM001: [
      'The request is empty, or longer than 2,000 characters.',
      'Say in a sentence or two what should change.',
    ],
    PRM002: [
      'The prompt budget is too small for the rules and the request.',
      'Raise `planner.budget` in the host settings.',
    ],
  },
} as const satisfies FindingSection;

/** PLN: planning a sentence. */
export const PLANNING_A_SENTENCE = {
  title: 'PLN: planning a sentence',
  rows: {
    PLN001: [
      'No plan from a model passed the checks; the reasons for the last refusal follow.',
      'Rephrase it or take smaller steps, or write the runbook yourself.',
    ],
    PLN002: [
      'No model answered.',
      'Do what the message says; `nixos-ai providers test` tries each provider.',
    ],
    PLN003: ['`--model` is given, but no provider is used.', 'Name the provider with `--provider`.'],
    PLN004: [
      'The prompt is shown, but this host uses no model. A warning.',
      '`nixos-ai providers explain` says how to configure one.',
    ],
    PLN005: [
      'The built-in planner did not understand the request, and no provider is configured. A warning.',
      'Rephrase it, or configure a model: `nixos-ai providers explain`.',
    ],
  },
} as const satisfies FindingSection;

/** LLM: providers of language models. */
export const PROVIDER_FINDINGS = {
  title: 'LLM: providers of language models',
  rows: {
    LLM001: [
      'A key file is in the Nix store, where everybody can read it.',
      'Revoke that key; keep the new one outside the store.',
    ],
    LLM002: ['A key file is readable by users other than its owner. A warning.', '`chmod 0400` the file.'],
    LLM003: [
      'A key file or variable is empty, or does not contain exactly one key on one line.',
      'Put only the key in it.',
    ],
    LLM004: [
      'A key file cannot be read, or `key-file` is neither an absolute path nor the name of a credential.',
      'Fix what the message names.',
    ],
    LLM005: ['A provider needs a key, and there is none.', 'Export its variable, or set `key-file`.'],
    LLM006: ['A key would be sent unencrypted to another computer.', 'Use https.'],
    LLM007: ['There is no provider with this name.', 'Use one of those listed.'],
  },
} as const satisfies FindingSection;
