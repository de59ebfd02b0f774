import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers, type State } from './support/agrees.ts';
import { describeOn } from './support/available.ts';
import { Machine } from './support/machine.ts';

const CASE_MS = 120_000;

/** Both releases of Nix that this computer can have; the table of cases is the same. */
for (const release of ['bookworm', 'trixie'] as const) {
  (await describeOn(release))(`a live change under the systemd and the Nix of Debian ${release}`, () => {
    let machine: Machine;
    let before: State;
    beforeAll(async () => {
      machine = await Machine.make(release);
      before = machine.state();
    }, CASE_MS);
    afterAll(async () => machine.end());

    it('is verified: a changed service runs anew, and everything agrees', { timeout: CASE_MS }, async () => {
      const result = await machine.runSteps(greet('first'));
      expect([result.exitCode, result.lines().at(-1)]).toMatchObject([0, { outcome: 'verified' }]);
      await expectAgrees(machine, 'verified', before, 'first');
    });

    it('starts a socket and a timer, and what they start', { timeout: CASE_MS }, async () => {
      const steps = `  - id: on
    edit: [{ set: lab.socket.enable, to: true }, { set: lab.timer.enable, to: true }]
  - id: look
    verify:
      - { unit: answer.socket, within: 5s }
      - { unit: tick.timer, within: 5s }
      - { file: /run/ticks, contains: tick, within: 10s }
`;
      expect((await machine.runSteps(steps)).exitCode).toBe(0);
      const ask = "require('net').connect('/run/answer.sock').pipe(process.stdout)";
      expect(machine.run(['node', '-e', ask]).stdout).toBe('answer\n');
      expect(leftovers(machine)).toEqual([]);
    });

    it.each([
      ['fails', 'lab.failing.enable', 'failing.service'],
      ['never comes to run', 'lab.flapping', 'flapping.service'],
    ])('is rolled back when a service of it %s', { timeout: CASE_MS }, async (_how, option, unit) => {
      const held = machine.state();
      const edits =
        option === 'lab.flapping'
          ? '[{ set: lab.flapping.enable, to: true }, { set: lab.flapping.failures, to: 1000 }]'
          : `[{ set: ${option}, to: true }]`;
      const result = await machine.runSteps(`  - id: x\n    edit: ${edits}\n`);
      expect([result.exitCode, result.stdout]).toEqual([3, expect.stringContaining(unit)]);
      expect(machine.state()).toEqual(held);
      expect(machine.property(unit, 'LoadState')).toBe('not-found');
      expect(leftovers(machine)).toEqual([]);
    });
  });
}
