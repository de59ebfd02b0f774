import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../../lib/until.ts';

/** The Debian releases that bring the Nix of their time: 2.8 and 2.26. */
export type Release = 'bookworm' | 'trixie';

export const PROJECT = new URL('../../../../', import.meta.url).pathname.replace(/\/$/u, '');
export const CACHE = process.env['NIXOS_AI_MACHINE_CACHE'] ?? join(PROJECT, '.cache/machine');
const MIRROR = process.env['NIXOS_AI_DEBIAN_MIRROR'] ?? 'http://deb.debian.org/debian';
const PACKAGES = ['systemd', 'systemd-sysv', 'dbus', 'nix-bin', 'git', 'busybox-static', 'iproute2'];
const WITHOUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*'];
const WAIT_MS = 600_000;

/**
 * The root directory of a small Debian with systemd and Nix; made once, and kept for later runs on this computer. It is
 * never written to: hosts lie over it.
 */
export async function ensureImage(release: Release): Promise<string> {
  const key = createHash('sha256')
    .update([MIRROR, ...PACKAGES, ...WITHOUT].join('\n'))
    .digest('hex')
    .slice(0, 8);
  return ensureKept(`${release}-${key}`, (half) => makeDebian(release, half, PACKAGES));
}

/** A directory of the cache under this name: made once, under another name until it is whole. */
export async function ensureKept(name: string, make: (half: string) => void): Promise<string> {
  const kept = join(CACHE, name);
  mkdirSync(CACHE, { recursive: true });
  const makeWhole = (): void => {
    rmSync(`${kept}.half`, { recursive: true, force: true });
    make(`${kept}.half`);
    renameSync(`${kept}.half`, kept);
  };
  await alone(`${kept}.lock`, () => existsSync(kept), makeWhole);
  return kept;
}

/** Installs a small Debian in a directory. */
export function makeDebian(release: Release, directory: string, packages: readonly string[]): void {
  const dpkg = ['force-unsafe-io', ...WITHOUT.map((path) => `path-exclude=${path}`)];
  const options = dpkg.map((option) => `--dpkgopt=${option}`);
  const choice = ['--quiet', '--variant=minbase', `--include=${packages.join(',')}`];
  execFileSync('mmdebstrap', [...choice, ...options, release, directory, MIRROR], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Does it once where several ask at the same time; one that died meanwhile is not waited for. */
async function alone(lock: string, isDone: () => boolean, act: () => void): Promise<void> {
  const isOver = (): true | undefined => {
    if (isDone()) return true;
    if (!take(lock)) return undefined;
    try {
      act();
      return true;
    } finally {
      rmSync(lock, { force: true });
    }
  };
  await until(isOver, `the end of whoever holds ${lock}`, { within: WAIT_MS, every: 300 });
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
    if (holder !== '' && !existsSync(`/proc/${holder}`)) rmSync(lock, { force: true });
    return false;
  }
}

/** Why no machine can be made here, as words; undefined where all that it takes is installed. */
export function whyNoMachine(): string | undefined {
  if (process.getuid?.() !== 0) return 'not root';
  if (process.env['NIXOS_AI_NO_MACHINE'] !== undefined) return 'NIXOS_AI_NO_MACHINE is set';
  const missing = ['systemd-nspawn', 'mmdebstrap', 'nsenter', 'ip'].filter(
    (program) => spawnSync('which', [program]).status !== 0,
  );
  return missing.length === 0 ? undefined : `no ${missing.join(', no ')}`;
}
