import { KINDS } from '../../../engine/kinds/kinds.ts';
import { tellMessage } from '../../../engine/report/messages/tell-message.ts';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { systemClock } from '../../../engine/host/clock.ts';
import { realHost } from '../../../engine/host/real/real-host.ts';
import type { RunState } from '../../../engine/journal/fold.ts';
import type { Host } from '../../../engine/model/host/host.ts';
import type { RunOutcome } from '../../../engine/model/outcome.ts';
import { keepBooks } from '../../../engine/run/play/bookkeeping.ts';
import { person } from '../../lib/principals.ts';

const RUN = '20261130-100000-abcd';
const SYSTEM = '/nix/store/00000000000000000000000000000000-system';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'bookkeeping-'));
  mkdirSync(join(state, 'runs', RUN), { recursive: true });
});
afterEach(() => {
  rmSync(state, { recursive: true });
});

/** A host whose commands all end so. */
const hostWhere = (exitCode: number): Host =>
  realHost({
    settings: {
      ...defaultHostSettings('channel'),
      place: { ...defaultHostSettings('channel').place, state, configuration: state },
      keep: 1,
    },
    exec: async () =>
      Promise.resolve({ exitCode, stdout: '', stderr: 'no space left', timedOut: false, aborted: false }),
    clock: systemClock,
  });

/** A run that has built and switched; it failed in its checks where `failed` says so. */
function runState(failed?: string): RunState {
  const body = {
    type: 'run-started',
    mode: 'apply',
    runbook: 'test',
    text: '',
    origin: 'user',
    parameters: {},
    host: '/',
    by: person('alice'),
    engine: '0',
  } as const;
  const started = { v: 1, run: RUN, seq: 1, at: '2026-11-30T10:00:00.000Z', ...body } as const;
  // Of what a run has left, the books read these members alone.
  return {
    run: RUN,
    started,
    plan: { before: { running: SYSTEM } },
    build: { outPath: SYSTEM, failedBefore: [] },
    mutations: [{ mutation: 'activation' }],
    outputs: {},
    ...(failed === undefined ? {} : { failed: { node: 'verify', message: failed } }),
  } as unknown as RunState;
}

async function notesOf(outcome: RunOutcome, ended: RunState, exitCode = 0): Promise<readonly string[]> {
  const notes: string[] = [];
  const commit = async (): Promise<never> => Promise.reject(new Error('the branch is locked'));
  const redact = (text: string): string => text.replace('hunter2', '<redacted>');
  await keepBooks(hostWhere(exitCode), { outcome, state: ended, redact, commit }, (said) =>
    notes.push(tellMessage(said, KINDS)),
  );
  return notes;
}

it('notes each thing of a verified run that was not put in order, and does the others all the same', async () => {
  writeFileSync(join(state, 'quarantine.json'), 'not JSON');
  expect(await notesOf('verified', runState(), 1)).toEqual([
    expect.stringMatching(/^the system of before is not kept .*: .*no space left$/u),
    expect.stringMatching(/^this system held, .*JSON/u),
    'the change is not committed in your repository: the branch is locked',
  ]);
  expect(existsSync(join(state, 'runs', RUN))).toBe(false);
});

it('notes that a system that did not hold is not remembered', async () => {
  writeFileSync(join(state, 'quarantine.json'), 'not JSON');
  expect(await notesOf('rolled-back', runState('nginx fell'))).toEqual([
    expect.stringMatching(/^it is not remembered that this system did not hold: .*JSON/u),
  ]);
});

it('notes that what is left over was not removed', async () => {
  rmSync(join(state, 'runs'), { recursive: true });
  // A link in a circle.
  symlinkSync('runs', join(state, 'runs'));
  expect(await notesOf('no-change', runState())).toEqual([
    expect.stringMatching(/^what is left over of this run was not removed: /u),
  ]);
});

it('notes nothing where all of it was done, and remembers without secrets why a system did not hold', async () => {
  expect(await notesOf('rolled-back', runState('the password is hunter2'))).toEqual([]);
  const list = readFileSync(join(state, 'quarantine.json'), 'utf8');
  expect(list).toContain('the password is <redacted>');
  expect(existsSync(join(state, 'runs', RUN))).toBe(false);
});

it.each(['needs-human', 'pending-reboot', 'pending-approval'] as const)(
  'leaves everything of a run that ended %s where it is',
  async (outcome) => {
    expect(await notesOf(outcome, runState())).toEqual([]);
    expect(existsSync(join(state, 'runs', RUN))).toBe(true);
  },
);
