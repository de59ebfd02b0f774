import type { Restored } from '../../model/host/files.ts';
import { lstat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Exec } from '../../model/host/exec.ts';
import { systemClock } from '../clock.ts';
import { findDiskTrouble, type KeptFree } from '../storage/disk-trouble.ts';
import { STREAMED_BOUNDS, TooMuch } from './bounds.ts';
import { isMissing, makePrivateDirectory } from './files.ts';
import { openHeld } from './held.ts';
import { holdTree, removeTree, type HeldTree, type TreeFile } from './held-tree.ts';
import { isSameContent } from './same-content.ts';
import { makeScratch } from './scratch.ts';
import { hasCode } from './walk.ts';

/**
 * Unpacks an archive of tar into a scratch directory below `scratchIn`, compares it with the directory that it is a copy
 * of, and removes the scratch directory again, whatever happens. A file that changed after `made` is not compared.
 * The original is only read. One that unpacks to more than the disk takes is ended before it has filled it.
 */
export async function testRestore(
  exec: Exec,
  archive: { readonly path: string; readonly made: Date },
  original: string,
  scratchIn: string,
  signal: AbortSignal,
  leave = KEPT_FREE,
): Promise<Restored> {
  const scratch = await makeScratch('restore', scratchIn);
  try {
    // The archive says how open the directory is that it is unpacked to: not this one.
    const inside = join(scratch, 'unpacked');
    await makePrivateDirectory(inside);
    const trouble = await unpack(exec, archive.path, inside, { signal, leave });
    if (trouble !== undefined) return { compared: 0, wrong: [`it cannot be unpacked: ${trouble}`] };
    return await compare(await rootIn(inside, original), original, archive.made, signal);
  } catch (error) {
    if (error instanceof TooMuch) return { compared: 0, wrong: [error.message] };
    throw error;
  } finally {
    await removeTree(scratch);
  }
}

/** Others write to that disk, too: the journal is on it. */
const KEPT_FREE: KeptFree = { bytes: 256 * 1024 * 1024, part: 0.05, files: 4096 };

/**
 * An archive may hold `./` itself, with an owner and a mode, and programs with rights of their own: what is unpacked stays
 * this user's, and nobody else's.
 */
const AS_OURS = ['--no-same-owner', '--no-same-permissions'] as const;

/** Of the very file that was opened, whoever exchanges it meanwhile. Why it cannot be done. */
async function unpack(
  exec: Exec,
  path: string,
  directory: string,
  { signal, leave }: { readonly signal: AbortSignal; readonly leave: KeptFree },
): Promise<string | undefined> {
  const handle = await openHeld(path);
  if (handle === undefined) return `${path} is missing`;
  try {
    const file = `/proc/${process.pid}/fd/${handle.fd}`;
    const argv = ['tar', '-x', ...AS_OURS, '-f', file, '-C', directory] as const;
    using room = new Room(directory, leave);
    const { exitCode, stderr } = await exec({ argv }, { signal: AbortSignal.any([signal, room.over]) });
    if (room.over.aborted) return 'it holds more than the disk takes that it is unpacked to';
    return exitCode === 0 ? undefined : stderr.trim().slice(-300);
  } finally {
    await handle.close();
  }
}

/** Archives hold the whole path, the directory by its name, or what is in it. A link to a directory holds nothing. */
async function rootIn(unpacked: string, original: string): Promise<string> {
  await using tree = await holdTree(unpacked, { bounds: STREAMED_BOUNDS });
  for (const candidate of [original, basename(original)])
    if (await tree.isDirectory(candidate)) return join(unpacked, candidate);
  return unpacked;
}

async function compare(
  unpacked: string,
  original: string,
  made: Date,
  signal: AbortSignal,
): Promise<Restored> {
  await using live = await holdTree(original, { bounds: STREAMED_BOUNDS });
  await using copy = await holdTree(unpacked, { bounds: STREAMED_BOUNDS });
  let compared = 0;
  const wrong: string[] = [];
  for (const { path, kind } of await live.list()) {
    const found = kind === 'other' ? undefined : await lstat(join(original, path)).catch(ignoreMissing);
    // It changed or went away after the archive was made.
    if (found === undefined || found.mtime > made) continue;
    compared += 1;
    signal.throwIfAborted();
    const problem = await problemOf(copy, live, path, signal);
    if (problem !== undefined) wrong.push(`${path} ${problem}`);
  }
  return { compared, wrong };
}

/** What a link leads to is not in the archive: the original, in the worst case, compared with itself. */
async function problemOf(
  copy: HeldTree,
  live: HeldTree,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  await using opened = new Opened();
  try {
    const [wanted, got] = [opened.add(await live.openOne(path)), opened.add(await copy.openOne(path))];
    if (got === undefined) return 'is missing';
    if (isLink(got) && wanted !== undefined && !isLink(wanted)) return 'is only a link in the archive';
    return (await isSameEntry(wanted, got, signal)) ? undefined : 'differs';
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'ENOTDIR')) return 'is only behind a link in the archive';
    throw error;
  }
}

type Entry = FileHandle | TreeFile;

async function isSameEntry(wanted: Entry | undefined, got: Entry, signal: AbortSignal): Promise<boolean> {
  if (wanted === undefined) return false;
  if (isLink(wanted) && isLink(got)) return Buffer.compare(wanted.bytes, got.bytes) === 0;
  return !isLink(wanted) && !isLink(got) && (await isSameContent(wanted, got, signal));
}

function isLink(entry: Entry): entry is TreeFile {
  return 'bytes' in entry;
}

/** What is open of two entries, to be closed with them. */
class Opened implements AsyncDisposable {
  readonly #handles: FileHandle[] = [];

  add(entry: Entry | undefined): Entry | undefined {
    if (entry !== undefined && !isLink(entry)) this.#handles.push(entry);
    return entry;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#handles.map(async (handle) => handle.close()));
  }
}

/** How often is looked at what is left of a disk. */
const LOOK_MS = 250;

/** Whether the disk of a directory takes more than is to be left of it, looked at again and again. */
class Room implements Disposable {
  readonly #over = new AbortController();
  readonly #looks: { readonly cancel: () => void };

  constructor(directory: string, leave: KeptFree) {
    const look = (): void => {
      if (findDiskTrouble(directory, leave) !== undefined) this.#over.abort();
    };
    look();
    this.#looks = systemClock.every(LOOK_MS, look);
  }

  /** Aborted once it does not. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  [Symbol.dispose](): void {
    this.#looks.cancel();
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
