import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Finding } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { UserRepository } from '../../model/host/repository.ts';
import { listGiven, repositoryGit } from '../tree/given-files.ts';

/** Why git does not give a file to a flake. */
export type WithheldBy =
  | { readonly kind: 'ignored'; readonly rule: string }
  | { readonly kind: 'untracked' }
  | { readonly kind: 'submodule'; readonly directory: string }
  | { readonly kind: 'export-ignore' };

/**
 * The files that Nix did not find in a flake although they lie in the work tree, with the reason: EVAL005. Empty where what
 * Nix says is about something else.
 *
 * @param said - What Nix prints.
 */
export async function explainWithheld(repository: UserRepository, said: string): Promise<readonly Finding[]> {
  const paths = [...new Set(missingPaths(said))];
  const found: Finding[] = [];
  for (const path of paths) {
    const reason = await withheldBy(repository, path);
    if (reason !== undefined) found.push(withheldFinding(repository, path, reason));
  }
  return found;
}

// How versions of Nix name a file of a flake's source that is not there.
const MISSING = [
  /\/nix\/store\/[0-9a-z]{32}-source\/(?<path>[^'"\n]+?)['"]?(?::|' does not exist|\n|$)/gu,
  /[Pp]ath '(?<path>[^'\n]+)' (?:in the repository|does not exist in Git repository)/gu,
  /«[^»\n]*»\/(?<path>[^'"\n]+?)['"]? does not exist/gu,
  /does not contain a '\/?(?<path>[^'\n]*flake\.nix)' file/gu,
];

function missingPaths(said: string): readonly string[] {
  const error = said.slice(Math.max(0, said.lastIndexOf('error:')));
  return MISSING.flatMap((form) =>
    [...error.matchAll(form)].flatMap(({ groups }) => {
      const path = groups?.['path'];
      return path === undefined ? [] : [path.replace(/:\d+:\d+.*$/u, '').replace(/\/+$/u, '')];
    }),
  );
}

/** Undefined for what is not there, and for what git gives. @param path - Relative to the root of the repository. */
export async function withheldBy(repository: UserRepository, path: string): Promise<WithheldBy | undefined> {
  if (path === '' || path.startsWith('..')) return undefined;
  const { files, submodules } = await listGiven(repository);
  const git = repositoryGit(repository);
  if (files.some((file) => file === path || file.startsWith(`${path}/`))) {
    const attribute = await git.raw(['check-attr', '-z', 'export-ignore', '--', path]).catch(() => '');
    return attribute.split('\0')[2] === 'set' ? { kind: 'export-ignore' } : undefined;
  }
  const inside = submodules.find((directory) => path === directory || path.startsWith(`${directory}/`));
  if (inside !== undefined) return { kind: 'submodule', directory: inside };
  if (!(await isThere(join(repository.root, path)))) return undefined;
  const ignored = await git.raw(['check-ignore', '--verbose', '--', path]).catch(() => '');
  const rule = ignored.split('\t')[0] ?? '';
  return rule === '' ? { kind: 'untracked' } : { kind: 'ignored', rule: shortRule(repository.root, rule) };
}

/** `/etc/nixos/.gitignore:3:*.key` → `.gitignore:3: *.key`. */
function shortRule(root: string, rule: string): string {
  const [file = '', line = '', ...pattern] = rule.split(':');
  const short = file.startsWith('/') ? relative(root, file) : file;
  return `${short}:${line}: ${pattern.join(':')}`;
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** EVAL005. */
export function withheldFinding(repository: UserRepository, path: string, reason: WithheldBy): Finding {
  const { what, fix } = wordsOf(repository.root, path, reason);
  return {
    code: 'EVAL005',
    severity: 'error',
    message: `git does not give ${path} to the flake: ${what}. A flake in a git repository sees only the files that git tracks`,
    fix,
  };
}

function wordsOf(
  root: string,
  path: string,
  reason: WithheldBy,
): { readonly what: string; readonly fix: string } {
  switch (reason.kind) {
    case 'ignored':
      return {
        what: `it is ignored (${reason.rule})`,
        fix: `track it: git -C ${root} add --force --intent-to-add ${path}; or remove what imports it. A secret stays out: whatever a flake sees is readable by everybody in the Nix store`,
      };
    case 'untracked':
      return {
        what: 'it was never added',
        fix: `git -C ${root} add --intent-to-add ${path} (or git add)`,
      };
    case 'submodule':
      return {
        what: `it is in the submodule ${reason.directory}, which does not track it, or is not checked out`,
        fix: `git -C ${root} submodule update --init ${reason.directory}; or git -C ${join(root, reason.directory)} add --intent-to-add for a new file there`,
      };
    case 'export-ignore':
      return {
        what: 'the attribute export-ignore leaves it out (.gitattributes)',
        fix: 'remove export-ignore for it from .gitattributes',
      };
    default:
      return assertNever(reason);
  }
}
