import type { CommandFacts } from '../../../report/help/facts.ts';
import { drawFlags, hostFlags, runbookArgument } from './flags.ts';

export const runbookGraph = {
  name: 'runbook graph',
  summary:
    'Draw the whole machine of a runbook: its steps, the states around them, and where every failure leads.',
  examples: [
    'nixos-ai runbook graph enable-docker -o docker.svg',
    'nixos-ai runbook graph mine.yaml --format mermaid',
  ],
  args: {
    runbook: runbookArgument,
  },
  flags: { host: hostFlags.host, ...drawFlags },
} as const satisfies CommandFacts;

export const runbookList = {
  name: 'runbook list',
  summary: 'List the runbooks that have a name.',
  examples: ['nixos-ai runbook list'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const runbookShow = {
  name: 'runbook show',
  summary: 'Print a runbook.',
  examples: ['nixos-ai runbook show enable-docker'],
  args: {
    runbook: runbookArgument,
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const runbookValidate = {
  name: 'runbook validate',
  summary: 'Check runbooks without a host: form, references, calls, order of steps.',
  examples: ['nixos-ai runbook validate runbooks/*.yaml', 'nixos-ai runbook validate mine.yaml --json'],
  args: {
    file: {
      description: 'Files, or names in the library.',
      required: true,
      multiple: true,
      completes: 'files',
    },
  },
  flags: {
    json: { type: 'boolean', description: 'Print each finding as one JSON object a line.' },
  },
} as const satisfies CommandFacts;
