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
  summary: 'Turn a request into a checked change of the host, and apply it.',
  description:
    'The request becomes a runbook. Its plan is shown and, once approved, applied, verified, and rolled back if a check fails.\n' +
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
  summary: 'Show what a request would change, without changing anything.',
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
      description: 'Approve only the plan with this hash, which a preview with --json prints.',
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
  summary: 'Apply the configuration as it stands, after editing it by hand.',
  description:
    'A run like any other that leaves your files alone: the preview shows what changes, the new system is tried ' +
    'before it becomes the default, and if a check fails the previous system is restored. Your files stay as you wrote them.',
  examples: ['nixos-ai apply', 'nixos-ai apply --dry-run'],
  args: {},
  flags: changeFlags,
} as const satisfies CommandFacts;

export const approve = {
  name: 'approve',
  summary: "Approve the plan of somebody else's run.",
  description:
    'If policy requires two people, the requester cannot approve. The approval is for exactly the plan shown, and expires. A run that waits for it goes on at once.',
  examples: ['nixos-ai approve 20261122-100501'],
  args: {
    run: { description: 'The run, or the start of its name.', required: true, completes: 'runs' },
  },
  flags: {
    ...hostFlags,
    ...requestFlag,
    yes: { type: 'boolean', char: 'y', description: 'Approve without asking.' },
  },
} as const satisfies CommandFacts;

export const resume = {
  name: 'resume',
  summary: 'Continue an interrupted run: finish it, or roll it back.',
  description:
    'The journal says where the run was, and the host shows how far its last step got. A new run does this automatically ' +
    'for a run that had changed the host.',
  examples: ['nixos-ai resume'],
  args: {},
  flags: {
    ...hostFlags,
    yes: { type: 'boolean', char: 'y', description: 'Approve what still needs approval.' },
    'if-any': {
      type: 'boolean',
      description: 'Succeed if no run was interrupted, or another one holds the host.',
    },
  },
} as const satisfies CommandFacts;

export const rollback = {
  name: 'rollback',
  summary: 'Undo a run: restore the files and the system from before it.',
  description:
    'Without RUN, the last verified run that has not been undone. Later runs that are still there are undone with it: the preview names them. A run that needs a person is undone by its name. An interrupted run is rolled back at once, without asking.',
  examples: ['nixos-ai rollback', 'nixos-ai rollback 20261122-100501-a3f9'],
  args: {
    run: { description: 'The run, or the start of its name.', completes: 'runs' },
  },
  flags: {
    ...hostFlags,
    yes: { type: 'boolean', char: 'y', description: 'Approve the plan shown in the preview.' },
    'dry-run': { type: 'boolean', description: 'Stop after the preview.' },
    ...waitFlag,
    'dead-man': {
      type: 'boolean',
      description: 'Only if the run was interrupted; used by the dead-man timer.',
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
    run: { description: 'The run, or the start of its name.', required: true, completes: 'runs' },
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
    run: { description: 'The run, or the start of its name.', required: true, completes: 'runs' },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const chat = {
  name: 'chat',
  summary: 'Plan and apply at a prompt, where a line can refer to earlier ones.',
  description:
    'The same as `nixos-ai` alone at a terminal. A request is planned and shown, and nothing changes until you say "apply it"; "why?", "also for bob", "without docker" and "undo that" refer to the last plan. `:help` lists the commands of the prompt.',
  examples: ['nixos-ai', 'nixos-ai chat --provider ollama'],
  args: {},
  flags: {
    host: hostFlags.host,
    provider: planningFlags.provider,
    model: planningFlags.model,
    cache: planningFlags.cache,
  },
} as const satisfies CommandFacts;
