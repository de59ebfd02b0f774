import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers, type State } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { CLI } from './support/host.ts';
import { Machine } from './support/machine.ts';
import { openTerminal } from './support/terminal.ts';
import { POINTS, POINTS_OF_ROLLBACK } from './support/points.ts';

const CASE_MS = 120_000;
const ON_BOOKWORM = await machineOf('bookworm');

describe('an engine that is killed on a host that real systemd runs', ON_BOOKWORM, () => {
  let machine: Machine;
  let count = 0;
  beforeAll(async () => (machine = await Machine.make('bookworm')), CASE_MS);
  afterAll(async () => machine.end());

  const killAt = async (greeting: string, point: string): Promise<void> => {
    const killed = await machine.runSteps(greet(greeting), { NIXOS_AI_FAULT: point });
    expect([killed.exitCode, killed.stdout.slice(-300)]).toEqual([null, expect.any(String)]);
  };

  it.each(POINTS)(
    'in %s, when %s: resume ends it, and everything agrees',
    { timeout: CASE_MS },
    async (_phase, _what, _cut, point, ends) => {
      const before = machine.state();
      const greeting = `kill-${(count += 1)}`;
      await killAt(greeting, point);
      const resumed = await machine.nixosAi(['resume', '--yes', '--if-any']);
      const { outcome } = await machine.lastRun();
      expect([outcome, resumed.exitCode]).toEqual([ends, ends === 'verified' ? 0 : 3]);
      await expectAgrees(machine, outcome, before, greeting);
    },
  );

  it.each(POINTS_OF_ROLLBACK)(
    'on its way back, when %s: resume ends rolled back, and everything agrees',
    { timeout: CASE_MS },
    async (_what, point) => {
      const before = machine.state();
      await killAt('bad', point);
      expect((await machine.nixosAi(['resume', '--yes'])).exitCode).toBe(3);
      expect((await machine.lastRun()).outcome).toBe('rolled-back');
      await expectAgrees(machine, 'rolled-back', before, 'bad');
      expect(leftovers(machine)).toEqual([]);
    },
  );
});

const SLOW = '  - id: on\n    edit: [{ set: lab.slow.enable, to: true }]\n';

describe('an engine that nobody watches any more, on a host that real systemd runs', ON_BOOKWORM, () => {
  let machine: Machine;
  let before: State;
  beforeAll(async () => {
    machine = await Machine.make('bookworm');
    before = machine.state();
  }, CASE_MS);
  afterAll(async () => machine.end());

  const becomes = async (look: () => unknown, wanted: unknown, timeout = 90_000): Promise<void> => {
    await expect.poll(look, { timeout, interval: 200 }).toEqual(wanted);
  };
  const slow = (): string => machine.property('slow.service', 'ActiveState');

  it(
    'puts the host back when its terminal is closed in the middle of a switch',
    { timeout: CASE_MS },
    async () => {
      const terminal = openTerminal(machine, ['node', CLI, 'run', machine.writeSteps(SLOW), '--yes']);
      await becomes(slow, 'activating');
      terminal.kill('SIGKILL');
      await becomes(async () => (await machine.lastRun()).outcome, 'rolled-back');
      expect(machine.state()).toEqual(before);
      expect(leftovers(machine)).toEqual([]);
    },
  );

  it('goes on when the reader of its output has ended', { timeout: CASE_MS }, async () => {
    const held = machine.state();
    const started = machine.start(['run', machine.writeSteps(greet('unread')), '--yes']);
    await becomes(() => started.stdout().includes('activating'), true);
    started.child.stdout.destroy();
    await expect.poll(async () => (await machine.lastRun()).outcome, { timeout: 90_000 }).toBe('verified');
    await expectAgrees(machine, 'verified', held, 'unread');
  });

  it(
    'is ended by a timer of systemd when it hangs, which puts the host back',
    { timeout: 2 * CASE_MS },
    async () => {
      const held = machine.state();
      machine.write(
        'etc/nixos-ai/config.yaml',
        'limits: { switch: 10, settle: 0.3, bookkeeping: 1, margin: 1 }\n',
      );
      const pause = '    timeout: 6s\n  - id: pause\n    wait: 5s\n    timeout: 6s\n';
      const started = machine.start(['run', machine.writeSteps(greet('hung') + pause), '--yes', '--json']);
      await becomes(() => started.stdout().includes('"type":"step-started","node":"step:pause"'), true);
      const [, seconds] = /"seconds":(\d+)/u.exec(started.stdout()) ?? [];
      const [timer = ''] = machine
        .systemctl('list-units', '--plain', '--no-legend', '*dead-man*.timer')
        .stdout.split(' ');
      expect(machine.property(timer, 'AccuracyUSec')).toBe('1s');
      for (const pid of childrenOf(started.child.pid ?? 0)) process.kill(pid, 'SIGSTOP');
      await becomes(() => machine.state().running, held.running, (Number(seconds) + 30) * 1000);
      await becomes(async () => (await machine.lastRun()).outcome, 'rolled-back');
      // nsenter stops with what it has started.
      started.child.kill('SIGCONT');
      expect((await started.ended).exitCode).toBeNull();
      // A host that came back by itself has a failed unit to be seen; nothing else is left.
      const service = timer.replace('.timer', '.service');
      await becomes(() => machine.property(service, 'ActiveState'), 'failed');
      expect(machine.property(service, 'ExecMainStatus')).toBe('3');
      machine.systemctl('reset-failed', service);
      await expectAgrees(machine, 'rolled-back', held, 'hung');
    },
  );
});

/** What `nsenter` has started inside. */
function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
