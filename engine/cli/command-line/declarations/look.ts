import type { CommandFacts } from '../../../report/help/facts.ts';
import { drawFlags, hostFlags, limitFlag } from './flags.ts';

export const status = {
  name: 'status',
  summary: 'Show what runs, what boots next, what fails, memory, and the last run.',
  examples: ['nixos-ai status', 'nixos-ai status --json'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const watch = {
  name: 'watch',
  summary: 'Watch a host: its status, triggers, schedules and newest events.',
  description:
    'Until Ctrl-C. Where there is no terminal to draw on it is said once; `events --follow` tells what happens line by line.',
  examples: ['nixos-ai watch', 'nixos-ai watch --once'],
  args: {},
  flags: {
    host: hostFlags.host,
    once: { type: 'boolean', description: 'Say it once.' },
  },
} as const satisfies CommandFacts;

export const history = {
  name: 'history',
  summary: 'List the runs of the host, newest first.',
  examples: ['nixos-ai history', 'nixos-ai history -n 100 --json'],
  args: {},
  flags: {
    ...hostFlags,
    limit: limitFlag,
  },
} as const satisfies CommandFacts;

export const show = {
  name: 'show',
  summary: "Tell one run's story: what was asked, what changed, every state and edge, how it ended.",
  description: 'With `--format` or `-o`: a picture of the machine with the way that the run took.',
  examples: ['nixos-ai show', 'nixos-ai show 20261122-100501 -o run.svg'],
  args: {
    run: {
      description: 'The run, or the beginning of its name; the last one when left out.',
      completes: 'runs',
    },
  },
  flags: { ...hostFlags, ...drawFlags },
} as const satisfies CommandFacts;

export const events = {
  name: 'events',
  summary: 'Show what the service saw and did: triggers, schedules, notifications.',
  examples: ['nixos-ai events --since 2026-11-01', 'nixos-ai events --follow --json'],
  args: {},
  flags: {
    ...hostFlags,
    limit: { ...limitFlag, default: 50, max: 10_000 },
    since: {
      type: 'option',
      description: 'Only from this day or time on (ISO 8601, UTC).',
      helpValue: 'DATE',
    },
    follow: { type: 'boolean', char: 'f', description: 'Go on with what happens, until Ctrl-C.' },
  },
} as const satisfies CommandFacts;

export const doctor = {
  name: 'doctor',
  summary: 'Say what is wrong with a host, and what to do about it; change nothing.',
  description:
    'Looks at Nix, the configuration, the systems that run and boot, units, disks, the journal, runs that never ended, policy and providers. What does not apply to the host is left out.\n\nExit codes: 0 nothing worse than a warning, 1 an error was found, 2 usage.',
  examples: ['nixos-ai doctor', 'nixos-ai doctor --json'],
  args: {},
  flags: hostFlags,
} as const satisfies CommandFacts;

export const explain = {
  name: 'explain',
  summary: 'Explain a code: of an error, or of how a run ended.',
  description: 'Without a code: all exit codes. Letters alone, like NIX, list every code that begins so.',
  examples: ['nixos-ai explain OPT001', 'nixos-ai explain 3', 'nixos-ai explain PATH'],
  args: {
    code: { description: 'OPT001, 3, rolled-back, or NIX for all that begin so.', completes: 'codes' },
  },
  flags: { json: { type: 'boolean', description: 'Print JSON.' } },
} as const satisfies CommandFacts;
