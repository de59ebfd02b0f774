import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a new file and waits until its bytes are on the disk. Whatever had the name is removed first. */
export function writeSynced(file: string, content: string | Buffer, mode: number): void {
  rmSync(file, { force: true });
  const handle = openSync(file, 'wx', mode);
  try {
    writeSync(handle, Buffer.from(content));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Replaces a file in one step: after a power cut it is the old one or the new one, never a part. */
export function writeAtomically(file: string, content: string | Buffer, mode: number): void {
  const fresh = `${file}.${process.pid}.new`;
  writeSynced(fresh, content, mode);
  renameSync(fresh, file);
  const directory = openSync(dirname(file), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

export function isNoEntry(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
