import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { proofFile, socketFile } from '../../engine/host/socket/places.ts';
import { isChallenge, makeProof } from '../../engine/host/socket/proof.ts';
import type { Role } from '../../engine/model/service/request.ts';

/** The socket that a client came in by. */
export interface Door {
  readonly runtime: string;
  readonly role: Role;
  readonly group: string;
}

/** What a client may leave where its proof belongs. */
export const PROOFS = [
  'right',
  'other-line',
  'other-socket',
  'link',
  'second-name',
  'directory',
  'tree',
  'empty',
  'long',
  'shared',
] as const;

/** Leaves one, for the challenge of a greeting; nothing where there is one already, or no challenge. */
export function leaveProof(door: Door, kind: string, hello: string | undefined, line: string): void {
  try {
    const { challenge }: Readonly<Record<string, unknown>> = Object(JSON.parse(hello ?? '{}'));
    if (isChallenge(challenge)) leave(door, kind, challenge, line);
  } catch {
    // There is one already, or the directory is gone.
  }
}

function leave({ runtime, role, group }: Door, kind: string, challenge: string, line: string): void {
  const file = proofFile(runtime, role, group, challenge);
  const socket = socketFile(runtime, role, group);
  switch (kind) {
    case 'other-line':
      return makeProof(file, challenge, { socket, line: `${line} ` });
    case 'other-socket':
      return makeProof(file, challenge, { socket: `${socket}x`, line });
    case 'link':
      return symlinkSync('/dev/zero', file);
    case 'second-name':
      makeProof(file, challenge, { socket, line });
      return linkSync(file, `${file}-`);
    case 'directory':
      return mkdirSync(file);
    case 'tree':
      return void mkdirSync(`${file}${'/d'.repeat(400)}`, { recursive: true });
    case 'empty':
      return writeFileSync(file, '', { mode: 0o600 });
    case 'long':
      return writeFileSync(file, 'x'.repeat(1_000_000), { mode: 0o600 });
    case 'shared':
      return writeFileSync(file, 'x', { mode: 0o666 });
    default:
      return makeProof(file, challenge, { socket, line });
  }
}
