import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../engine/model/outcome.ts';
import { expectAgrees, greet } from '../systemd/support/agrees.ts';
import { POINTS, POINTS_OF_ROLLBACK } from '../systemd/support/points.ts';
import { NixosMachine } from './support/machine.ts';
import { ON_NIXOS } from './support/needed.ts';

const MADE_MS = 900_000;
const CASE_MS = 240_000;
const RESUME = 'nixos-ai-resume.service';

describe('a cut of the power on a host that is NixOS, and a boot after it', ON_NIXOS, () => {
  let machine: NixosMachine;
  let count = 0;
  beforeAll(async () => {
    machine = await NixosMachine.make();
    // Every option is known, as on a host that was looked at before.
    await machine.nixosAi(['options', 'refresh']);
  }, MADE_MS);
  afterAll(async () => machine.end());

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
});
