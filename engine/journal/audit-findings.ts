import type { FindingCode } from '../model/finding-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { BrokenRow } from './walk.ts';

/*
 * What an audit says. None of these can be mended: the remedies keep the evidence and begin anew.
 */

const KEEP =
  'keep the state directory as evidence and compare it with an export or a backup; move the directory away to start a new journal';

export function brokenRow(broken: BrokenRow): Finding {
  const row = `row ${broken.id} (run ${broken.run}, event ${broken.seq})`;
  return broken.what === 'altered'
    ? error('AUD001', `${row} was altered: its hash does not match row ${broken.after} and its own columns`)
    : error('AUD002', `rows are missing before ${row}: the row before it is ${broken.after}`);
}

export function truncated({ id, at }: Checkpoint, last: number): Finding {
  const missing = id - last;
  return error(
    'AUD003',
    `the journal ends at row ${last}, but row ${id} was signed at ${at}: ${missing} rows are missing from its end, starting with row ${last + 1}`,
  );
}

export function replaced({ id, at }: Checkpoint): Finding {
  return error(
    'AUD004',
    `row ${id} is not the row that was signed at ${at}: the journal was replaced or rewritten`,
  );
}

export function noCheckpoint(file: string): Finding {
  return error(
    'AUD005',
    `${file} is missing or malformed, so rows missing from the end of the journal cannot be detected`,
  );
}

export function forged(file: string): Finding {
  return error('AUD006', `the signature of ${file} does not match its content and the public key`);
}

export function noKey(file: string | undefined): Finding {
  const message =
    file === undefined
      ? 'a checkpoint was given without its public key'
      : `${file} is missing or is not an Ed25519 public key, so no signature can be checked`;
  return error('AUD007', message, 'name a copy with `--key`');
}

export function brokenPair(secret: string, shown: string): Finding {
  return error(
    'AUD007',
    `${secret} and ${shown} are not a key pair: one is missing or was replaced`,
    'restore both from a backup, or name a copy of the public key with `--key`',
  );
}

export function looseKey(file: string, mode: string): Finding {
  return error(
    'AUD008',
    `the signing key ${file} is accessible to users other than its owner (mode ${mode}; it should be 0600)`,
    `chmod 600 ${file}; anyone who could read it could sign, so trust only checkpoints kept elsewhere`,
  );
}

/**
 * @param since - The first row that was written there.
 * @param hardware - Whether the installation is the same, and only its hardware another.
 */
export function otherMachine(since: number, hardware: boolean): Finding {
  return error(
    'AUD012',
    hardware
      ? `the journal was signed on other hardware (rows from ${since} on): this disk is a copy of that one, or its hardware was exchanged`
      : `the journal was signed on another machine (rows from ${since} on): it, its key and its checkpoint are not of this host`,
    'if it is not of this host, move the state directory away; if this host took it over, the next run that ends signs that it was written elsewhere before, which `audit verify` goes on to say',
  );
}

export function unsignedApproval({ id, run }: { readonly id: number; readonly run: string }): Finding {
  return error(
    'AUD013',
    `row ${id}, an approval for run ${run}, is not signed, although the engine signs after each: somebody made it without the key, or the engine was ended there`,
    'ask whoever it names before the run goes on: the next row that is signed covers it',
  );
}

/** @param who - Who it is, in words that name the path. */
export function otherWriter(who: string): Finding {
  return error(
    'AUD011',
    `somebody else than root can change what is audited: ${who}`,
    'chown it to root and take the write permission of others away; trust only an export and a checkpoint that were kept elsewhere',
  );
}

export function unreadable(why: string): Finding {
  return error('AUD009', `the journal cannot be read: ${why}`);
}

/** The disk is in the way, which says nothing of the journal. */
export function unreachable(why: string): Finding {
  return error(
    'HOST005',
    `the journal could not be read because of its disk, so nothing is known of it: ${why}`,
    'free space, or mount the disk again; then verify again',
  );
}

function error(code: FindingCode, message: string, fix = KEEP): Finding {
  return { code, severity: 'error', message, fix };
}
