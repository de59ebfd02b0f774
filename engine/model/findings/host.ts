import type { FindingSection } from './section.ts';

/** CLI: the program at a terminal. */
export const TERMINAL = {
  title: 'CLI: the program at a terminal',
  rows: {
    CLI001: ['`nixos-ai chat` was started without a terminal.', 'Give the sentence as an argument.'],
    CLI002: [
      '`nixos-ai explain` was asked for an unknown code.',
      'Use one that is named; `nixos-ai explain NIX` lists all that start with NIX.',
    ],
  },
} as const satisfies FindingSection;

/** HOST, LIB, RUN, SBX: hosts, runbooks by name, runs, sandboxes. */
export const HOSTS_AND_RUNS = {
  title: 'HOST, LIB, RUN, SBX: hosts, runbooks by name, runs, sandboxes',
  rows: {
    HOST001: [
      'The directory named is not a host.',
      'Name the directory of a sandbox, or omit `--host` on NixOS.',
    ],
    HOST002: ['This computer is not NixOS, and no other host was named.', 'Name a host, or make a sandbox.'],
    HOST003: ['A program could not be started.', 'Install Nix and check that it is on the PATH.'],
    HOST004: [
      'A file is outside the configuration directory, through a symbolic link.',
      'Move it into the directory, or change the option by hand.',
    ],
    HOST005: [
      'The journal cannot be opened, or cannot be read because its disk is full or read-only.',
      'Run it as the owner of the host; make room or mount it again as the finding says.',
    ],
    HOST006: ['A file of the configuration is a broken link.', 'Correct the link, or remove it.'],
    HOST007: [
      'Two names refer to one file of the configuration, and a change would give them different content.',
      'Import the file under one name only.',
    ],
    HOST008: [
      'The disk of the state directory is full or read-only, so a preview is not recorded. A warning.',
      'Make room, or mount it writable, before a change.',
    ],
    HOST009: [
      'Settings, a runbook, the state or the sandbox of a host is not for root alone to decide: its owner, its mode, a directory above it or a link on the way lets somebody else write to it. Root does not use it.',
      'Look at what it holds, make all of it root’s own (`chown root`, `chmod go-w`), or run this as its owner.',
    ],
    HOST010: [
      'A file or a directory holds more than is read of one: it is sparse, is data with a wrong name, or grows without end; so that what others may fill does not take the memory of the host.',
      'Move what does not belong to the configuration out of its directory.',
    ],
    HOST011: [
      'The configuration lies on a file system of a server or of a program (NFS, SMB, FUSE) that did not answer in time.',
      'Look after the mount (`findmnt`), unmount it or restart what serves it, then ask again.',
    ],
    LIB001: ['A runbook file cannot be read.', 'Check its path and permissions.'],
    LIB002: ['No runbook has this name.', 'Use a known name, or name a file with its extension.'],
    RUN001: ['Another run holds the host.', 'Wait for it to end.'],
    RUN002: [
      'An earlier run was interrupted and could not be rolled back.',
      '`nixos-ai show RUN` says what was done; `nixos-ai rollback RUN` tries again.',
    ],
    RUN003: [
      'A file was changed after the run; restoring its old content would lose that change.',
      'Roll back the later runs first.',
    ],
    RUN004: ['No run, or more than one, has this name.', 'See the history.'],
    RUN005: ['The run has nothing to undo.', 'See the history.'],
    RUN006: ['No run was interrupted.', 'See the history.'],
    RUN007: [
      'A run was interrupted, and the journal was altered, so it cannot be resumed.',
      'Go back by hand with the command in the finding.',
    ],
    RUN008: [
      'A run waits for a reboot; nothing else is changed before that.',
      'Reboot and `nixos-ai resume`, or `nixos-ai rollback RUN`.',
    ],
    RUN009: [
      'The run is not in progress, so it cannot be stopped.',
      '`nixos-ai rollback RUN` undoes a run that has ended; `nixos-ai resume` finishes one that was interrupted.',
    ],
    RUN010: [
      'The run being followed was interrupted, or is no longer followed.',
      '`nixos-ai resume`, or `nixos-ai attach RUN` again.',
    ],
    RUN011: [
      'A preview was made while the host may be half-changed (a warning).',
      'Follow the run that changes it, or `nixos-ai resume`; then preview again.',
    ],
    RUN012: [
      'The system of the host changed while the run waited for an approval.',
      'Ask for the change again.',
    ],
    RUN013: [
      'A file that a step puts elsewhere has changed since the plan was shown, in its content or its mode; nothing was written.',
      'Look at the file, then ask for the change again.',
    ],
    SBX001: [
      'The directory of a sandbox cannot be used.',
      'Choose a short absolute path of plain characters.',
    ],
    SBX002: ['The directory is not empty.', 'Name a directory that does not exist.'],
    SBX003: ['Nix could not make the sandbox.', 'Read its message; the directory is left for inspection.'],
    SBX004: ['The first switch of the sandbox failed.', 'Read the logs of its units.'],
    SBX005: ['The sandbox did not start in time.', 'Read its boot log.'],
    SBX006: ['The directory contains no sandbox that can start.', 'Create one there first.'],
  },
} as const satisfies FindingSection;

