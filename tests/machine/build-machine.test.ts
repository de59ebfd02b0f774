import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { buildMachine } from '../../engine/machine/build-machine.ts';
import { endOutcome } from '../../engine/model/graph.ts';
import type { StepOutcome } from '../../engine/model/outcome.ts';
import { mustCheck } from '../lib/runbooks.ts';

const EDIT = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';
const VERIFY = '  - id: health\n    verify: [{ unit: docker.service, is: active }]\n';
const NOTIFY = '  - id: tell\n    notify: done\n';
const BACKUP = '  - id: backup\n    run: { argv: [dump], effect: change, undo: [undump] }\n';
const REBOOT = '  - id: now\n    reboot: { within: 1h }\n';
const CLEAR = '  - id: clear\n    approve: Really?\n';

/** Plays a machine whose states end as told (`ok` where nothing is said); gives the states entered and the end. */
async function play(steps: string, outcomes: Readonly<Record<string, StepOutcome | readonly StepOutcome[]>>) {
  const entered: string[] = [];
  const edges: string[] = [];
  const machine = buildMachine(mustCheck(steps), {
    perform: async ({ node, attempt }) => {
      entered.push(node);
      const told = outcomes[node] ?? 'ok';
      return Promise.resolve({ outcome: typeof told === 'string' ? told : (told[attempt - 1] ?? 'ok') });
    },
    onTransition: ({ from, on, to }) => edges.push(`${from} ${on} ${to}`),
  });
  const actor = createActor(machine);
  const end = await new Promise<string | undefined>((settle, reject) => {
    actor.subscribe({ complete: () => settle(endOutcome(String(actor.getSnapshot().value))), error: reject });
    actor.start();
  });
  return { entered, edges, end };
}

