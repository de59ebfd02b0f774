import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Container } from '../../systemd/support/container.ts';
import { mountLayers, unmountDisk } from '../../systemd/support/disk.ts';
import { ensureKept, makeDebian, PROJECT } from '../../systemd/support/image.ts';
import { DEBIAN_PACKAGES } from './debian.ts';
import type { Needed } from './needed.ts';

const HERE = join(PROJECT, 'tests/machine/nixos');
const PREPARE = join(HERE, 'support/prepare.sh');
const SWITCH = 'usr/lib/nixos/switch-to-configuration';

/** Where a host has its nixpkgs: a channel of root. */
export const CHANNEL = '/nix/var/nix/profiles/per-user/root/channels/nixos';
export const NIX_PATH = `nixpkgs=${CHANNEL}:nixos-config=/etc/nixos/configuration.nix`;

/** Builds what `/etc/nixos` says, and makes it what boots. */
export const INSTALL = `
  export NIX_PATH=${NIX_PATH} HOME=/root NIX_CONFIG="$(printf 'sandbox = false\\nbuild-users-group =\\nsubstituters =\\n')"
  system=$(nix-build '<nixpkgs/nixos>' -A system --no-out-link)
  nix-env --profile /nix/var/nix/profiles/system --set $system
  [ -e /etc/os-release ] || ln -s $system/etc/os-release /etc/os-release
  NIXOS_NO_CHECK=1 $system/bin/switch-to-configuration boot`;

/**
 * The layers of a host's disk, the uppermost first: a NixOS as it is after its installation, on a Debian of programs alone.
 * Both are made once and kept; nothing is fetched but from Debian.
 */
export async function ensureGround(needed: Needed): Promise<readonly string[]> {
  const debian = await ensureKept(
    `nixos-ground-${keyOf(DEBIAN_PACKAGES, readFileSync(PREPARE, 'utf8'))}`,
    (half) => {
      makeDebian('trixie', half, DEBIAN_PACKAGES);
      copyFileSync(PREPARE, join(half, 'prepare.sh'));
      execFileSync('chroot', [half, '/bin/sh', '-e', '/prepare.sh'], { stdio: ['ignore', 'ignore', 'pipe'] });
    },
  );
  const said = [needed.nixpkgs, readFileSync(needed.switchProgram), ...filesOf('debian'), ...filesOf('host')];
  const nixos = await ensureKept(`nixos-${keyOf(said)}-on-${debian.slice(-8)}`, (half) =>
    installNixos(debian, half, needed),
  );
  return [nixos, debian];
}

function installNixos(debian: string, upper: string, { nixpkgs, switchProgram }: Needed): void {
  const disk = mountLayers([debian], upper);
  try {
    mkdirSync(join(disk.root, CHANNEL), { recursive: true });
    copyFileSync(switchProgram, join(disk.root, SWITCH));
    chmodSync(join(disk.root, SWITCH), 0o755);
    cpSync(join(HERE, 'host'), join(disk.root, 'etc/nixos'), { recursive: true });
    cpSync(join(HERE, 'debian'), join(disk.root, 'etc/nixos/debian'), { recursive: true });
    writeFileSync(join(disk.root, 'etc/nixos/more.nix'), '{ ... }: { }\n');
    const readOnly = { [CHANNEL]: nixpkgs };
    const container = new Container({ ...disk, log: join(disk.base, 'console.log'), readOnly });
    const { exitCode, stdout, stderr } = container.runOffline(INSTALL);
    if (exitCode !== 0)
      throw new Error(`NixOS is not installed: ${stdout.slice(-500)}${stderr.slice(-3000)}`);
  } finally {
    unmountDisk(disk);
    rmSync(`${upper}.work`, { recursive: true, force: true });
  }
}

function filesOf(directory: string): readonly string[] {
  const root = join(HERE, directory);
  return readdirSync(root)
    .sort()
    .map((name) => readFileSync(join(root, name), 'utf8'));
}

function keyOf(...parts: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const part of parts.flat(2)) hash.update(Buffer.isBuffer(part) ? part : String(part)).update('\0');
  return hash.digest('hex').slice(0, 8);
}
