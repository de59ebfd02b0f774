import type { RunDeed } from '../../model/deed.ts';
import type { RunOutcome } from '../../model/outcome.ts';

/**
 * How a run ended and what it did → one sentence that is true of the host. Every outcome has one for every deed, also for
 * those that should not meet: what is said then is less, and still so.
 *
 * @example
 * sentenceOf('verified', 'garbage')   // 'Garbage was deleted. What runs and what boots stay as they were.'
 */
export function sentenceOf(outcome: RunOutcome, deed?: RunDeed): string {
  return SENTENCES[outcome][deed ?? 'otherwise'];
}

/** `otherwise`: what is said where nothing is known of what it did, as in a journal of an older engine. */
type Row = Readonly<Record<RunDeed | 'otherwise', string>>;

/** @param otherwise - Of every deed that has none of its own: it must be so of each. */
function row(otherwise: string, own: Partial<Row> = {}): Row {
  const all: Row = {
    otherwise,
    look: otherwise,
    steps: otherwise,
    garbage: otherwise,
    reboot: otherwise,
    text: otherwise,
    change: otherwise,
    apply: otherwise,
    trial: otherwise,
    boot: otherwise,
    undo: otherwise,
    stuck: otherwise,
  };
  return { ...all, ...own };
}

const SENTENCES: Readonly<Record<RunOutcome, Row>> = {
  verified: row('It ended well.', {
    look: 'Everything was done and checked. Nothing was changed.',
    steps: 'Its steps were done and checked. The configuration was not changed.',
    garbage: 'Garbage was deleted. What runs and what boots stay as they were.',
    reboot: 'The host was rebooted and checked. The configuration was not changed.',
    text: 'What runs already is what the files now say, and boots from now on.',
    change: 'The change is live, verified, and boots from now on.',
    apply: 'What the files say is live, verified, and boots from now on.',
    trial: 'The change is live and verified.',
    boot: 'The new system was booted and verified, and boots from now on.',
    undo: 'The run was undone: what was before it is live, verified, and boots from now on.',
  }),
  'no-change': row('Already so. Nothing was changed.', {
    undo: 'The host is already as it was before that run. Nothing was changed.',
  }),
  planned: row('This is what would happen. Nothing was changed.'),
  failed: row('It failed.', {
    look: 'It failed. Nothing was changed.',
    undo: 'It failed before the host was changed.',
  }),
  rejected: row('It was not approved.', {
    look: 'It was not approved. Nothing was changed.',
    undo: 'It was not approved. Nothing was changed.',
  }),
  'rolled-back': row('The host was rolled back.', {
    look: 'It was stopped. Nothing had been changed.',
    steps: 'Its steps were undone.',
    garbage: 'It was stopped. What was deleted stays deleted.',
    reboot: 'It was stopped. The configuration was not changed.',
    apply: 'The system of before runs and boots again. Your files stay as you wrote them.',
    undo: 'The undo was taken back: the host is as it was before it.',
  }),
  'needs-human': row('The host needs a person.', {
    look: 'It needs a person. Nothing was changed.',
    steps: 'It needs a person. What its steps did stays as it is.',
    garbage: 'It needs a person. What was deleted stays deleted.',
    trial: 'It needs a person. The new system runs; the one of before boots.',
    change: 'It needs a person. The new system runs and boots.',
    apply: 'It needs a person. The new system runs and boots.',
    boot: 'It needs a person. The new system boots next.',
    stuck: 'The host could not be put back completely: it needs a person.',
  }),
  'pending-reboot': row('The host needs a reboot.', {
    boot: 'The new system boots next: the host needs a reboot.',
    reboot: 'The host is to be rebooted.',
    undo: 'The system of before boots next: the host needs a reboot.',
  }),
  'pending-approval': row('It waits for somebody to approve it.', {
    look: 'It waits for somebody to approve it. Nothing was changed.',
    undo: 'It waits for somebody to approve it. Nothing was changed.',
  }),
};
