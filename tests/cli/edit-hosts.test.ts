import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';

let host: Host;

beforeAll(async () => {
  host = await makeHost('--flake');
});
afterAll(async () => host.end());

const file = (name: string): string => join(host.dir, 'etc/nixos', name);
const text = (name: string): string => readFileSync(file(name), 'utf8');

async function edit(...words: readonly string[]): Promise<CliResult> {
  return nixosAi(['edit', ...words, '--host', host.dir]);
}

/** The host's settings with other lines, in a directory of their own. */
function settings(name: string, change: (text: string) => string): string {
  const directory = join(host.base, name);
  mkdirSync(directory);
  const changed = change(readFileSync(join(host.dir, 'nixos-ai.yaml'), 'utf8'));
  writeFileSync(join(directory, 'nixos-ai.yaml'), changed);
  return directory;
}

describe('a host whose flake computes its modules', () => {
  it('is not edited by its text alone, and is once an evaluation has told them', async () => {
    const before = text('flake.nix');
    const computed = before.replace(
      './configuration.nix',
      '(builtins.elemAt [ ./configuration.nix ] (2 - 2))',
    );
    writeFileSync(file('flake.nix'), computed);
    const refused = await edit('set', 'time.timeZone', 'Europe/Rome', '--no-check');
    expect([refused.exitCode === 0, refused.stderr + refused.stdout]).toEqual([
      false,
      expect.stringMatching(/NIX113.*host\.entries.*--file/su),
    ]);
    const made = await edit('set', 'time.timeZone', 'Europe/Rome');
    expect([made.exitCode, made.stderr]).toEqual([0, '']);
    expect(text('configuration.nix')).toContain('time.timeZone = "Europe/Rome";');
    // Known from then on, as long as no import changes.
    const again = await edit('set', 'time.timeZone', 'Europe/Oslo', '--no-check');
    expect([again.exitCode, again.stderr]).toEqual([0, '']);
    expect(text('flake.nix')).toBe(computed);
    writeFileSync(file('flake.nix'), before);
  });

  it('is edited in the files that the settings name', async () => {
    const before = text('flake.nix');
    writeFileSync(file('flake.nix'), before.replace('./configuration.nix', '(builtins.head (1 - 1))'));
    const named = settings('named', (yaml) =>
      yaml.replace(/^host:\n/mu, 'host:\n  entries: [configuration.nix]\n'),
    );
    const made = await nixosAi([
      'edit',
      'set',
      'time.timeZone',
      'Europe/Paris',
      '--no-check',
      '--host',
      named,
    ]);
    expect([made.exitCode, made.stderr]).toEqual([0, '']);
    expect(text('configuration.nix')).toContain('time.timeZone = "Europe/Paris";');
    writeFileSync(file('flake.nix'), before);
  });
});

describe('a checkout for another machine', () => {
  it('is edited without a running system, its style read where it lies, and not switched', async () => {
    const elsewhere = settings('checkout', (yaml) =>
      yaml
        .replace(/^ {2}style: .*\n/mu, '')
        .replace(/^( {2}system: ).*$/mu, `$1${host.base}/no-system`)
        .replace(/^( {2}profile: ).*$/mu, `$1${host.base}/no-profile`),
    );
    const shown = await nixosAi(['edit', 'set', 'networking.domain', 'lan', '--diff', '--host', elsewhere]);
    expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toContain('+  networking.domain = "lan";');
    const plan = await nixosAi(['plan', 'set the hostname to nova', '--host', elsewhere]);
    expect(plan.stdout + plan.stderr).toContain('HOST001');
  });
});

describe('an option that the host has no more', () => {
  it('is taken out where it is defined; what is defined nowhere is a slip', async () => {
    const before = text('configuration.nix');
    writeFileSync(
      file('configuration.nix'),
      before.replace(/\n\}\s*$/u, '\n  hardware.gone.enable = true;\n}\n'),
    );
    const made = await edit('unset', 'hardware.gone.enable');
    expect([made.exitCode, made.stderr]).toEqual([0, '']);
    expect(text('configuration.nix')).not.toContain('gone');
    const slip = await edit('unset', 'services.ngnix.enable');
    expect(slip.stdout + slip.stderr).toContain('OPT001');
  });
});
