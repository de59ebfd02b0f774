import type { KeptFile } from '../step-data.ts';
import type { Certificate } from './network.ts';

/** What a path leads to, links followed. To read what is not a plain file may never end. */
export type FileKind = 'file' | 'other';

/** A file of a directory, and when its content last changed. */
export interface FoundFile {
  readonly name: string;
  readonly path: string;
  readonly changed: Date;
  readonly bytes: number;
}

export interface FileWithMode {
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/** Copies of files, or the first of them that is not a plain file. */
export type Kept =
  { readonly ok: true; readonly files: readonly KeptFile[] } | { readonly ok: false; readonly why: string };

/** What unpacking an archive and comparing it with the original gave. */
export interface Restored {
  /** Files that were compared: those that did not change after the archive was made. */
  readonly compared: number;
  /** Files that are missing in the archive, or hold something else there; or why nothing could be unpacked. */
  readonly wrong: readonly string[];
}

/** The files of a host, by absolute path. */
export interface Files {
  /** Undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  readText(path: string): Promise<string | undefined>;
  /** A plain file with the bits of its permissions, both of one moment; undefined where there is none. */
  readWithMode(path: string): Promise<FileWithMode | undefined>;
  /** SHA-256 of what it holds, as hex; null where there is none. */
  hash(path: string): Promise<string | null>;
  kind(path: string): Promise<FileKind | undefined>;
  /** When what it leads to last changed; for a directory, what it lists. Throws where there is nothing. */
  changed(path: string): Promise<Date>;
  exists(path: string): Promise<boolean>;
  /** Whether it can be replaced, or made where it is missing. */
  isWritable(path: string): Promise<boolean>;
  /**
   * Replaces what a file holds: a reader, or a power cut, sees the old bytes or the new, never a mixture. Mode and owner
   * stay; a link is written through.
   */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Nothing there is fine; so for a tree. */
  remove(path: string): Promise<void>;
  removeTree(path: string): Promise<void>;
  /** Removes what a write of this file left beside it when it was cut off. */
  removeLeftover(path: string): Promise<void>;
  /** A directory for the engine alone, with its parents. */
  makePrivate(path: string): Promise<void>;
  /** The plain file of a directory that changed last among those whose name matches; `*` stands for any text. */
  newest(directory: string, match: string): Promise<FoundFile | undefined>;
  /** Copies files into a directory for the engine alone; on disk when it returns. */
  keep(paths: readonly string[], directory: string): Promise<Kept>;
  /** Puts one back as it was: content, mode and owner, or nothing. Gives what stands against it. */
  putBack(file: KeptFile): Promise<string | undefined>;
  /** Unpacks an archive below `scratch`, compares it with what it is a copy of, and removes what was unpacked. */
  testRestore(
    archive: { readonly path: string; readonly made: Date },
    original: string,
    scratch: string,
    signal: AbortSignal,
  ): Promise<Restored>;
  /** The first certificate in a file, or why there is none. */
  certificate(path: string): Promise<Certificate>;
}
