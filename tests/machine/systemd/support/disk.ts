import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The file tree of a host: an image that is only read, and over it what the host writes. */
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
export function mountDisk(image: string): Disk {
  const base = mkdtempSync('/tmp/nixos-ai-machine-');
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', base]);
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(base, name));
  const root = join(base, 'root');
  const layers = `lowerdir=${image},upperdir=${join(base, 'upper')},workdir=${join(base, 'work')}`;
  execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', layers, root]);
  count += 1;
  return { base, root, name: `nxa${process.pid % 100_000}-${count}` };
}

export function unmountDisk({ base, root }: Disk): void {
  for (const path of [root, base]) execFileSync('umount', ['-l', path]);
  rmSync(base, { recursive: true, force: true });
}
