import type { CommandFacts } from '../../../report/help/facts.ts';
import { hostFlags } from './flags.ts';

export const daemon = {
  name: 'daemon',
  summary: 'Watch the host, and run what the service file says (docs/DAEMON.md).',
  description:
    'It runs until it is ended; the NixOS module starts it. Each run is a process of its own, which outlives it.',
  examples: ['nixos-ai daemon'],
  args: {},
  flags: { host: hostFlags.host },
} as const satisfies CommandFacts;

export const serviceCheck = {
  name: 'service check',
  summary: 'Check what the service is told to do: schedules, triggers, notifications.',
  examples: ['nixos-ai service check service.yaml'],
  args: {
    file: { description: "The file; the host's own when left out.", completes: 'files' },
  },
  flags: hostFlags,
} as const satisfies CommandFacts;

export const serviceRun = {
  name: 'service run',
  summary: 'Run a schedule of the service file now, as its timer does.',
  description:
    'Nobody is asked: policy says whether it may run, or an approval that is on record. Outside of its window it does nothing. While another run holds the host it waits.',
  examples: ['nixos-ai service run nightly-cleanup'],
  args: {
    name: { description: 'The schedule; with --key the trigger.', required: true },
  },
  flags: {
    ...hostFlags,
    key: {
      type: 'option',
      description: 'The event that the trigger is for.',
      helpValue: 'KEY',
      hidden: true,
    },
  },
} as const satisfies CommandFacts;
