import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why nothing can be written to a disk, where that is so. */
export type DiskTrouble = 'full' | 'read-only';

/** A journal that is opened makes files of some tens of kilobytes beside it. */
const NEEDED_BYTES = 256 * 1024;

/** What has to be left of a disk: bytes, at most such a part of all of it, and files. */
export interface KeptFree {
  readonly bytes: number;
  readonly part: number;
  readonly files: number;
}

const FOR_JOURNAL: KeptFree = { bytes: NEEDED_BYTES, part: 1, files: 4 };

/**
 * Whether a directory, or where it would be made, lies on a disk that takes nothing more, or no more than is to be left of
 * it. One look; nothing is written.
 */
export function findDiskTrouble(directory: string, kept: KeptFree = FOR_JOURNAL): DiskTrouble | undefined {
  const there = nearest(directory);
  try {
    const { bavail, bfree, blocks, bsize, files, ffree } = statfsSync(there);
    const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
    if (isReadOnly(there)) return 'read-only';
    const least = Math.min(kept.bytes, kept.part * blocks * bsize);
    return free < least || (files > 0 && ffree < Math.min(kept.files, files / 4)) ? 'full' : undefined;
  } catch {
    // What cannot be looked at is for whoever opens it to say.
    return undefined;
  }
}

/** Whether it is the disk that kept something from being read or written, not what is on it. */
export function isDiskError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && typeof error.errcode === 'number') return SQLITE_DISK.has(error.errcode & 0xff);
  return 'code' in error && typeof error.code === 'string' && SYSTEM_DISK.has(error.code);
}

// READONLY, IOERR, FULL, CANTOPEN: a file that is damaged is CORRUPT or NOTADB.
const SQLITE_DISK: ReadonlySet<number> = new Set([8, 10, 13, 14]);
const SYSTEM_DISK: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** A user without rights is told so by who opens it; this is about the disk. */
function isReadOnly(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}
