import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers, type State } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { Machine } from './support/machine.ts';
import { answerOutside, fetchFrom, INSIDE } from './support/network.ts';

const CASE_MS = 120_000;

const turnOn = (...options: readonly string[]): string =>
  `  - id: on\n    edit: [${options.map((option) => `{ set: ${option}, to: true }`).join(', ')}]\n`;

// The Nix and the systemd of two years; the cases are the same.
for (const release of ['bookworm', 'trixie'] as const) {
  describe(
    `a live change under the systemd and the Nix of Debian ${release}`,
    await machineOf(release),
    () => {
      let machine: Machine;
      beforeAll(async () => (machine = await Machine.make(release, `  lab.address = "${INSIDE}";`)), CASE_MS);
      afterAll(async () => machine.end());

      /** What the switch itself ended with, by the journal of the run. */
      const switchExit = (lines: readonly Record<string, unknown>[]): unknown =>
        lines
          .filter((line) => line['type'] === 'step-ended' && line['node'] === 'switch')
          .map((line) => (line['data'] as { exitCode?: number }).exitCode)[0];

      it(
        'is verified: a changed service runs anew, and everything agrees',
        { timeout: CASE_MS },
        async () => {
          const before = machine.state();
          const result = await machine.runSteps(greet('first'));
          expect([result.exitCode, result.lines().at(-1)]).toMatchObject([0, { outcome: 'verified' }]);
          await expectAgrees(machine, 'verified', before, 'first');
        },
      );

      it('starts a socket and a timer, and what they start', { timeout: CASE_MS }, async () => {
        const steps = `${turnOn('lab.socket.enable', 'lab.timer.enable')}  - id: look
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

      it('waits for a service that takes long to start', { timeout: CASE_MS }, async () => {
        const result = await machine.runSteps(turnOn('lab.slow.enable'));
        expect([result.exitCode, machine.property('slow.service', 'ActiveState')]).toEqual([0, 'active']);
      });

      it.each([
        ['fails', turnOn('lab.failing.enable'), 'failing.service'],
        [
          'never comes to run',
          '  - id: on\n    edit: [{ set: lab.flapping.enable, to: true }, { set: lab.flapping.failures, to: 1000 }]\n',
          'flapping.service',
        ],
      ])('is rolled back when a service of it %s', { timeout: CASE_MS }, async (_how, steps, unit) => {
        const before = machine.state();
        const result = await machine.runSteps(steps);
        expect([result.exitCode, result.stdout]).toEqual([3, expect.stringContaining(unit)]);
        expect(machine.state()).toEqual(before);
        expect(machine.property(unit, 'LoadState')).toBe('not-found');
        expect(leftovers(machine)).toEqual([]);
      });

      it(
        'is verified when a service fails once and then runs, whatever the switch says',
        { timeout: CASE_MS },
        async () => {
          rmSync(join(machine.tree, 'run/flapping'), { force: true });
          const look = '  - id: look\n    verify: [{ unit: flapping.service, within: 10s }]\n';
          const result = await machine.runSteps(turnOn('lab.flapping.enable') + look);
          expect([result.exitCode, switchExit(result.lines())]).toEqual([0, 4]);
          expect(machine.property('flapping.service', 'NRestarts')).toBe('1');
        },
      );

      it(
        'is rolled back when it cuts the host off, and the network is there again',
        { timeout: CASE_MS },
        async () => {
          const outside = await answerOutside(machine);
          expect(await fetchFrom(machine, outside.url)).toBe('outside');
          const before = machine.state();
          const look = `  - id: reachable\n    verify: [{ http: { url: "${outside.url}" }, within: 3s }]\n`;
          const result = await machine.runSteps(
            `  - id: move\n    edit: [{ set: lab.address, to: 203.0.113.2/30 }]\n${look}`,
          );
          expect([result.exitCode, result.stdout]).toEqual([3, expect.stringContaining(outside.url)]);
          expect(machine.state()).toEqual(before);
          expect(await fetchFrom(machine, outside.url)).toBe('outside');
          outside.close();
        },
      );
    },
  );
}

describe('a host with a unit that fails since its boot', await machineOf('bookworm'), () => {
  let machine: Machine;
  let before: State;
  beforeAll(async () => {
    machine = await Machine.make('bookworm', '  lab.failing.enable = true;');
    before = machine.state();
  }, CASE_MS);
  afterAll(async () => machine.end());

  it('is changed all the same: that failure is not of the change', { timeout: CASE_MS }, async () => {
    expect(before.failed).toEqual(['failing.service']);
    expect((await machine.runSteps(greet('anyway'))).exitCode).toBe(0);
    await expectAgrees(machine, 'verified', before, 'anyway');
  });
});
