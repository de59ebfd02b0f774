import type { CommandFacts } from '../../../report/help/facts.ts';
import {
  changeFlags,
  hostFlags,
  planningFlags,
  requestFlag,
  runbookArgument,
  sentenceArgument,
  waitFlag,
} from './flags.ts';

export const ask = {
  name: 'ask',
  summary: 'Turn a sentence into a checked change of the host, and apply it.',
  description:
    'The sentence becomes a runbook; its plan is shown and, once approved, applied, verified, and rolled back if it does not hold.\n' +
    '`nixos-ai "<sentence>"` is the same.\n\n' +
    'Exit codes: 0 verified or already so, 1 failed before any change, 2 usage or a question back, 3 rolled back, 4 needs a person, 5 refused or not approved, 6 pending reboot, 7 pending approval.',
  examples: ['nixos-ai "install docker and enable it"', 'nixos-ai ask "open port 8080" --yes --json'],
  args: {
    sentence: sentenceArgument,
  },
  flags: { ...changeFlags, ...planningFlags },
} as const satisfies CommandFacts;

export const plan = {
  name: 'plan',
  summary: 'Show what a sentence would change, and change nothing.',
  examples: ['nixos-ai plan "enable nginx"'],
  args: {
    sentence: sentenceArgument,
  },
  flags: { ...hostFlags, ...planningFlags },
} as const satisfies CommandFacts;

export const run = {
  name: 'run',
  summary: 'Run a runbook from the library or a file.',
  examples: ['nixos-ai run enable-docker -p user=alice', 'nixos-ai run ./mine.yaml --dry-run'],
  args: {
    runbook: runbookArgument,
  },
  flags: {
    ...changeFlags,
    ...requestFlag,
    plan: {
      type: 'option',
      description: 'Approve the plan of this hash and no other; a preview with --json has it.',
      helpValue: 'HASH',
      exclusive: ['yes', 'dry-run'],
    },
    param: {
      type: 'option',
      char: 'p',
      description: 'Value of a parameter.',
      helpValue: 'KEY=VALUE',
      multiple: true,
      default: [],
      completes: 'parameters',
    },
  },
} as const satisfies CommandFacts;

export const apply = {
  name: 'apply',
  summary: 'Make the configuration as it is what runs: after an edit by hand.',
  description:
    'A run as any other, around files that are not touched: what changes in meaning is shown, the new system is on ' +
    'trial before it boots, and when it does not hold the system of before is back. The files stay as you wrote them.',
  examples: ['nixos-ai apply', 'nixos-ai apply --dry-run'],
  args: {},
  flags: changeFlags,
} as const satisfies CommandFacts;

export const approve = {
  name: 'approve',
  summary: "Approve what somebody else's run has planned.",
  description:
    'Where policy wants two people, the one who asks cannot approve. The approval is for exactly the plan that is shown, and expires. A run that waits for it goes on at once.',
  examples: ['nixos-ai approve 20261122-100501'],
  args: {
    run: { description: 'The run, or the beginning of its name.', required: true, completes: 'runs' },
  },
  flags: {
    ...hostFlags,
    ...requestFlag,
    yes: { type: 'boolean', char: 'y', description: 'Approve without being asked.' },
  },
} as const satisfies CommandFacts;

export const resume = {
  name: 'resume',
  summary: 'Go on with a run whose engine died: finish it, or put the host back.',
  description:
    'The journal says where the run was, the host says what became of the step in flight. A new run does this by itself ' +
    'for a run that had changed the host.',
  examples: ['nixos-ai resume'],
  args: {},
  flags: {
    ...hostFlags,
    yes: { type: 'boolean', char: 'y', description: 'Approve what is still to be approved.' },
    'if-any': {
      type: 'boolean',
      description: 'It is no error that no run was interrupted, or that another one holds the host.',
    },
  },
} as const satisfies CommandFacts;

export const rollback = {
  name: 'rollback',
  summary: 'Take a run back: the files and the system of before it.',
  description:
    'Without RUN, the last verified run that has not been taken back. A run that was interrupted is put back at once, without asking.',
  examples: ['nixos-ai rollback', 'nixos-ai rollback 20261122-100501-a3f9'],
  args: {
    run: { description: 'The run, or the beginning of its name.', completes: 'runs' },
  },
  flags: {
    ...hostFlags,
    yes: { type: 'boolean', char: 'y', description: 'Approve what the preview shows.' },
    'dry-run': { type: 'boolean', description: 'Stop after the preview.' },
    ...waitFlag,
    'dead-man': {
      type: 'boolean',
      description: 'Only if the run was interrupted; used by the timer a switch sets.',
      hidden: true,
    },
  },
} as const satisfies CommandFacts;

export const stop = {
  name: 'stop',
  summary: 'Stop a run that is going on, waits for an approval or waits for the host.',
  description:
    'A run that is going on is told so as by Ctrl-C: what it changed is put back. One that waits for an approval ends, and nothing was changed.',
  examples: ['nixos-ai stop 20261122-100501'],
  args: {
    run: { description: 'The run, or the beginning of its name.', required: true, completes: 'runs' },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const attach = {
  name: 'attach',
  summary: 'Follow a run that is going on elsewhere, to its end.',
  description:
    'From its first event, with the exit code that it ends with. Ctrl-C leaves it alone; `nixos-ai stop` stops it.',
  examples: ['nixos-ai attach 20261122-100501', 'nixos-ai attach 20261122-100501 --json'],
  args: {
    run: { description: 'The run, or the beginning of its name.', required: true, completes: 'runs' },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const chat = {
  name: 'chat',
  summary: 'Plan and apply at a prompt, where later lines refer to earlier ones.',
  description:
    '`nixos-ai` alone at a terminal is the same. A sentence is planned and shown, and nothing changes until you say "apply it"; "why?", "also for bob", "without docker" and "undo that" speak of the last plan. `:help` lists the commands of the prompt.',
  examples: ['nixos-ai', 'nixos-ai chat --provider ollama'],
  args: {},
  flags: {
    host: hostFlags.host,
    provider: planningFlags.provider,
    model: planningFlags.model,
    cache: planningFlags.cache,
  },
} as const satisfies CommandFacts;
