import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exists, readTextIfThere } from './files.ts';
import type { Git } from './git.ts';
import { whoElseDecides } from './who-decides.ts';

/**
 * Who else than root says which programs git runs in a repository, filters and drivers of diffs, by the file that does; in
 * words, undefined where nobody does. Before any git runs there.
 */
export async function whoConfiguresGit(git: string): Promise<string | undefined> {
  return whoElseDecides(await configurationOf(git));
}

/**
 * The same of what git itself tells, where that file is root's: what it includes and what belongs to the work tree, and every
 * submodule, each of which git looks into by a configuration of its own. One that is not there yet is judged by who may
 * put it there.
 *
 * @param git - What runs in a work tree.
 */
export async function whoElseConfiguresGit(
  git: (workTree: string) => Git,
  root: string,
): Promise<string | undefined> {
  const included = await whoIncludes(git(root), join(root, '.git'));
  if (included !== undefined) return included;
  for (const path of await submodulesOf(git(root))) {
    const inside = join(root, path, '.git');
    const other =
      whoElseDecides(inside) ?? ((await exists(inside)) ? await whoConfiguresGit(inside) : undefined);
    const deeper =
      other ?? ((await exists(inside)) ? await whoElseConfiguresGit(git, dirname(inside)) : undefined);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** The files that are read, and those that would be if they were there. Most configurations have no more than one. */
async function whoIncludes(git: Git, place: string): Promise<string | undefined> {
  const text = (await exists(place)) ? await readTextIfThere(await configurationOf(place)) : '';
  if (!/include|worktreeconfig/iu.test(text ?? '')) return undefined;
  const fields = (await git.raw(['config', '--list', '--includes', '--show-origin', '-z'])).split('\0');
  const named = fields.flatMap((field, at) => {
    if (at % 2 === 0) return field.startsWith('file:') ? [field.slice('file:'.length)] : [];
    const value = /^include(?:if\..*)?\.path\n(?<path>.*)$/su.exec(field)?.groups?.['path'];
    const from = (fields[at - 1] ?? '').slice('file:'.length);
    return value === undefined || value.startsWith('~')
      ? []
      : [resolve(dirname(resolve(dirname(place), from)), value)];
  });
  return named.map((file) => whoElseDecides(resolve(dirname(place), file))).find((who) => who !== undefined);
}

async function submodulesOf(git: Git): Promise<readonly string[]> {
  const staged = (await git.raw(['ls-files', '-z', '--stage'])).split('\0');
  return staged.flatMap((line) => (line.startsWith('160000 ') ? [line.slice(line.indexOf('\t') + 1)] : []));
}

/**
 * The file that says which programs git runs. A `.git` that is a file leads to the directory that has it
 * (gitrepository-layout(5)).
 */
async function configurationOf(git: string): Promise<string> {
  if ((await lstat(git)).isDirectory()) return join(git, 'config');
  const led = /^gitdir: (.+)$/mu.exec((await readTextIfThere(git)) ?? '')?.[1];
  if (led === undefined) return git;
  const directory = resolve(dirname(git), led);
  const common = (await readTextIfThere(join(directory, 'commondir')))?.trim();
  return join(common === undefined ? directory : resolve(directory, common), 'config');
}
