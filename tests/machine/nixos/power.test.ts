import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../engine/model/outcome.ts';
import { expectAgrees } from '../systemd/support/agrees.ts';
import { cutAt, NOT_FAILED } from '../systemd/support/cuts.ts';
import { POINTS, POINTS_OF_ROLLBACK } from '../systemd/support/points.ts';
import { NixosMachine } from './support/machine.ts';
import { ON_NIXOS } from './support/needed.ts';

const MADE_MS = 900_000;
const CASE_MS = 240_000;

describe('a cut of the power on a host that is NixOS, and a boot after it', ON_NIXOS, () => {
  let machine: NixosMachine;
  let count = 0;
  beforeAll(async () => {
    machine = await NixosMachine.make();
    // Every option is known, as on a host that was looked at before.
    await machine.nixosAi(['options', 'refresh']);
  }, MADE_MS);
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
});
