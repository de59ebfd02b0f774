import type { RepositoryFacts } from '../../check/doctor/facts.ts';
import { gitIn } from '../tree/git.ts';
import { findUserRepository } from '../tree/user-repository.ts';
import type { FactReader } from './look.ts';

/** The git repository of the configuration, and what git says of the directory; its index is not refreshed on disk. */
export async function readRepository({ ask, place }: FactReader): Promise<RepositoryFacts | undefined> {
  const { configuration: directory } = place;
  const repository = await findUserRepository(directory);
  if (repository === undefined) return undefined;
  const { root, owner } = repository;
  // As a person's own git would: ours trusts every owner.
  const plain = await ask({ argv: ['git', '-C', directory, 'rev-parse', '--git-dir'], env: { LC_ALL: 'C' } });
  const git = gitIn({ directory, userConfig: true, ...(owner === undefined ? {} : { owner }) });
  const { files } = await git.status(['--untracked-files=all', '--no-renames', '--', '.']);
  const named = (untracked: boolean): string[] =>
    files.filter(({ index }) => (index === '?') === untracked).map(({ path }) => path);
  return {
    root,
    refused: plain.exitCode === 0 ? undefined : (plain.spawnError ?? firstLine(plain.stderr)),
    untracked: named(true),
    changed: named(false),
  };
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^fatal: /u, '');
}
