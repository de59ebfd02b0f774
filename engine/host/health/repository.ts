import type { RepositoryFacts } from '../../check/doctor/facts.ts';
import type { UserRepository } from '../../model/host/repository.ts';
import { gitIn } from '../tree/git.ts';
import { withheldBy, withheldFinding } from '../nix/withheld.ts';
import { listGiven } from '../tree/given-files.ts';
import { listLinkedModules } from '../tree/linked-modules.ts';
import { lookForRepository } from '../tree/user-repository.ts';
import type { FactReader } from './look.ts';

// As for the configuration itself.
const MOST_FILES = 20_000;

/** The git repository of the configuration, and what git says of the directory; its index is not refreshed on disk. */
export async function readRepository({ ask, place }: FactReader): Promise<RepositoryFacts | undefined> {
  const { configuration: directory } = place;
  const looked = await lookForRepository(directory);
  // Of a flake nothing can be evaluated then.
  if (looked.kind === 'unreadable' && place.style === 'flake') throw new Error(looked.why);
  if (looked.kind !== 'found') return undefined;
  const { repository } = looked;
  const { root, owner } = repository;
  // As a person's own git would: ours trusts every owner.
  const plain = await ask({ argv: ['git', '-C', directory, 'rev-parse', '--git-dir'], env: { LC_ALL: 'C' } });
  const git = gitIn({ directory, userConfig: true, ...(owner === undefined ? {} : { owner }) });
  const files = await git.status(['--untracked-files=all', '--no-renames', '--', '.']);
  const named = (untracked: boolean): string[] =>
    files.filter(({ index }) => (index === '?') === untracked).map(({ path }) => path);
  return {
    root,
    refused: plain.exitCode === 0 ? undefined : (plain.spawnError ?? firstLine(plain.stderr)),
    untracked: named(true),
    changed: named(false),
    withheld: place.style === 'flake' ? await readWithheld(repository, directory) : [],
  };
}

/** Why git withholds a file takes a process each; who has more of them is told of the first. */
const MOST_WITHHELD = 50;

async function readWithheld(
  repository: UserRepository,
  directory: string,
): Promise<NonNullable<RepositoryFacts['withheld']>> {
  const given = new Set((await listGiven(repository)).files);
  const { files } = await listLinkedModules(directory, MOST_FILES);
  const kept = files.filter((file) => !given.has(repository.prefix + file)).slice(0, MOST_WITHHELD);
  const found = await Promise.all(
    kept.map(async (file) => {
      const path = repository.prefix + file;
      const reason = await withheldBy(repository, path);
      return reason === undefined ? [] : [{ file, finding: withheldFinding(repository, path, reason) }];
    }),
  );
  return found.flat();
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^fatal: /u, '');
}
