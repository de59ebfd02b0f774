import { readFile, stat } from 'node:fs/promises';
import type { SecretFile } from '../../model/service/service.ts';
import { NotTaken } from './post.ts';

/** What a file holds, without the end of its line. One that everybody may read is no secret, and is refused. */
export async function readSecret({ file }: SecretFile): Promise<string> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
    if (((await stat(file)).mode & 0o004) !== 0)
      throw new NotTaken(`${file} may be read by everybody: make it its owner's alone`, false);
  } catch (error) {
    if (error instanceof NotTaken) throw error;
    throw new NotTaken(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      false,
    );
  }
  if (text === '') throw new NotTaken(`${file} is empty`, false);
  return text;
}