/** AUD: the journal as evidence. */
export const JOURNAL_EVIDENCE = {
  title: 'AUD: the journal as evidence',
  rows: {
    AUD001: [
      'A row of the journal was altered.',
      'Keep the state directory as evidence; compare it with an export or a backup.',
    ],
    AUD002: ['Rows of the journal are missing before a row.', 'The same.'],
    AUD003: [
      'The journal ends before a row that was signed: its end was removed, or it was replaced by an older copy.',
      'The same.',
    ],
    AUD004: ['A signed row has changed: the journal was replaced or rewritten.', 'The same.'],
    AUD005: [
      'The checkpoint is missing or damaged.',
      'Restore it from a backup; until then a missing end cannot be detected.',
    ],
    AUD006: [
      'The checkpoint was altered, or signed with another key.',
      'Keep it as evidence; restore it from a backup.',
    ],
    AUD007: [
      'A key is missing, or the two halves do not match.',
      'Restore both, or name a copy of the public key with `--key`.',
    ],
    AUD008: [
      'The signing key is accessible to users other than its owner.',
      'Set its mode to 0600; trust copies of checkpoints kept elsewhere.',
    ],
    AUD009: ['The journal, or a line of an export, cannot be read.', 'Read the message; restore a backup.'],
    AUD010: ['`--since` is not a date or a time.', 'Write it as `2026-11-22`.'],
    AUD011: [
      'Somebody else than root owns, or may write to, the state directory of root, its journal, key or checkpoint.',
      'Give it to root (`chown root`, `chmod go-w`); trust only what was kept elsewhere.',
    ],
    AUD012: [
      'The journal was signed on another machine, or on other hardware: it is not of this host, or its disk is a copy.',
      'Move the state directory away if it is not of this host; otherwise the next run that ends signs the change.',
    ],
    AUD013: [
      'An approval is not signed, although the engine signs after each.',
      'Ask whoever it names: it was made without the key, or the engine was ended there.',
    ],
  },
} as const satisfies FindingSection;

/** QTN: systems that did not hold. */
export const QUARANTINED = {
  title: 'QTN: systems that did not hold',
  rows: {
    QTN001: [
      'This exact system was tried before and failed: it is not applied without a person. A warning.',
      'Approve it anyway, or `nixos-ai quarantine clear RUN`.',
    ],
  },
} as const satisfies FindingSection;

/** PIC: pictures. */
export const PICTURES = {
  title: 'PIC: pictures',
  rows: {
    PIC001: ['A PNG cannot be printed to a terminal.', 'Name a file with `-o`.'],
    PIC002: ['A picture cannot be written to the file.', 'Name a file in a directory that you may write to.'],
  },
} as const satisfies FindingSection;
