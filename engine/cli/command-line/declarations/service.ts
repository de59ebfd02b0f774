import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const daemon = {
  name: 'daemon',
  summary: 'Watch the host and run what the service file says (docs/DAEMON.md).',
  description:
    'It runs until stopped; the NixOS module starts it. Each run is a separate process that outlives it.',
  examples: ['nixos-ai daemon'],
  args: {},
  flags: { host: hostFlags.host },
} as const satisfies CommandFacts;

export const serviceCheck = {
  name: 'service check',
  summary: 'Check the service file: schedules, triggers, notifications.',
  examples: ['nixos-ai service check service.yaml'],
  args: {
    file: { description: "The file. Default: the host's own.", completes: 'files' },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const serviceRun = {
  name: 'service run',
  summary: 'Run a schedule of the service file now, as its timer does.',
  description:
    'Nobody is asked: policy or a recorded approval decides whether it may run. Outside its window it does nothing. While another run holds the host, it waits.',
  examples: ['nixos-ai service run nightly-cleanup'],
  args: {
    name: { description: 'The schedule; with --key, the trigger.', required: true },
  },
  flags: {
    ...hostFlags,
    key: {
      type: 'option',
      description: 'The event the trigger reacts to.',
      helpValue: 'KEY',
      hidden: true,
    },
  },
} as const satisfies CommandFacts;
