import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../engine/model/outcome.ts';
import { expectAgrees } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { cutAt, NOT_FAILED } from './support/cuts.ts';
import { POINTS, POINTS_OF_ROLLBACK } from './support/points.ts';
import { Machine } from './support/machine.ts';
import { until } from '../../lib/until.ts';

const CASE_MS = 180_000;
const ON_BOOKWORM = await machineOf('bookworm');

describe('a cut of the power, and a boot after it', ON_BOOKWORM, () => {
  let machine: Machine;
  let count = 0;
  beforeAll(async () => (machine = await Machine.make('bookworm')), CASE_MS);
  afterAll(async () => machine.end());

  it.each(POINTS)(
    'in %s, when %s: the unit of the boot ends it %s, and everything agrees',
    { timeout: CASE_MS },
    async (_phase, _what, ends, point) => {
      const before = machine.state();
      const greeting = `cut-${(count += 1)}`;
      const booted = await cutAt(machine, greeting, point);
      expect(booted).toEqual({ outcome: ends, exitCode: EXIT_CODES[ends], unit: NOT_FAILED });
      await expectAgrees(machine, ends, before, greeting);
    },
  );

  it.each(POINTS_OF_ROLLBACK)(
    'on the way back, when %s: the unit of the boot ends it rolled back, and everything agrees',
    { timeout: CASE_MS },
    async (_what, point) => {
      const before = machine.state();
      expect(await cutAt(machine, 'bad', point)).toMatchObject({ outcome: 'rolled-back', unit: NOT_FAILED });
      await expectAgrees(machine, 'rolled-back', before, 'bad');
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
