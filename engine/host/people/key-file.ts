import { readlink, realpath } from 'node:fs/promises';
import { isMissing } from '../tree/files.ts';
import { isNotPlain, openHeld, UntrustedPath } from '../tree/held.ts';

/** A key file as it was found. `path` has its symbolic links resolved; `shared`: others than its owner may read it. */
export type KeyFile =
  | { readonly kind: 'read'; readonly path: string; readonly text: string; readonly shared: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: string };

// No provider's key is longer, and what is longer is another file.
const MOST_BYTES = 16_384;

/**
 * Reads a file that holds a secret. Looked at and read through one descriptor, so that it is one and the same file; a link of
 * somebody else leads to what is theirs, or the key of another would be sent where theirs is.
 */
export async function readKeyFile(named: string): Promise<KeyFile> {
  let path = named;
  const unreadable = (why: string): KeyFile => ({ kind: 'unreadable', path, why });
  try {
    // As far as it can be told where nothing is opened.
    path = await realpath(named);
    const handle = await openHeld(named);
    if (handle === undefined) return { kind: 'missing' };
    try {
      path = await readlink(`/proc/self/fd/${handle.fd}`);
      const found = await handle.stat();
      if (found.size > MOST_BYTES)
        return unreadable(`it is larger than ${MOST_BYTES} bytes, so it is not a key`);
      const text = await handle.readFile('utf8');
      return { kind: 'read', path, text, shared: (found.mode & 0o044) !== 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    if (error instanceof UntrustedPath) return unreadable(error.message);
    if (isNotPlain(error)) return unreadable('it is not a file');
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    return unreadable(code === 'EACCES' ? 'permission denied' : code);
  }
}
