import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.ts';
import { gitIn, type Git } from './git.ts';

/** A tree of the configuration directory, kept. */
export interface Snapshot {
  readonly commit: string;
  readonly tree: string;
}

/** What a plan makes of one file: its new text, or null to remove it. */
export type NewContent = ReadonlyMap<string, string | null>;

/**
 * The engine's own store of configuration trees: `<state>/snapshots.git`, with the configuration directory as work
 * tree. It works where the user has no repository and touches none where they have: `.git` is never followed.
 * The state directory is 0700; what is secret in the tree stays as secret here.
 */
export class SnapshotStore {
  readonly #state: string;
  readonly #configuration: string;
  #swept = false;

  constructor(state: string, configuration: string) {
    this.#state = state;
    this.#configuration = configuration;
  }

  /** Keeps the live tree under `refs/nixos-ai/<name>`. Every file, ignored ones included, byte for byte. */
  async take(name: string, message: string): Promise<Snapshot> {
    await this.#ensure();
    const git = this.#git('index');
    await git.raw(['add', '--all', '--force', '.']);
    return this.#commit(git, name, message);
  }

  /** The tree hash of the live tree now: equal to a snapshot's when nothing has changed since. */
  async liveTree(): Promise<string> {
    await this.#ensure();
    const git = this.#git('index');
    await git.raw(['add', '--all', '--force', '.']);
    return (await git.raw(['write-tree'])).trim();
  }

  /** A snapshot with some files changed, kept under its own name and checked out to `directory`. */
  async candidate(base: Snapshot, changes: NewContent, name: string, directory: string): Promise<Snapshot> {
    const git = this.#git(`index.${name.replaceAll('/', '-')}`);
    await git.raw(['read-tree', base.tree]);
    for (const [path, content] of changes) await this.#stage(git, path, content);
    const snapshot = await this.#commit(git, name, `candidate of ${name}`, base.commit);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await git.raw(['checkout-index', '--all', '--force', `--prefix=${directory}/`]);
    await rm(this.#path(`index.${name.replaceAll('/', '-')}`), { force: true });
    return snapshot;
  }

  /** A file's bytes as they were in a snapshot; undefined when it was not there. */
  async read(commit: string, path: string): Promise<string | undefined> {
    const listed = await this.#git('index').raw(['ls-tree', '--full-tree', commit, '--', path]);
    if (listed.trim() === '') return undefined;
    return this.#git('index').raw(['cat-file', 'blob', `${commit}:${path}`]);
  }

  async #stage(git: Git, path: string, content: string | null): Promise<void> {
    if (content === null) {
      await git.raw(['update-index', '--force-remove', '--', path]);
      return;
    }
    const mode = (await git.raw(['ls-files', '--stage', '--', path])).split(' ')[0] ?? '';
    const blob = await this.#writeBlob(git, content);
    await git.raw([
      'update-index',
      '--add',
      '--cacheinfo',
      `${mode === '' ? '100644' : mode},${blob},${path}`,
    ]);
  }

  async #writeBlob(git: Git, content: string): Promise<string> {
    const file = this.#path('blob.tmp');
    await writeFile(file, content, { mode: 0o600 });
    const blob = (await git.raw(['hash-object', '-w', '--no-filters', '--', file])).trim();
    await rm(file, { force: true });
    return blob;
  }

  async #commit(git: Git, name: string, message: string, parent?: string): Promise<Snapshot> {
    const tree = (await git.raw(['write-tree'])).trim();
    const parents = parent === undefined ? [] : ['-p', parent];
    const commit = (await git.raw(['commit-tree', tree, ...parents, '-m', message])).trim();
    await git.raw(['update-ref', `refs/nixos-ai/${name}`, commit]);
    return { commit, tree };
  }

  async #ensure(): Promise<void> {
    const gitDir = this.#path('');
    await this.#removeStaleLocks(gitDir);
    if (await exists(join(gitDir, 'HEAD'))) return;
    await mkdir(gitDir, { recursive: true, mode: 0o700 });
    await gitIn({ directory: gitDir, userConfig: false }).raw(['init', '--bare', '--quiet', gitDir]);
    // Above every .gitattributes of the tree: bytes in, bytes out.
    await mkdir(join(gitDir, 'info'), { recursive: true });
    await writeFile(join(gitDir, 'info', 'attributes'), '* -text -filter -ident -working-tree-encoding\n');
  }

  /** A git that was cut off leaves its lock; the host's lock says that no other git of ours is at work. */
  async #removeStaleLocks(gitDir: string): Promise<void> {
    if (this.#swept) return;
    this.#swept = true;
    const names = await readdir(gitDir).catch(() => []);
    const stale = names.filter((name) => name.endsWith('.lock'));
    await Promise.all(stale.map(async (name) => rm(join(gitDir, name), { force: true })));
  }

  #git(index: string): Git {
    return gitIn({
      directory: this.#configuration,
      gitDir: this.#path(''),
      workTree: this.#configuration,
      indexFile: this.#path(index),
      userConfig: false,
    });
  }

  #path(name: string): string {
    return join(this.#state, 'snapshots.git', name);
  }
}
