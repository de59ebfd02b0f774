import type { SecretFile } from '../../model/service/service.ts';
import { readWithMode } from '../tree/files.ts';
import { NotTaken } from './post.ts';

/** What a file holds, without the end of its line. One that everybody may read is no secret, and is refused. */
export async function readSecret({ file }: SecretFile): Promise<string> {
  let text: string;
  try {
    const read = await readWithMode(file);
    if (read === undefined) throw new NotTaken(`${file} cannot be read: there is no such file`, false);
    text = Buffer.from(read.bytes).toString('utf8').trim();
    if ((read.mode & 0o004) !== 0)
      throw new NotTaken(`${file} is readable by everybody: make it readable by its owner only`, false);
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
