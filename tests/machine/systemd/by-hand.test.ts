import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import type { Answer } from './support/container.ts';
import { PROJECT } from './support/image.ts';
import { Machine } from './support/machine.ts';

const CASE_MS = 120_000;
const ON_BOOKWORM = await machineOf('bookworm');

/** Everything but where Node is. */
const PATH = '/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';

describe('rollback.sh on a host that real systemd runs, without Node', ON_BOOKWORM, () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make('bookworm');
    machine.write('root/rollback.sh', readFileSync(join(PROJECT, 'scripts/rollback.sh'), 'utf8'));
  }, CASE_MS);
  afterAll(async () => machine.end());

  const withoutNode = (...argv: readonly string[]): Answer => machine.run(argv, { PATH });
  const timers = (): readonly string[] =>
    machine
      .systemctl('list-units', '--type=timer', '--plain', '--no-legend', 'nixos-ai-dead-man-*')
      .stdout.split('\n')
      .filter((line) => line !== '');

  it('takes back a verified change, and the unit of the switch is gone', { timeout: CASE_MS }, async () => {
    expect(withoutNode('sh', '-c', 'command -v node').exitCode).not.toBe(0);
    const before = machine.state();
    expect((await machine.runSteps(greet('verified'))).exitCode).toBe(0);
    const back = withoutNode('sh', '/root/rollback.sh', '--yes');
    expect([back.exitCode, back.stdout + back.stderr]).toEqual([0, expect.stringContaining('boots next')]);
    const now = machine.state();
    expect([now.running, now.profile, now.boots, now.units, now.failed]).toEqual([
      before.running,
      before.running,
      before.running,
      before.units,
      before.failed,
    ]);
    expect(leftovers(machine)).toEqual([]);
    // Its files are still those of the change: the program takes them out, too.
    expect((await machine.nixosAi(['rollback', '--yes'])).exitCode).toBe(0);
    expect(machine.state().configuration).toEqual(before.configuration);
  });

  it(
    'takes back a trial whose engine died, calls its timer off, and the program ends the run',
    {
      timeout: CASE_MS,
    },
    async () => {
      const before = machine.state();
      const killed = await machine.runSteps(greet('trial'), {
        NIXOS_AI_FAULT: 'journal:step-started step:look after#1',
      });
      expect([killed.exitCode, timers().length, machine.state().running]).toEqual([
        null,
        1,
        expect.not.stringContaining(before.running),
      ]);
      const back = withoutNode('sh', '/root/rollback.sh', '--yes');
      expect([back.exitCode, back.stdout]).toEqual([
        0,
        expect.stringContaining('called off nixos-ai-dead-man-'),
      ]);
      expect([timers(), machine.state().running, machine.state().boots]).toEqual([
        [],
        before.running,
        before.running,
      ]);
      expect((await machine.nixosAi(['resume', '--yes'])).exitCode).toBe(3);
      await expectAgrees(machine, 'rolled-back', before, 'trial');
    },
  );
});
