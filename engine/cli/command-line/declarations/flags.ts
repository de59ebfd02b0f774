import type { ArgumentFacts, FlagFacts } from '../../../report/help/facts.ts';

type Flags = Readonly<Record<string, FlagFacts>>;

/** Flags of every command that speaks of a host. */
export const hostFlags = {
  host: {
    type: 'option',
    description: 'Directory of the host. Default: NIXOS_AI_HOST, then this NixOS computer.',
    helpValue: 'DIR',
    completes: 'directories',
  },
  json: {
    type: 'boolean',
    description: 'Print newline-delimited JSON (schemas/event.schema.json).',
  },
} as const satisfies Flags;

/** Hidden: the service starts a command for who asked it. */
export const requestFlag = {
  request: {
    type: 'integer',
    description: 'The request that it is for.',
    helpValue: 'ID',
    hidden: true,
  },
} as const satisfies Flags;

/** Of every command that may have to wait for another run. */
export const waitFlag = {
  wait: {
    type: 'boolean',
    description: 'Wait while another run holds the host: who asks first is served first.',
  },
} as const satisfies Flags;

/** Flags of every command that changes one. */
export const changeFlags = {
  ...hostFlags,
  yes: { type: 'boolean', char: 'y', description: 'Approve the plan shown in the preview.' },
  'dry-run': {
    type: 'boolean',
    description: 'Stop after the preview and print the commands that would run.',
  },
  ...waitFlag,
} as const satisfies Flags;

/** Flags of every command that takes a sentence. */
export const planningFlags = {
  provider: {
    type: 'option',
    description: 'Use this planner: offline, a provider from the host settings, anthropic, openai or ollama.',
    helpValue: 'NAME',
    completes: 'providers',
  },
  model: { type: 'option', description: 'Use this model of the provider.', helpValue: 'NAME' },
  cache: {
    type: 'boolean',
    default: true,
    allowNo: true,
    description: 'Reuse what a model planned for exactly the same question.',
  },
  'show-prompt': {
    type: 'boolean',
    description: 'Print exactly show what a model would be sent, without sending it.',
  },
} as const satisfies Flags;

/** Flags of every command that reads options or packages. */
export const sourceFlags = {
  ...hostFlags,
  list: {
    type: 'option',
    description: 'Read them from a file, one JSON object per line, instead of from a host.',
    helpValue: 'FILE',
    completes: 'files',
  },
} as const satisfies Flags;

/** How many of what is found are listed. */
export const limitFlag = {
  type: 'integer',
  char: 'n',
  description: 'Maximum number.',
  default: 20,
  min: 1,
} as const satisfies FlagFacts;

/** Flags of every command that draws a machine. */
export const drawFlags = {
  format: {
    type: 'option',
    options: ['svg', 'png', 'mermaid', 'dot'],
    helpValue: 'FORMAT',
    description: 'Format: svg, png, mermaid or dot. Default: by the name of the output file, otherwise svg.',
  },
  output: {
    type: 'option',
    char: 'o',
    description: 'Write to a file.',
    helpValue: 'FILE',
    completes: 'files',
  },
} as const satisfies Flags;

/** What a person wants, in as many words as it takes. */
export const sentenceArgument = {
  description: 'What you want, in English.',
  required: true,
  multiple: true,
  completes: 'sentence',
} as const satisfies ArgumentFacts;

/** A runbook by its name or its file. */
export const runbookArgument = {
  description: 'Name in the library, or a file.',
  required: true,
  completes: 'runbooks',
} as const satisfies ArgumentFacts;
