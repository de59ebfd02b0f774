import { join } from 'node:path';
import { openToRead } from '../host/read-only-db.ts';
import { isDiskError } from '../host/storage/disk-trouble.ts';
import { inBounds, type Finding } from '../model/finding.ts';
import * as say from './audit-findings.ts';
import { checkpointFile, isSigned, readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { readExport } from './export-file.ts';
import { isOtherHardware, isSameMachine, readMachine, type Machine } from './machine.ts';
import { fingerprint, keyFiles, looseMode, readPublicKey, readSecretKey } from './keys.ts';
import { findOtherWriters } from './ownership.ts';
import { readRows } from './rows.ts';
import { walkChain, type BrokenRow, type Walk } from './walk.ts';

/** What an audit found out. Without findings, the journal is what was signed, and everything after it follows. */
export interface Audit {
  readonly rows: number;
  readonly runs: number;
  readonly firstBadRow: Pick<BrokenRow, 'id' | 'run' | 'seq' | 'what'> | null;
  /** The last signed row, when its signature holds and it is there. */
  readonly signed: { readonly id: number; readonly at: string } | null;
  /** Rows after it: whoever may write the journal, with or without its key, could have made them. */
  readonly unsigned: number;
  /** Where it was written, by what is signed; null of an export. */
  readonly writtenOn: WrittenWhere | null;
  /** SHA-256 of the public key that was used, hex. */
  readonly key: string | null;
  readonly findings: readonly Finding[];
}

/** `unbound`: an older engine signed it, which said nothing of that. */
export interface WrittenWhere {
  readonly now: 'here' | 'elsewhere' | 'unbound';
  /** The first row of each stretch that was written on another machine before. */
  readonly before: readonly number[];
}

/** Files that stand in for those beside the journal: copies that were kept elsewhere prove more. */
export interface AuditFiles {
  readonly key?: string | undefined;
  readonly checkpoint?: string | undefined;
}

/**
 * Reads the journal of a state directory from its first row to its last; nothing is written. Findings: AUD001 an
 * altered row, AUD002 rows missing, AUD003 the end missing, AUD004 another journal than was signed, AUD005 to AUD008
 * what is wrong with checkpoint and keys, AUD009 the journal cannot be read, AUD011 somebody else than root may write to it,
 * AUD012 it was written on another machine, AUD013 an approval is not signed.
 *
 * @example
 * auditJournal('/var/lib/nixos-ai').findings   // []
 */
export function auditJournal(state: string, files: AuditFiles = {}, machine: Machine = readMachine()): Audit {
  const own = keyFiles(state);
  const mode = looseMode(state);
  const loose = mode === undefined ? [] : [say.looseKey(own.secret, mode)];
  const pair = files.key === undefined && !isPair(state) ? [say.brokenPair(own.secret, own.public)] : [];
  const used = { key: files.key ?? own.public, checkpoint: files.checkpoint ?? checkpointFile(state) };
  const keys = [...loose, ...pair, ...findOtherWriters(state)];
  return audit(used, { keys, machine, partial: false }, (watch) => {
    const db = openToRead(join(state, 'journal.db'));
    try {
      return walkChain(readRows(db, {}), { watch });
    } finally {
      db.close();
    }
  });
}

/** The same for an export, with key and checkpoint where they are given. A `partial` one need not have every row. */
export function auditExport(file: string, files: AuditFiles, partial: boolean): Audit {
  return audit(files, { keys: [], partial }, (watch) => walkChain(readExport(file), { watch, partial }));
}

interface Audited {
  readonly keys: readonly Finding[];
  readonly partial: boolean;
  /** Of what is looked at where it lies. */
  readonly machine?: Machine;
}

function audit(files: AuditFiles, { keys, partial, machine }: Audited, walk: (watch: number) => Walk): Audit {
  const key = files.key === undefined ? undefined : readPublicKey(files.key);
  const statement = readStatement(files);
  const walked = tryWalk(() => walk(statement.checkpoint?.id ?? -1));
  const { rows = 0, runs = 0, broken } = walked.walk ?? {};
  const chain = [...walked.findings, ...(broken === undefined ? [] : [say.brokenRow(broken)])];
  const compared =
    chain.length === 0 && walked.walk !== undefined && statement.checkpoint !== undefined
      ? compare(statement.checkpoint, walked.walk, partial)
      : [];
  const { checkpoint } = statement;
  const holds = checkpoint !== undefined && chain.length + compared.length === 0;
  const behind = holds && !partial ? unsignedEnd(walked.walk) : [];
  const elsewhere =
    machine === undefined || checkpoint === undefined ? [] : judgeMachine(checkpoint, machine);
  return {
    rows,
    runs,
    firstBadRow:
      broken === undefined ? null : { id: broken.id, run: broken.run, seq: broken.seq, what: broken.what },
    signed: holds ? { id: checkpoint.id, at: checkpoint.at } : null,
    unsigned: holds ? Math.max(0, (walked.walk?.last.id ?? 0) - checkpoint.id) : 0,
    writtenOn: machine === undefined || checkpoint === undefined ? null : writtenOn(checkpoint, machine),
    key: key === undefined ? null : fingerprint(key),
    findings: [...chain, ...compared, ...behind, ...elsewhere, ...statement.findings, ...keys].map(inBounds),
  };
}

function tryWalk(walk: () => Walk): { readonly walk?: Walk; readonly findings: readonly Finding[] } {
  try {
    return { walk: walk(), findings: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { findings: [isDiskError(error) ? say.unreachable(why) : say.unreadable(why)] };
  }
}

/** The checkpoint, where there is one and its signature holds; a statement of somebody else says nothing. */
function readStatement(files: AuditFiles): {
  readonly checkpoint?: Checkpoint;
  readonly findings: readonly Finding[];
} {
  const key = files.key === undefined ? undefined : readPublicKey(files.key);
  const badKey = files.key !== undefined && key === undefined ? [say.noKey(files.key)] : [];
  if (files.checkpoint === undefined) return { findings: badKey };
  const checkpoint = readCheckpoint(files.checkpoint);
  if (checkpoint === undefined) return { findings: [say.noCheckpoint(files.checkpoint), ...badKey] };
  if (key === undefined) return { findings: badKey.length > 0 ? badKey : [say.noKey(undefined)] };
  return isSigned(checkpoint, key)
    ? { checkpoint, findings: [] }
    : { findings: [say.forged(files.checkpoint)] };
}

/** Whether the rows are those that were signed, or more. */
function compare(checkpoint: Checkpoint, walk: Walk, partial: boolean): Finding[] {
  if (walk.watched === checkpoint.hash) {
    const complete = partial || walk.last.id !== checkpoint.id || walk.rows === checkpoint.count;
    return complete ? [] : [say.replaced(checkpoint)];
  }
  if (walk.watched !== undefined) return [say.replaced(checkpoint)];
  // What an export leaves out is not missing.
  return partial ? [] : [say.truncated(checkpoint, walk.last.id)];
}

/** The engine signs after each approval, so one that is not signed was cut off there, or made by somebody else. */
function unsignedEnd(walk: Walk | undefined): readonly Finding[] {
  return (walk?.behind ?? []).filter(({ type }) => type === 'approval').map(say.unsignedApproval);
}

/** AUD012 where what was signed last was signed on another machine. */
export function judgeMachine({ machines }: Checkpoint, machine: Machine): readonly Finding[] {
  const last = machines?.at(-1);
  if (last === undefined || isSameMachine(last, machine)) return [];
  return [say.otherMachine(last.since, isOtherHardware(last, machine))];
}

function writtenOn({ machines }: Checkpoint, machine: Machine): WrittenWhere {
  const last = machines?.at(-1);
  const before = (machines ?? []).filter((one) => !isSameMachine(one, machine) && one !== last);
  if (last === undefined) return { now: 'unbound', before: [] };
  return {
    now: isSameMachine(last, machine) ? 'here' : 'elsewhere',
    before: before.map(({ since }) => since),
  };
}

function isPair(state: string): boolean {
  const secret = readSecretKey(state);
  const shown = readPublicKey(keyFiles(state).public);
  return secret !== undefined && shown !== undefined && fingerprint(secret) === fingerprint(shown);
}
