/** A tree of the configuration directory, kept. */
export interface Snapshot {
  readonly commit: string;
  readonly tree: string;
}

/** What a plan makes of one file: its new text, or null to remove it. */
export type NewContent = ReadonlyMap<string, string | null>;

/** A file that is another in one tree than in another, or is in one alone. */
export interface ChangedFile {
  readonly path: string;
  /** It is a link in one of them. */
  readonly link: boolean;
}

/** The engine's own store of configuration trees. */
export interface Snapshots {
  /** Keeps the live tree under a name: every file, byte for byte. */
  take(name: string, message: string): Promise<Snapshot>;
  /** The hash of the live tree now: equal to a snapshot's when nothing has changed since. */
  liveTree(): Promise<string>;
  /** The hash of the tree in another directory. */
  treeOf(directory: string): Promise<string>;
  /**
   * A snapshot with some files changed, kept under its own name and written to `directory`; gives its commit. Throws
   * when the live tree is another by now.
   */
  candidate(base: Snapshot, changes: NewContent, name: string, directory: string): Promise<string>;
  /** The live tree with some files changed, written to `directory` and kept nowhere; gives its tree. */
  sketch(changes: NewContent, directory: string): Promise<string>;
  /** What a file of a snapshot holds; undefined when it was not there. */
  read(commit: string, path: string): Promise<string | undefined>;
  /** The files in which two snapshots differ. Throws where one of them is gone. */
  changes(from: string, to: string): Promise<readonly ChangedFile[]>;
}
