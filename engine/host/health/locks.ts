import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import type { Held } from '../../check/doctor/facts.ts';
import { deviceName, parseLocks } from '../storage/kernel-locks.ts';
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

async function hasOpen(pid: number, file: string): Promise<boolean> {
  const path = await realpath(file);
  const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(
    open.map(async (fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  return targets.includes(path);
}
