import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isNoEntry, writeAtomically, writeSynced } from './durable.ts';

/** The key that signs a host's checkpoints, and its public half, in a state directory. */
export function keyFiles(state: string): { readonly secret: string; readonly public: string } {
  return { secret: join(state, 'audit-key.pem'), public: join(state, 'audit-key.pub') };
}

/** Makes the Ed25519 pair where there is none. A key that is there is never replaced: what it signed would be lost. */
export function ensureKeys(state: string): void {
  const files = keyFiles(state);
  const { privateKey } = generateKeyPairSync('ed25519');
  const fresh = `${files.secret}.${process.pid}.new`;
  writeSynced(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600);
  try {
    linkSync(fresh, files.secret);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  const ours = createPublicKey(createPrivateKey(readFileSync(files.secret)));
  writeAtomically(files.public, ours.export({ type: 'spki', format: 'pem' }), 0o644);
}

/** The signing key, or undefined where it is missing or no Ed25519 key. */
export function readSecretKey(state: string): KeyObject | undefined {
  return readKey(keyFiles(state).secret, createPrivateKey);
}

/** A public key in PEM, or undefined where it is missing or no Ed25519 key. */
export function readPublicKey(file: string): KeyObject | undefined {
  return readKey(file, createPublicKey);
}

function readKey(file: string, create: (pem: Buffer) => KeyObject): KeyObject | undefined {
  try {
    const key = create(readFileSync(file));
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 of a key's public half, hex: what people compare over another channel. */
export function fingerprint(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** The permissions of the signing key where others than its owner have any, such as `0644`. */
export function looseMode(state: string): string | undefined {
  try {
    const mode = statSync(keyFiles(state).secret).mode & 0o7777;
    return (mode & 0o077) === 0 ? undefined : mode.toString(8).padStart(4, '0');
  } catch (error) {
    if (isNoEntry(error)) return undefined;
    throw error;
  }
}
