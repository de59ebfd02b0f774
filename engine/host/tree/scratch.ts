import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePrivateDirectory } from './files.ts';
import { whoElseDecides } from './who-decides.ts';

/** Sticky, and root's, on every host. */
const OF_ALL = '/tmp';

/**
 * A new directory for this user alone, to be removed by whoever asked for it. Root makes none where the environment of who
 * became root says, if somebody else could exchange it there.
 *
 * @param inside - Where, made if it is missing; where temporary files are, when it is not said.
 * @example
 * const directory = await makeScratch('flake'); // '/tmp/nixos-ai-flake-x8Kq2c'
 */
export async function makeScratch(purpose: string, inside?: string): Promise<string> {
  if (inside !== undefined) await makePrivateDirectory(inside);
  const name = inside === undefined ? `nixos-ai-${purpose}-` : `${purpose}-`;
  return mkdtemp(join(inside ?? temporary(), name));
}

/** By an entry in it: in a sticky directory only its owner may exchange that. */
function temporary(): string {
  const named = tmpdir();
  return whoElseDecides(join(named, '.nixos-ai')) === undefined ? named : OF_ALL;
}
