import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isMissing } from '../tree/files.ts';

/** A key file as it was found. `path` has its symbolic links resolved; `shared`: others than its owner may read it. */
export type KeyFile =
  | { readonly kind: 'read'; readonly path: string; readonly text: string; readonly shared: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: string };

// No provider's key is longer, and what is longer is another file.
const MOST_BYTES = 16_384;

/** Reads a file that holds a secret. Looked at and read through one descriptor, so that it is one and the same file. */
export async function readKeyFile(named: string): Promise<KeyFile> {
  let path = named;
  const unreadable = (why: string): KeyFile => ({ kind: 'unreadable', path, why });
  try {
    path = await realpath(named);
    // Without NONBLOCK, opening a named pipe waits for ever.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return unreadable('it is not a file');
      if (found.size > MOST_BYTES) return unreadable(`it has more than ${MOST_BYTES} bytes, so it is no key`);
      const text = await handle.readFile('utf8');
      return { kind: 'read', path, text, shared: (found.mode & 0o044) !== 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    return unreadable(code === 'EACCES' ? 'its rights forbid it' : code);
  }
}
