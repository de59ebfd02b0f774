import type { FileHandle } from 'node:fs/promises';
import { RefusedByHost } from '../../model/host/refused-by-host.ts';

/** How much of a tree is read: what is more is not a configuration, and would take the memory of the host. */
export interface Bounds {
  /** Bytes of one file, by what it says it holds: a sparse one holds little and is as long to read. */
  readonly file: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Files, links and directories. */
  readonly entries: number;
  /** Directories in one another: each is held open while it is gone through. */
  readonly depth: number;
}

const MIB = 1024 * 1024;

/** A configuration, with a checkout of nixpkgs in it. */
export const TREE_BOUNDS: Bounds = { file: 128 * MIB, bytes: 512 * MIB, entries: 200_000, depth: 128 };

/** What is gone through without being kept in memory, as a backup is. */
export const STREAMED_BOUNDS: Bounds = { file: Infinity, bytes: Infinity, entries: 2_000_000, depth: 512 };

/** Somebody put more there than is read at once. HOST010. */
export class TooMuch extends RefusedByHost {
  override readonly name = 'TooMuch';

  constructor(path: string, why: string) {
    super({
      code: 'HOST010',
      severity: 'error',
      message: `${path} ${why}`,
      fix: 'move it elsewhere, or remove it: what is read here is text and what belongs to it',
    });
  }
}

/**
 * What a file holds from where it is read on. It ends at the bound also where the file grows while it is read, or says
 * that it holds nothing, as one of a file system in a program may.
 *
 * Throws {@link TooMuch}.
 */
export async function readWithin(
  handle: FileHandle,
  path: string,
  most: number = TREE_BOUNDS.file,
): Promise<Buffer> {
  const { size } = await handle.stat();
  if (size > most) throw tooLarge(path, most, size);
  let buffer: Buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
    length += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, length);
    if (length > most) throw tooLarge(path, most);
    if (length === buffer.length) buffer = longer(buffer, most);
  }
}

const STEP = 64 * 1024;

function longer(buffer: Buffer, most: number): Buffer {
  const more = Math.min(Math.max(STEP, buffer.length), most + 1 - buffer.length);
  return Buffer.concat([buffer, Buffer.allocUnsafe(more)]);
}

function tooLarge(path: string, most: number, size?: number): TooMuch {
  const says = size === undefined ? 'holds more than' : `says that it holds ${inMib(size)}, more than`;
  return new TooMuch(path, `${says} the ${inMib(most)} that are read of one file`);
}

function inMib(bytes: number): string {
  return `${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`;
}

/** What was read of one tree until now. Throws {@link TooMuch} where that is too much. */
export class Allowance {
  readonly #bounds: Bounds;
  readonly #root: string;
  #entries = 0;
  #bytes = 0;

  constructor(root: string, bounds: Bounds) {
    this.#root = root;
    this.#bounds = bounds;
  }

  /** One entry of it, by its '/'-separated path. */
  enter(path: string): void {
    const { entries, depth } = this.#bounds;
    this.#entries += 1;
    if (this.#entries > entries)
      throw new TooMuch(
        this.#root,
        `holds more than the ${entries.toLocaleString('en')} files that are read`,
      );
    if (path.length > depth && path.split('/').length > depth)
      throw new TooMuch(this.#root, `holds directories more than ${depth} deep in one another`);
  }

  /** How much of a file may be read, which says that it holds so much. */
  take(path: string, bytes: number): number {
    const { file, bytes: all } = this.#bounds;
    if (bytes > file) throw tooLarge(`${this.#root}/${path}`, file, bytes);
    this.#bytes += bytes;
    if (this.#bytes > all)
      throw new TooMuch(this.#root, `holds more than the ${inMib(all)} that are read of one directory`);
    return Math.min(file, all - this.#bytes + bytes);
  }
}
