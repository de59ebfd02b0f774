import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import lock from '../../../package-lock.json' with { type: 'json' };
import manifest from '../../../package.json' with { type: 'json' };
import { PROJECT, TODAY } from './module-sets.ts';

const CHANNEL = join(PROJECT, 'nix/sandbox/channel');
const SYSTEMS = ['aarch64-linux', 'x86_64-linux'];

/** The flake's outputs for a nixpkgs that stands in for the real one; `lib` is today's where it is here. */
const PRELUDE = `
  let
    channel = ${CHANNEL};
    lib = import ${TODAY === undefined ? CHANNEL : TODAY}/lib;
    nixpkgs = import ${PROJECT}tests/nix/module/stand-ins.nix { inherit channel lib; };
    flake = import ${PROJECT}flake.nix;
    self = flake.outputs { inherit self nixpkgs; };
    pkgs = self.packages.x86_64-linux;
  in`;

function evaluate(expression: string): unknown {
  const args = ['--eval', '--strict', '--json', '--read-write-mode', '--expr', `${PRELUDE} ${expression}`];
  return JSON.parse(
    execFileSync('nix-instantiate', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

describe('the flake', () => {
  it('has packages, checks, a demo and a shell for every system, a module and an overlay', () => {
    const outputs = evaluate(`{
      all = builtins.attrNames self;
      packages = builtins.mapAttrs (_: builtins.attrNames) self.packages;
      checks = builtins.mapAttrs (_: builtins.attrNames) self.checks;
      apps = builtins.mapAttrs (_: each: each.demo.type) self.apps;
      shells = builtins.mapAttrs (_: each: builtins.length each.default.arguments.packages) self.devShells;
      overlay = (self.overlays.default nixpkgs.legacyPackages.x86_64-linux { }).nixos-ai.name;
    }`);
    const each = (value: unknown): object => Object.fromEntries(SYSTEMS.map((system) => [system, value]));
    expect(outputs).toEqual({
      all: ['apps', 'checks', 'devShells', 'nixosModules', 'overlays', 'packages'],
      packages: each(['default', 'nixos-ai']),
      checks: each(['module', 'nixos-ai']),
      apps: each('app'),
      shells: each(4),
      overlay: 'npm-package',
    });
  });

  it('gives the module its own package, unless the host says otherwise', () => {
    const host = (lines: string): string =>
      `(import ${CHANNEL}/nixos/lib/eval-config.nix { modules = [ self.nixosModules.default ({ pkgs, ... }: { _module.args.pkgs = nixpkgs.lib.mkForce nixpkgs.legacyPackages.x86_64-linux; sandbox.root = "/h"; sandbox.node = "/n"; fileSystems."/".device = "/dev/sda1"; services.nixos-ai.enable = true; ${lines} }) ]; }).config.services.nixos-ai.package.name`;
    expect(evaluate(host(''))).toBe('npm-package');
    expect(evaluate(host('services.nixos-ai.package = pkgs.hello;'))).toMatch(/^hello-/u);
  });

  it('is the same for those without flakes', () => {
    expect(
      evaluate(
        `let plain = import ${PROJECT}nix { pkgs = nixpkgs.legacyPackages.x86_64-linux; }; in { package = plain.nixos-ai.drvPath == pkgs.nixos-ai.drvPath; module = toString plain.nixosModules.default; }`,
      ),
    ).toEqual({ package: true, module: join(PROJECT, 'nix/module.nix') });
  });
});

describe('the package', () => {
  it('fetches every package of the lock by its hash, from where npm would', () => {
    const packages = evaluate('pkgs.nixos-ai.arguments.npmDeps.arguments.packageLock.packages') as Readonly<
      Record<string, { readonly resolved?: string; readonly integrity?: string }>
    >;
    expect(Object.keys(packages)).toEqual(Object.keys(lock.packages));
    const { '': own, ...others } = packages;
    expect(own?.resolved).toBeUndefined();
    const without = Object.entries(others).filter(
      ([, { resolved, integrity }]) => resolved === undefined || integrity === undefined,
    );
    expect(without).toEqual([]);
    expect(others['node_modules/@oclif/core']?.resolved).toBe(
      `https://registry.npmjs.org/@oclif/core/-/core-${lock.packages['node_modules/@oclif/core'].version}.tgz`,
    );
    expect(others['node_modules/yaml']?.resolved).toBe(
      `https://registry.npmjs.org/yaml/-/yaml-${lock.packages['node_modules/yaml'].version}.tgz`,
    );
  });

  it('is built from its source alone, and holds all that it ships', () => {
    const source = String(evaluate('"${pkgs.nixos-ai.arguments.src}"'));
    const dir = mkdtempSync('/tmp/nixos-ai-package-');
    try {
      cpSync(source, dir, { recursive: true });
      execFileSync('chmod', ['-R', 'u+w', dir]);
      symlinkSync(join(PROJECT, 'node_modules'), join(dir, 'node_modules'));
      execFileSync(process.execPath, ['scripts/build.ts'], { cwd: dir, stdio: 'pipe' });
      expect(manifest.files.filter((file) => !existsSync(join(dir, file)))).toEqual([]);
      expect(readdirSync(dir)).not.toContain('tests');
      const printed = execFileSync(
        process.execPath,
        ['dist/cli/bin.cjs', 'runbook', 'validate', 'enable-docker'],
        {
          cwd: dir,
          encoding: 'utf8',
          env: { ...process.env, NO_COLOR: '1' },
        },
      );
      expect(printed).toContain('✓ enable-docker');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }, 120_000);
});
