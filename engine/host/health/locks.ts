import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import type { Held } from '../../check/doctor/facts.ts';
import { readTextIfThere } from '../tree/files.ts';

/**
 * Who holds a file locked for writing, read off the kernel's list: trying the lock ourselves could take it from somebody
 * at that very moment. Undefined: nobody that can be seen from here.
 */
export async function findHolder(file: string): Promise<Held | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  const table = (await readTextIfThere('/proc/locks')) ?? '';
  for (const { pid, device, inode } of parseLocks(table)) {
    if (inode !== found.ino) continue;
    // Some file systems (btrfs, overlays) tell a file's owner another device than the kernel's list has.
    if (device === deviceName(found.dev) || (await hasOpen(pid, file))) return { file, pid };
  }
  return undefined;
}

interface KernelLock {
  readonly pid: number;
  /** Major and minor number, hexadecimal. */
  readonly device: string;
  readonly inode: number;
}

/**
 * The locks for writing of /proc/locks; who waits for one (`->`) does not hold it.
 *
 * @example
 * parseLocks('6: FLOCK  ADVISORY  WRITE 16395 fe:00:9473133 0 EOF')
 * // [{ pid: 16395, device: 'fe:00', inode: 9473133 }]
 */
export function parseLocks(table: string): readonly KernelLock[] {
  const rows = table.matchAll(
    /^\d+: (?:FLOCK|POSIX|OFDLCK) +\w+ +WRITE (?<pid>-?\d+) (?<device>[0-9a-f]+:[0-9a-f]+):(?<inode>\d+) /gmu,
  );
  return [...rows].map(({ groups = {} }) => ({
    pid: Number(groups['pid']),
    device: groups['device'] ?? '',
    inode: Number(groups['inode']),
  }));
}

/** A device as /proc/locks writes it. */
function deviceName(device: number): string {
  const number = BigInt(device);
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n);
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n);
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':');
}

async function hasOpen(pid: number, file: string): Promise<boolean> {
  const path = await realpath(file);
  const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    open.map(async (fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  return targets.includes(path);
}
