import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from './module-sets.ts';
import { needs } from '../../lib/needs.ts';

const EXPECTED = join(PROJECT, 'tests/nix/module/expected');
const VERSION = Number(
  /^systemd (\d+)/u.exec(spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1],
);
// The first that looks at a file instead of a unit that runs.
const WITH_SYSTEMD = needs(VERSION >= 250, 'there is no systemd-analyze of 250 or later');

/** Rows of the guide: unit and exposure. */
const STATED = [
  ...readFileSync(join(PROJECT, 'docs/NIXOS-MODULE.md'), 'utf8').matchAll(
    /^\| `([a-zA-Z-]+\.service)` \| (\d\.\d) \|/gmu,
  ),
].map(([, unit = '', exposure]) => [unit.replace('NAME', 'firewall'), Number(exposure)] as const);

describe('what the units are exposed to', () => {
  it('is stated of every service', () => {
    expect(STATED.map(([unit]) => unit).sort()).toEqual([
      'nixos-ai-daemon.service',
      'nixos-ai-resume.service',
      'nixos-ai-schedule-firewall.service',
    ]);
  });

  it.each(STATED)('of %s systemd says %f, as the guide does', WITH_SYSTEMD, (unit, exposure) => {
    const { stdout } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--no-pager', join(EXPECTED, unit)],
      {
        encoding: 'utf8',
      },
    );
    const said = Number(/exposure level for \S+: (\d+\.\d)/u.exec(stdout)?.[1]);
    // Another version weighs a little otherwise.
    expect(Math.abs(said - exposure)).toBeLessThanOrEqual(VERSION === 252 ? 0.001 : 0.5);
  });
});
