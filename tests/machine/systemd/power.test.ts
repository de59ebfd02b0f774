import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../engine/model/outcome.ts';
import { expectAgrees, greet } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { Machine } from './support/machine.ts';
import { POINTS, POINTS_OF_ROLLBACK } from './support/points.ts';
import { until } from '../../lib/until.ts';

const CASE_MS = 180_000;
const RESUME = 'nixos-ai-resume.service';
const ON_BOOKWORM = await machineOf('bookworm');

describe('a cut of the power, and a boot after it', ON_BOOKWORM, () => {
  let machine: Machine;
  let count = 0;
  beforeAll(async () => (machine = await Machine.make('bookworm')), CASE_MS);
  afterAll(async () => machine.end());

  /** The engine ends itself at the point; a moment later everything else ends. */
  const cutAt = async (greeting: string, point: string): Promise<string> => {
    const killed = await machine.runSteps(greet(greeting), { NIXOS_AI_FAULT: point });
    await machine.cutPower();
    expect([killed.exitCode, killed.stdout.slice(-300)]).toEqual([null, expect.any(String)]);
    await machine.powerOn();
    return (await machine.lastRun()).outcome;
  };

  it.each(POINTS)(
    'in %s, when %s: the unit of the boot ends it %s, and everything agrees',
    { timeout: CASE_MS },
    async (_phase, _what, ends, point) => {
      const before = machine.state();
      const greeting = `cut-${(count += 1)}`;
      expect(await cutAt(greeting, point)).toBe(ends);
      expect(Number(machine.property(RESUME, 'ExecMainStatus'))).toBe(EXIT_CODES[ends]);
      expect(machine.property(RESUME, 'Result')).toBe(ends === 'rolled-back' ? 'exit-code' : 'success');
      await expectAgrees(machine, ends, before, greeting);
    },
  );

  it.each(POINTS_OF_ROLLBACK)(
    'on the way back, when %s: the unit of the boot ends it rolled back, and everything agrees',
    { timeout: CASE_MS },
    async (_what, point) => {
      const before = machine.state();
      const outcome = await cutAt('bad', point);
      expect(outcome).toBe('rolled-back');
      await expectAgrees(machine, outcome, before, 'bad');
    },
  );

  it.each([1, 3])(
    'while a service of it starts, for %i s: it is rolled back by the boot',
    { timeout: CASE_MS },
    async (seconds) => {
      const before = machine.state();
      const steps =
        '  - id: on\n    edit: [{ set: lab.slow.enable, to: true }, { set: lab.slow.seconds, to: 10 }]\n';
      const started = machine.start(['run', machine.writeSteps(steps), '--yes', '--json']);
      const state = (): string => machine.property('slow.service', 'ActiveState');
      await expect.poll(state, { timeout: 60_000, interval: 100 }).toBe('activating');
      const told = join(machine.tree, 'run/slow');
      await until(
        () => (readFileSync(told, 'utf8').split('\n').length > seconds ? true : undefined),
        `second ${seconds} of its start`,
      );
      await machine.cutPower();
      expect((await started.ended).exitCode).not.toBe(0);
      await machine.powerOn();
      expect((await machine.lastRun()).outcome).toBe('rolled-back');
      expect(machine.state()).toEqual(before);
    },
  );
});
