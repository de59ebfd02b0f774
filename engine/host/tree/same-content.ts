import type { FileHandle } from 'node:fs/promises';

const PART = 1024 * 1024;

/**
 * Whether two open files hold the same, read a part at a time: however large they are, no more than two parts of them are
 * in memory. Throws what the signal was aborted with.
 */
export async function isSameContent(
  one: FileHandle,
  other: FileHandle,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await one.stat()).size !== (await other.stat()).size) return false;
  const [mine, theirs] = [Buffer.allocUnsafe(PART), Buffer.allocUnsafe(PART)];
  for (let at = 0; ; at += PART) {
    signal.throwIfAborted();
    const [read, readThere] = [await fill(one, mine, at), await fill(other, theirs, at)];
    if (Buffer.compare(mine.subarray(0, read), theirs.subarray(0, readThere)) !== 0) return false;
    if (read < PART) return true;
  }
}

/** As much of a file from a place on as there is, up to the size of the buffer. */
async function fill(handle: FileHandle, buffer: Buffer, at: number): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, at + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
