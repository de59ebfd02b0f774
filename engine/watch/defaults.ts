import type { Default } from '../config/defaults.ts';

const MINUTE = 60_000;

/** Every default of a service file, in one place. */
export const SERVICE_DEFAULTS = {
  jitter: {
    value: 10 * MINUTE,
    unit: 'milliseconds at most',
    why: 'Hosts that start at the same second ask one server at the same second.',
  },
  persistent: { value: true, unit: '', why: 'A laptop may be off at night.' },
  cooldown: {
    value: 10 * MINUTE,
    unit: 'milliseconds',
    why: 'Longer than a change takes to settle, so that its own effects are not new events.',
  },
  runs: { value: 3, unit: 'runs', why: 'What failed to help three times in an hour needs a person.' },
  per: { value: 60 * MINUTE, unit: 'milliseconds', why: 'See runs.' },
  every: { value: MINUTE, unit: 'milliseconds', why: 'Often enough for a person, and costs nothing.' },
  failures: {
    value: 3,
    unit: 'times in a row',
    why: 'A single failed check may be a restart or a slow minute.',
  },
  ntfy: { value: 'https://ntfy.sh', unit: 'URL', why: 'The public server of the ntfy project.' },
  priority: { value: 3, unit: 'of 5', why: "ntfy's own default." },
  smtpPort: { starttls: 587, implicit: 465, none: 25 },
  title: { value: '{host}: {runbook} {outcome}', unit: 'template', why: 'What a phone shows of it.' },
  body: {
    value: '{message}\n\nRun {run}, started by {cause} ({by}), {at}.\nnixos-ai show {run}',
    unit: 'template',
    why: 'What happened, why, and the command that says more.',
  },
} as const satisfies Record<string, Default<unknown> | Readonly<Record<string, number>>>;
