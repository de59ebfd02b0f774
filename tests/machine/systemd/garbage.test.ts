import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAgrees, greet, leftovers } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { Machine } from './support/machine.ts';

const CASE_MS = 240_000;
const DROP = '  - id: drop\n    collect-garbage: { older-than: 0d }\n';

// The store is that of the machine: here Nix deletes all that it lets go.
for (const release of ['bookworm', 'trixie'] as const) {
  describe(
    `garbage on a host under the systemd and the Nix of Debian ${release}`,
    await machineOf(release),
    () => {
      let machine: Machine;
      beforeAll(async () => {
        machine = await Machine.make(release);
        machine.write('etc/nixos-ai/config.yaml', 'limits: { settle: 0.8 }\nkeep: 1\n');
      }, CASE_MS);
      afterAll(async () => machine.end());

      const profiles = (): string => join(machine.root, 'nix/var/nix/profiles');
      const generations = (): readonly string[] =>
        readdirSync(profiles())
          .filter((name) => /^system-\d+-link$/u.test(name))
          .toSorted();
      const systemOf = (generation: number): string =>
        readlinkSync(join(profiles(), `system-${generation}-link`));
      const isThere = (path: string): boolean => existsSync(join(machine.root, path));

      it('is deleted for good, and all that is needed stays', { timeout: CASE_MS }, async () => {
        for (const word of ['first', 'second', 'third', 'fourth'])
          expect((await machine.runSteps(greet(word))).exitCode).toBe(0);
        expect(generations()).toHaveLength(5);
        const systems = [1, 2, 3, 4, 5].map(systemOf);
        // Nix tells what it freed to a hundredth of a MiB.
        machine.write('root/large', 'x'.repeat(4 * 1024 ** 2));
        const large = machine.run(['nix-store', '--add', '/root/large']).stdout.trim();
        expect(isThere(large)).toBe(true);
        const result = await machine.runSteps(DROP);
        expect(result.stdout).toMatch(/store paths deleted, .* MiB freed/u);
        expect(result.lines().at(-1)).toMatchObject({ outcome: 'verified' });
        // The first was booted, the fourth can be gone back to, the fifth runs.
        expect(generations()).toEqual(['system-1-link', 'system-4-link', 'system-5-link']);
        expect(systems.map(isThere)).toEqual([true, false, false, true, true]);
        const data = result
          .lines()
          .find((line) => line['type'] === 'step-ended' && line['node'] === 'step:drop')?.['data'] as {
          readonly freed: number;
          readonly paths: number;
        };
        expect(isThere(large)).toBe(false);
        expect(data.freed).toBeGreaterThanOrEqual(4 * 1024 ** 2);
        expect(data.paths).toBeGreaterThan(2);
        const menu = machine.run(['grep', '-rhoE', 'init=[^ ]*', '/boot']).stdout;
        expect(systems.map((system) => menu.includes(`${system}/init`))).toEqual([
          true,
          false,
          false,
          true,
          true,
        ]);
      });

      it('leaves a host that goes back, and that boots', { timeout: CASE_MS }, async () => {
        const back = await machine.nixosAi(['rollback', '--yes', '--json']);
        expect(back.lines().at(-1)).toMatchObject({ outcome: 'verified' });
        expect(machine.state().running).toBe(systemOf(4));
        await machine.reboot();
        expect([machine.booted(), machine.state().failed]).toEqual([systemOf(4), []]);
        expect(leftovers(machine)).toEqual([]);
      });

      it(
        'is collected while a change is on trial, which is then taken back',
        { timeout: CASE_MS },
        async () => {
          const before = machine.state();
          const steps = `${greet('never')}${DROP}  - id: never\n    verify: [{ file: /not/there, within: 1s }]\n`;
          const result = await machine.runSteps(steps);
          expect(result.lines().at(-1)).toMatchObject({ outcome: 'rolled-back' });
          expect(result.stdout).toContain('what was deleted as garbage stays so');
          await expectAgrees(machine, 'rolled-back', before, 'never');
        },
      );
    },
  );
}
