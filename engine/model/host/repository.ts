import type { NewContent } from './snapshots.ts';

/** The git repository that a user keeps the configuration in. */
export interface UserRepository {
  readonly root: string;
  /** The configuration directory relative to the root, '' or ending in '/'. */
  readonly prefix: string;
  readonly gitDir: string;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** What the user's repository held when a run planned. */
export interface RepositoryState {
  readonly head: string;
  /** Tracked files equal HEAD and nothing is staged; only then do we commit. */
  readonly clean: boolean;
}

/** The user's own repository around the configuration. */
/** Whether the user's branch is at a commit now, and why their index is as it was where it could not be refreshed. */
export type Adoption =
  { readonly kind: 'moved-meanwhile' } | { readonly kind: 'adopted'; readonly indexLeft?: string };

export interface Repository {
  /** Undefined where there is none, or no git. */
  find(): Promise<UserRepository | undefined>;
  /** Undefined where nothing is committed yet. */
  state(repository: UserRepository): Promise<RepositoryState | undefined>;
  /** Commits planned files on top of what the user has, under `refs/nixos-ai/<name>`; branch, index and stash stay. */
  commit(
    repository: UserRepository,
    base: RepositoryState,
    changes: NewContent,
    options: { readonly name: string; readonly message: string },
  ): Promise<string>;
  /** Moves the user's branch to a commit where it is still at `base`. Throws where git refuses for another reason. */
  adopt(
    repository: UserRepository,
    base: RepositoryState,
    commit: string,
    paths: readonly string[],
  ): Promise<Adoption>;
  /**
   * Writes what git gives a flake to a directory, with some files changed, as a work tree of its own: what is ignored, not
   * tracked, or in `.git` is not in it. Its HEAD is `head`, where anything is committed.
   */
  workTree(
    repository: UserRepository,
    directory: string,
    candidate: { readonly head: string | undefined; readonly changes: NewContent },
  ): Promise<void>;
  /** Makes new files known to git, without their content; a flake does not see them else. */
  track(repository: UserRepository, paths: readonly string[]): Promise<void>;
  /** Forgets the commit of a run. */
  drop(repository: UserRepository, name: string): Promise<void>;
}
