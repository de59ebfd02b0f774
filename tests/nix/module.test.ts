import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../lib/needs.ts';

const PROJECT = new URL('../../', import.meta.url).pathname;
const NIXPKGS = /(?:^|:)nixpkgs=(?<path>[^:]+)/u.exec(process.env['NIX_PATH'] ?? '')?.groups?.['path'] ?? '';
const HOST = `boot.loader.systemd-boot.enable = true; boot.loader.grub.enable = false; fileSystems."/".device = "/dev/sda1";`;

/** Two module systems: that of a sandbox, and the real one where NIX_PATH has it. */
describe.each([
  [
    'the module set of a sandbox',
    join(PROJECT, 'nix/sandbox/channel'),
    'sandbox.root = "/h"; sandbox.node = "/n";',
  ],
  ['real NixOS', NIXPKGS, ''],
])('the NixOS module, in %s', (_name, nixpkgs, more) => {
  let dir: string;
  beforeAll(() => (dir = mkdtempSync('/tmp/nixos-ai-module-')));
  afterAll(() => rmSync(dir, { recursive: true }));
  const there = needs(existsSync(join(nixpkgs, 'nixos/default.nix')), 'NIX_PATH has no nixpkgs with NixOS');

  const evaluate = (lines: string, expression: string): unknown => {
    const file = join(dir, 'configuration.nix');
    writeFileSync(
      file,
      `{ pkgs, ... }: { imports = [ ${PROJECT}nix/module.nix ]; ${HOST} ${more} ${lines} }\n`,
    );
    const search = ['-I', `nixpkgs=${nixpkgs}`, '-I', `nixos-config=${file}`];
    const whole = `with (import <nixpkgs/nixos> { }).config; ${expression}`;
    const args = ['--eval', '--strict', '--json', '--expr', whole, ...search];
    return JSON.parse(
      execFileSync('nix-instantiate', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  };

  it('has a unit that looks after the boot, and that no switch ends or restarts', there, () => {
    const lines = 'services.nixos-ai = { enable = true; package = pkgs.hello; };';
    const text = String(evaluate(lines, 'systemd.units."nixos-ai-resume.service".text'));
    expect(
      text
        .split('\n')
        .filter((line) => !/^(?:$|\[|Environment=|Description=|SuccessExitStatus=)/u.test(line))
        .sort(),
    ).toEqual([
      'After=multi-user.target',
      'ConditionPathExists=/var/lib/nixos-ai',
      expect.stringMatching(/^ExecStart=\/nix\/store\/.*\/bin\/nixos-ai resume --if-any$/u),
      'RemainAfterExit=true',
      'Type=oneshot',
      'X-RestartIfChanged=false',
      'X-StopOnRemoval=false',
    ]);
    expect(evaluate(lines, 'systemd.services ? nixos-ai-resume')).toBe(true);
    expect(evaluate(lines, 'systemd.services.nixos-ai-resume.wantedBy')).toEqual(['multi-user.target']);
  });

  it('adds nothing where it is not enabled', there, () => {
    expect(evaluate('', 'systemd.services ? nixos-ai-resume')).toBe(false);
  });
});