describe('the machine of a runbook', () => {
  it('goes through all seven phases of a change, in order', async () => {
    const { entered, end } = await play(EDIT + VERIFY, {});
    const line = [
      'plan',
      'snapshot',
      'edit',
      'dry-build',
      'consent',
      'build',
      'preflight',
      'switch',
      'settle',
      'step:health',
      'confirm',
    ];
    expect(entered).toEqual(line);
    expect(end).toBe('verified');
  });

  it.each<[string, StepOutcome, string, string]>([
    ['plan', 'fail', 'failed', ''],
    ['snapshot', 'fail', 'failed', ''],
    ['edit', 'fail', 'failed', ''],
    ['dry-build', 'fail', 'failed', ''],
    ['dry-build', 'timeout', 'failed', ''],
    ['dry-build', 'no-change', 'no-change', ''],
    ['consent', 'reject', 'rejected', ''],
    ['consent', 'hold', 'planned', ''],
    ['build', 'fail', 'failed', ''],
    ['build', 'stop', 'failed', ''],
    ['preflight', 'fail', 'failed', ''],
    ['switch', 'stop', 'failed', ''],
    ['switch', 'fail', 'rolled-back', 'rollback'],
    ['settle', 'fail', 'rolled-back', 'rollback'],
    ['step:health', 'fail', 'rolled-back', 'rollback'],
    ['step:health', 'timeout', 'rolled-back', 'rollback'],
    ['step:health', 'stop', 'rolled-back', 'rollback'],
    ['confirm', 'fail', 'rolled-back', 'rollback'],
  ])('when %s ends with %s, the run ends %s', async (node, outcome, wanted, last) => {
    const { entered, end } = await play(EDIT + VERIFY, { [node]: outcome });
    expect(end).toBe(wanted);
    expect(entered.at(-1)).toBe(last === '' ? node : last);
  });

  it.each<[string, Readonly<Record<string, StepOutcome>>, readonly string[], string]>([
    ['preflight refuses the live switch', { preflight: 'reboot' }, ['stage', 'boot'], 'verified'],
    ['the switch wants a reboot', { switch: 'reboot' }, ['switch', 'stage', 'boot'], 'verified'],
    ['another kernel is confirmed', { confirm: 'reboot' }, ['confirm', 'boot'], 'verified'],
    ['the host was not rebooted yet', { confirm: 'reboot', boot: 'reboot' }, ['boot'], 'pending-reboot'],
    ['nobody reboots it', { confirm: 'reboot', boot: 'expired' }, ['boot'], 'needs-human'],
    ['it fails after the boot', { confirm: 'reboot', boot: 'fail' }, ['boot', 'rollback'], 'rolled-back'],
    [
      'the way back is a reboot too',
      { confirm: 'reboot', boot: 'fail', rollback: 'reboot' },
      ['boot', 'rollback'],
      'pending-reboot',
    ],
  ])('when %s, it is booted', async (_what, outcomes, last, wanted) => {
    const { entered, end } = await play(EDIT + VERIFY, outcomes);
    expect(entered.slice(-last.length)).toEqual(last);
    expect(end).toBe(wanted);
  });

  it('reboots by itself where the author says so, and goes on in the booted system', async () => {
    const { entered, end } = await play(EDIT + VERIFY + REBOOT + NOTIFY, {});
    expect(entered.slice(-5)).toEqual(['step:health', 'confirm', 'step:now', 'boot', 'step:tell']);
    expect(end).toBe('verified');
  });

  it('is not left for the next boot where steps of the trial would be left out', async () => {
    const { entered, end } = await play(EDIT + CLEAR, { preflight: 'reboot' });
    expect(entered).not.toContain('stage');
    expect(end).toBe('failed');
  });

  it('needs a person when the rollback fails', async () => {
    const { end } = await play(EDIT + VERIFY, { switch: 'fail', rollback: 'fail' });
    expect(end).toBe('needs-human');
  });

  it('runs steps before the edit after consent and before the switch, and undoes them by a rollback', async () => {
    const { entered, end } = await play(BACKUP + EDIT, { 'step:backup': 'fail' });
    expect(entered).toEqual([
      'plan',
      'snapshot',
      'edit',
      'dry-build',
      'consent',
      'build',
      'step:backup',
      'rollback',
    ]);
    expect(end).toBe('rolled-back');
  });

  it('has no switch where there is no edit', async () => {
    const { entered, end } = await play(VERIFY + NOTIFY, {});
    expect(entered).toEqual(['plan', 'consent', 'step:health', 'step:tell']);
    expect(end).toBe('verified');
  });

  it('retries as often as the step says, and no more', async () => {
    const retried = EDIT + VERIFY.replace('verify:', 'retry: { attempts: 2, delay: 1s }\n    verify:');
    const second = await play(retried, { 'step:health': ['fail', 'ok'] });
    expect(second.entered.filter((node) => node === 'step:health')).toHaveLength(2);
    expect(second.end).toBe('verified');
    expect(second.edges).toContain('step:health fail step:health');
    const never = await play(retried, { 'step:health': 'fail' });
    expect(never.entered.filter((node) => node === 'step:health')).toHaveLength(3);
    expect(never.end).toBe('rolled-back');
  });

  it.each([
    ['continue', 'step:tell', 'verified'],
    ['needs-human', 'step:health', 'needs-human'],
    ['rollback', 'rollback', 'rolled-back'],
    ['tell', 'step:tell', 'verified'],
  ])('on-failure: %s leads there', async (target, seen, wanted) => {
    const steps = `${EDIT + VERIFY.trimEnd()}\n    on-failure: ${target}\n${NOTIFY}`;
    const { entered, end } = await play(steps, { 'step:health': 'fail' });
    expect(entered).toContain(seen);
    expect(end).toBe(wanted);
  });

  it('rolls back when a person says no after the switch, and only rejects before it', async () => {
    expect((await play(EDIT + CLEAR, { 'step:clear': 'reject' })).end).toBe('rolled-back');
    expect((await play(CLEAR + EDIT, { 'step:clear': 'reject' })).end).toBe('rejected');
  });

  it('announces each edge it takes once, end included', async () => {
    const { edges } = await play(EDIT, { switch: 'fail' });
    expect(edges.slice(-2)).toEqual(['switch fail rollback', 'rollback ok end:rolled-back']);
    expect(edges).toHaveLength(9);
  });

  it('does not hide a mistake of ours: an actor that throws stops the machine with that error', async () => {
    const machine = buildMachine(mustCheck(EDIT), {
      perform: async () => Promise.reject(new Error('a bug')),
      onTransition: () => undefined,
    });
    const actor = createActor(machine);
    const seen = new Promise((settle) => void actor.subscribe({ error: settle }));
    actor.start();
    await expect(seen).resolves.toMatchObject({ message: 'a bug' });
  });
});
