import { createHash } from 'node:crypto';

/** SHA-256 of bytes, as hex. */
export function hashBytes(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
