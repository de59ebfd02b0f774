import type { Finding } from '../model/finding.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { BrokenRow } from './walk.ts';

/*
 * What an audit says. None of these can be mended: the remedies keep the evidence and begin anew.
 */

const KEEP =
  'keep the state directory as evidence and compare it with an export or a backup; a new journal begins when the directory is moved away';

export function brokenRow(broken: BrokenRow): Finding {
  const row = `row ${broken.id} (run ${broken.run}, event ${broken.seq})`;
  return broken.what === 'altered'
    ? error('AUD001', `${row} was altered: its hash does not follow from row ${broken.after} and its columns`)
    : error('AUD002', `rows are missing before ${row}: the row before it is ${broken.after}`);
}

export function truncated({ id, at }: Checkpoint, last: number): Finding {
  const missing = id - last;
  return error(
    'AUD003',
    `the journal ends at row ${last}, but row ${id} was signed at ${at}: ${missing} rows are missing from its end, beginning with row ${last + 1}`,
  );
}

export function replaced({ id, at }: Checkpoint): Finding {
  return error(
    'AUD004',
    `row ${id} is another one than was signed at ${at}: the journal was replaced or written anew`,
  );
}

export function noCheckpoint(file: string): Finding {
  return error(
    'AUD005',
    `${file} is missing or has another form, so a missing end of the journal cannot be seen`,
  );
}

export function forged(file: string): Finding {
  return error('AUD006', `the signature of ${file} does not fit it and the public key`);
}

export function noKey(file: string | undefined): Finding {
  const message =
    file === undefined
      ? 'a checkpoint was given without the public key that it is signed with'
      : `${file} is missing or is no Ed25519 public key, so no signature can be checked`;
  return error('AUD007', message, 'name a copy with `--key`');
}

export function brokenPair(secret: string, shown: string): Finding {
  return error(
    'AUD007',
    `${secret} and ${shown} are not the two halves of one key: one is missing or was replaced`,
    'restore both from a backup, or name a copy of the public key with `--key`',
  );
}

export function looseKey(file: string, mode: string): Finding {
  return error(
    'AUD008',
    `others than its owner may use the signing key ${file} (mode ${mode}; 0600 is right)`,
    `chmod 600 ${file}; whoever could read it could sign, so trust copies of checkpoints kept elsewhere`,
  );
}

export function unreadable(why: string): Finding {
  return error('AUD009', `the journal cannot be read: ${why}`);
}

function error(code: string, message: string, fix = KEEP): Finding {
  return { code, severity: 'error', message, fix };
}
