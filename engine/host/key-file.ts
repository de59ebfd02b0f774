import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isMissing } from './files.ts';

/** A key file as it was found. `path` has its symbolic links resolved; `shared`: others than its owner may read it. */
export type KeyFile =
  | { readonly kind: 'read'; readonly path: string; readonly text: string; readonly shared: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string };

// No provider's key is longer, and what is longer is another file.
const MOST_BYTES = 16_384;

/** Reads a file that holds a secret. Looked at and read through one descriptor, so that it is one and the same file. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  try {
    const target = await realpath(path);
    // Without NONBLOCK, opening a named pipe waits for ever.
    const handle = await open(target, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return { kind: 'unreadable', why: 'it is not a file' };
      if (found.size > MOST_BYTES)
        return { kind: 'unreadable', why: `it has more than ${MOST_BYTES} bytes, so it is no key` };
      const text = await handle.readFile('utf8');
      return { kind: 'read', path: target, text, shared: (found.mode & 0o044) !== 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
    return { kind: 'unreadable', why: code === 'EACCES' ? 'its rights forbid it' : code };
  }
}
