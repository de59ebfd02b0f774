import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The file tree of a host: layers that are only read, and over them what the host writes. */
export interface Disk {
  readonly base: string;
  readonly root: string;
  /** A name that no other host of this computer has; short, as it is part of that of a network interface. */
  readonly name: string;
}

let count = 0;

/**
 * What the host writes is kept in memory: a cut of the power ends processes, and nothing of a host is to stay when its
 * test is over.
 */
export function mountDisk(...layers: readonly string[]): Disk {
  return mountLayers(layers);
}

/** The same, and where `kept` is given what is written stays there, as a layer for others. The uppermost layer is first. */
export function mountLayers(layers: readonly string[], kept?: string): Disk {
  const base = mkdtempSync('/tmp/nixos-ai-machine-');
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', base]);
  const upper = kept ?? join(base, 'upper');
  // Beside what is written: they are of one file system.
  const work = kept === undefined ? join(base, 'work') : `${kept}.work`;
  const root = join(base, 'root');
  for (const path of [upper, work, root]) mkdirSync(path, { recursive: true });
  const options = `lowerdir=${layers.join(':')},upperdir=${upper},workdir=${work}`;
  execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', options, root]);
  count += 1;
  return { base, root, name: `nxa${process.pid % 100_000}-${count}` };
}

export function unmountDisk({ base, root }: Disk): void {
  for (const path of [root, base]) execFileSync('umount', ['-l', path]);
  rmSync(base, { recursive: true, force: true });
}
