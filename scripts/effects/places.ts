/** Whose the directory is that an effect by path is in, and why nobody else can lead it elsewhere. */
export interface Place {
  /** In whose directory. */
  readonly whose: string;
  readonly why: string;
}

const HELD: Place = { whose: "anybody's", why: 'by descriptors: this is the module for it' };
const STATE: Place = {
  whose: "root's state directory",
  why: 'a state directory that others may write to is refused before (HOST009)',
};
const SANDBOX: Place = {
  whose: 'a sandbox of who runs it',
  why: 'a sandbox defends nothing, and root makes none of others',
};
const SHIPPED: Place = {
  whose: "the program's own files",
  why: 'who may write there is who may write the program',
};
const SYSTEM: Place = {
  whose: "root's system directories",
  why: '/proc, /dev, /etc, /boot: nobody else writes there',
};
const JUDGED: Place = {
  whose: "root's, or who runs it",
  why: 'who else may write is asked first (who-decides.ts), of every directory on the way',
};

/**
 * The modules that may do something by path, each with its reason. Whatever has to do with a directory that somebody else
 * may write to goes through `engine/host/tree/held.ts`, `held-tree.ts` or `files.ts`.
 */
export const PLACES: Readonly<Record<string, Place>> = {
  'engine/host/tree/walk.ts': HELD,
  'engine/host/tree/held.ts': HELD,
  'engine/host/tree/held-tree.ts': HELD,
  'engine/host/tree/files.ts': HELD,
  'engine/host/socket/sweep.ts': {
    ...HELD,
    why: 'by descriptors, after the directory was taken from its owner',
  },
  'engine/host/socket/asking-process.ts': {
    whose: "root's, where a group may make files",
    why: 'the name is a challenge that nobody can guess; the file is new, and of the reader only looked at; and /proc',
  },
  'engine/host/socket/proof.ts': {
    whose: "root's, where a group may make files",
    why: 'the name is a challenge that nobody can guess; what was opened is judged, and links are not followed',
  },
  'engine/host/socket/server.ts': {
    whose: "root's runtime directory",
    why: 'made or judged just before (own-directory.ts)',
  },
  'engine/host/socket/client.ts': {
    whose: "root's runtime directory",
    why: 'who else may write is asked first (proof.ts)',
  },
  'engine/host/system/own-directory.ts': {
    whose: "root's runtime directory",
    why: 'a link, or one of another owner, is refused',
  },
  'engine/host/system/launch.ts': {
    whose: "root's runtime directory",
    why: 'made or judged just before (own-directory.ts)',
  },
  'engine/host/tree/kept-files.ts': {
    ...STATE,
    why: 'copies into a directory of root; the originals are opened by held.ts',
  },
  'engine/host/tree/work-tree.ts': {
    ...STATE,
    why: 'the candidate, in a directory that was just made for root alone',
  },
  'engine/host/tree/scratch.ts': {
    whose: 'the directory of temporary files',
    why: 'one in which others could exchange an entry is not used',
  },
  'engine/host/tree/git-objects.ts': STATE,
  'engine/host/nix/flake-source.ts': {
    whose: 'a scratch directory',
    why: 'made for root alone (scratch.ts)',
  },
  'engine/host/nix/index-db.ts': STATE,
  'engine/host/storage/reserve.ts': STATE,
  'engine/host/storage/scratch-state.ts': { ...STATE, why: 'from there to a new directory in memory' },
  'engine/host/read-only-db.ts': { ...STATE, why: 'read, or copied to a new directory in memory' },
  'engine/journal/checkpoint.ts': STATE,
  'engine/journal/durable.ts': STATE,
  'engine/journal/journal.ts': STATE,
  'engine/journal/keys.ts': STATE,
  'engine/journal/lock.ts': STATE,
  'engine/journal/queue.ts': STATE,
  'engine/journal/service-log.ts': STATE,
  'engine/journal/tail.ts': STATE,
  'engine/journal/export-file.ts': {
    whose: 'who runs it',
    why: 'the export that the caller names, to read it',
  },
  'engine/host/nix/nix-files.ts': {
    whose: 'who runs it',
    why: 'the files that the caller names, to read them',
  },
  'engine/host/policy-file.ts': JUDGED,
  'engine/host/service-file.ts': JUDGED,
  'engine/host/program/runbook-library.ts': JUDGED,
  'engine/host/program/history-file.ts': JUDGED,
  'engine/host/program/compiled-code.ts': JUDGED,
  'engine/host/configuration/origin.ts': {
    whose: 'who runs it',
    why: 'the file that the caller names, to read it',
  },
  'engine/host/program/assets.ts': SHIPPED,
  'engine/host/program/code-table.ts': SHIPPED,
  'engine/host/program/raster.ts': SHIPPED,
  'engine/host/nix/evaluate.ts': SHIPPED,
  'engine/journal/machine.ts': SYSTEM,
  'engine/host/people/identity.ts': SYSTEM,
  'engine/host/people/user-names.ts': SYSTEM,
  'engine/host/process/left-behind.ts': SYSTEM,
  'engine/host/process/terminal-input.ts': SYSTEM,
  'engine/host/watch/usage.ts': SYSTEM,
  'engine/host/storage/mounts.ts': SYSTEM,
  'engine/host/health/space.ts': SYSTEM,
  'engine/host/health/state.ts': STATE,
  'engine/host/system/boot.ts': SYSTEM,
  'engine/host/system/boot-entry.ts': SYSTEM,
  'engine/host/probe.ts': { whose: 'nobody', why: 'a connection of TCP: no path' },
  'engine/host/fault.ts': {
    whose: 'who runs it',
    why: 'for tests: a file that the environment names, which sudo does not keep',
  },
  'engine/host/process/trace.ts': {
    whose: 'who runs it',
    why: 'for tests: a file that the environment names, which sudo does not keep',
  },
  'engine/host/sandbox/files.ts': SANDBOX,
  'engine/host/sandbox/nix.ts': SANDBOX,
  'engine/host/sandbox/power.ts': SANDBOX,
  'engine/host/sandbox/processes.ts': SANDBOX,
  'engine/host/sandbox/sandbox.ts': SANDBOX,
};
