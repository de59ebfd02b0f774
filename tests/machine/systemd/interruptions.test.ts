import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers } from './support/agrees.ts';
import { describeOn } from './support/available.ts';
import { Machine } from './support/machine.ts';
import { POINTS, POINTS_OF_ROLLBACK } from './support/points.ts';

const CASE_MS = 120_000;
const describeHere = await describeOn('bookworm');

describeHere('an engine that is killed on a host that real systemd runs', () => {
  let machine: Machine;
  let count = 0;
  beforeAll(async () => (machine = await Machine.make('bookworm')), CASE_MS);
  afterAll(async () => machine.end());

  const killAt = async (greeting: string, point: string): Promise<void> => {
    const killed = await machine.runSteps(greet(greeting), { NIXOS_AI_FAULT: point });
    expect([killed.exitCode, killed.stdout.slice(-300)]).toEqual([null, expect.any(String)]);
  };

  it.each(POINTS)(
    'in %s, when %s: resume ends verified or rolled back, and everything agrees',
    { timeout: CASE_MS },
    async (_phase, _what, _cut, point) => {
      const before = machine.state();
      const greeting = `kill-${(count += 1)}`;
      await killAt(greeting, point);
      const resumed = await machine.nixosAi(['resume', '--yes', '--if-any']);
      const { outcome } = await machine.lastRun();
      expect(resumed.exitCode).toBe(outcome === 'verified' ? 0 : 3);
      expect(['verified', 'rolled-back']).toContain(outcome);
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
