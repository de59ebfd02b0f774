import type { ChangedFile, NewContent, Snapshot } from '../../model/host/snapshots.ts';
import { join } from 'node:path';
import { exists, makePrivateDirectory } from './files.ts';
import { gitIn, type Git } from './git.ts';
import { commitFiles, treeId } from './git-objects.ts';
import { holdTree, removeTree, writeTree, type TreeFiles } from './held-tree.ts';

/** The configuration is no longer what the snapshot holds: somebody wrote meanwhile. */
export class ConfigurationMoved extends Error {
  override readonly name = 'ConfigurationMoved';
}

/**
 * The engine's own store of configuration trees: `<state>/snapshots.git`, a bare repository that any git reads. It works
 * where the user has no repository and touches none where they have: `.git` is never followed. The state directory is
 * 0700; what is secret in the tree stays as secret here.
 */
export class SnapshotStore {
  readonly #gitDir: string;
  readonly #configuration: string;

  constructor(state: string, configuration: string) {
    this.#gitDir = join(state, 'snapshots.git');
    this.#configuration = configuration;
  }

  /** Keeps the live tree under `refs/nixos-ai/<name>`. Every file, ignored ones included, byte for byte. */
  async take(name: string, message: string, at: Date): Promise<Snapshot> {
    await this.#ensure();
    const ref = `refs/nixos-ai/${name}`;
    return commitFiles(this.#gitDir, await this.#liveFiles(), { ref, message, at });
  }

  /** The tree hash of the live tree now: equal to a snapshot's when nothing has changed since. */
  async liveTree(): Promise<string> {
    return treeId(await this.#liveFiles());
  }

  /**
   * A snapshot with some files changed, kept under its own name and written to `directory`; gives its commit. Throws
   * {@link ConfigurationMoved} when the live tree is another by now.
   */
  async candidate(
    base: Snapshot,
    changes: NewContent,
    name: string,
    directory: string,
    at: Date,
  ): Promise<string> {
    const live = await this.#liveFiles();
    if (treeId(live) !== base.tree)
      throw new ConfigurationMoved(
        'the configuration was changed by somebody else in the meantime; plan again',
      );
    const files = applyChanges(live, changes);
    const ref = `refs/nixos-ai/${name}`;
    const message = `candidate of ${name}`;
    const made = await commitFiles(this.#gitDir, files, {
      ref,
      message,
      at,
      parent: base.commit,
    });
    await removeTree(directory);
    await writeTree(directory, files);
    return made.commit;
  }

  /** The live tree with some files changed, written to `directory` and kept nowhere else; gives its tree hash. */
  async sketch(changes: NewContent, directory: string): Promise<string> {
    const files = applyChanges(await this.#liveFiles(), changes);
    await removeTree(directory);
    await writeTree(directory, files);
    return treeId(files);
  }

  /** A file's bytes as they were in a snapshot; undefined when it was not there. */
  async read(commit: string, path: string): Promise<string | undefined> {
    const listed = await this.#git().raw(['ls-tree', '--full-tree', commit, '--', path]);
    if (listed.trim() === '') return undefined;
    return this.#git().raw(['cat-file', 'blob', `${commit}:${path}`]);
  }

  /** The files in which two snapshots differ, by path. */
  async changes(from: string, to: string): Promise<readonly ChangedFile[]> {
    const listed = await this.#git().raw(['diff-tree', '-r', '-z', '--no-renames', from, to]);
    // `:MODE MODE HASH HASH KIND`, and the path, by turns.
    const fields = listed.split('\0');
    return fields.flatMap((field, at) => {
      const path = fields[at + 1];
      return at % 2 === 0 && path !== undefined && path !== ''
        ? [{ path, link: field.includes('120000 ') }]
        : [];
    });
  }

  async #liveFiles(): Promise<TreeFiles> {
    await using tree = await holdTree(this.#configuration);
    return await tree.read();
  }

  async #ensure(): Promise<void> {
    if (await exists(join(this.#gitDir, 'HEAD'))) return;
    await makePrivateDirectory(this.#gitDir);
    const init = ['init', '--bare', '--quiet', '--object-format=sha1', this.#gitDir];
    await gitIn({ directory: this.#gitDir, userConfig: false }).raw(init);
  }

  #git(): Git {
    return gitIn({ directory: this.#gitDir, gitDir: this.#gitDir, userConfig: false });
  }
}

/** A changed file keeps whether it is a program. Who changes what a link leads to names that: a link is never replaced. */
function applyChanges(live: TreeFiles, changes: NewContent): TreeFiles {
  const files = new Map(live);
  for (const [path, content] of changes) {
    if (live.get(path)?.mode === '120000') throw new Error(`${path} is a link, and would be replaced`);
    const mode = live.get(path)?.mode === '100755' ? '100755' : '100644';
    if (content === null) files.delete(path);
    else files.set(path, { mode, bytes: Buffer.from(content) });
  }
  return files;
}
