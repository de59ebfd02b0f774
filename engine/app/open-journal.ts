import type { HostPlace } from '../model/host/place.ts';
import type { Clock } from '../model/host/clock.ts';
import { findDiskTrouble, isDiskError, type DiskTrouble } from '../host/storage/disk-trouble.ts';
import { isShortOfFiles, keepReserve, releaseReserve } from '../host/storage/reserve.ts';
import { refuseOthers } from '../host/tree/who-decides.ts';
import { openJournal, openJournalToRead, type Journal } from '../journal/journal.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import { assertNever } from '../model/outcome.ts';

/**
 * What the journal is opened for. `read`: also where its disk takes nothing more. `write`: a preview, or a word on record.
 * `change`: the host is to be changed; room is kept for the day on which the disk is full. `recover`: to take a run back
 * or to make room, for which that room is there.
 */
export type JournalUse = 'read' | 'write' | 'change' | 'recover';

/** The journal of a host. HOST005 where it cannot be opened, HOST009 where root would go by a journal of somebody else. */
export function tryJournal(
  { state }: Pick<HostPlace, 'state'>,
  clock: Clock,
  use: JournalUse = 'write',
): Result<Journal> {
  const refused = refuseOthers('the state directory', state);
  if (refused !== undefined) return failed(refused);
  const now = (): Date => clock.now();
  try {
    const trouble = use === 'read' ? undefined : findTrouble(state, use);
    if (trouble !== undefined) return cannotOpen(state, use, trouble);
    const journal = openJournal(state, now);
    if (use === 'change') keepReserve(state);
    return ok(journal);
  } catch (error) {
    if (use === 'read' && isDiskError(error)) return tryToRead(state, now);
    return cannotOpen(state, use, isDiskError(error) ? findDiskTrouble(state) : undefined, error);
  }
}

/** A journal that is there can often be opened where nothing can be written to it: that is said before anything begins. */
function findTrouble(state: string, use: JournalUse): DiskTrouble | undefined {
  const trouble = findDiskTrouble(state);
  if (use !== 'recover' || (trouble !== 'full' && !isShortOfFiles(state))) return trouble;
  releaseReserve(state);
  return findDiskTrouble(state);
}

function tryToRead(state: string, now: () => Date): Result<Journal> {
  try {
    return ok(openJournalToRead(state, now));
  } catch (error) {
    return cannotOpen(state, 'read', findDiskTrouble(state), error);
  }
}

function cannotOpen(
  state: string,
  use: JournalUse,
  trouble: DiskTrouble | undefined,
  error?: unknown,
): Result<never> {
  const said = error instanceof Error ? error.message : String(error);
  const why = trouble === undefined ? said : TROUBLES[trouble];
  const message = `the journal in ${state} cannot be opened: ${why}; nothing was changed`;
  return failed({ code: 'HOST005', severity: 'error', message, fix: remedyOf(trouble, use) });
}

const TROUBLES = {
  full: 'its disk is full',
  'read-only': 'its disk is mounted read-only',
} as const satisfies Record<DiskTrouble, string>;

function remedyOf(trouble: DiskTrouble | undefined, use: JournalUse): string {
  switch (trouble) {
    case 'full':
      return use === 'recover'
        ? 'the room that was kept for this is used up: delete something on that disk, or run nix-collect-garbage as root, then try again'
        : 'nixos-ai run collect-garbage makes room, and nixos-ai rollback takes a run back: some is kept for both. nix-collect-garbage as root does without us';
    case 'read-only':
      return 'mount it writable (mount -o remount,rw), and look at the kernel log for why it was not. The system can be taken back without us: docs/RECOVERY.md, scripts/rollback.sh';
    case undefined:
      return process.getuid?.() === 0
        ? 'check the disk and its permissions'
        : 'run it as root (sudo), or as the owner of the host';
    default:
      return assertNever(trouble);
  }
}
