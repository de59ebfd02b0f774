import type { ChangedFile, NewContent, Snapshot } from '../../model/host/snapshots.ts';
import { lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists, listTree } from './files.ts';
import { gitIn, type Git } from './git.ts';
import { commitFiles, treeId, type TreeFile, type TreeFiles } from './git-objects.ts';

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
    await rm(directory, { recursive: true, force: true });
    await writeFiles(directory, files);
    return made.commit;
  }

  /** The live tree with some files changed, written to `directory` and kept nowhere else; gives its tree hash. */
  async sketch(changes: NewContent, directory: string): Promise<string> {
    const files = applyChanges(await this.#liveFiles(), changes);
    await rm(directory, { recursive: true, force: true });
    await writeFiles(directory, files);
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
    const names = await listTree(this.#configuration);
    const files = await Promise.all(
      names.map(async (name) => [name, await readTreeFile(join(this.#configuration, name))] as const),
    );
    return new Map(files.flatMap(([name, file]) => (file === undefined ? [] : [[name, file]])));
  }

  async #ensure(): Promise<void> {
    if (await exists(join(this.#gitDir, 'HEAD'))) return;
    await mkdir(this.#gitDir, { recursive: true, mode: 0o700 });
    const init = ['init', '--bare', '--quiet', '--object-format=sha1', this.#gitDir];
    await gitIn({ directory: this.#gitDir, userConfig: false }).raw(init);
  }

  #git(): Git {
    return gitIn({ directory: this.#gitDir, gitDir: this.#gitDir, userConfig: false });
  }
}

/** Undefined for what a configuration cannot hold: a socket, a device. */
async function readTreeFile(path: string): Promise<TreeFile | undefined> {
  const file = await lstat(path);
  if (file.isSymbolicLink()) return { mode: '120000', bytes: await readlink(path, 'buffer') };
  if (!file.isFile()) return undefined;
  return { mode: (file.mode & 0o100) === 0 ? '100644' : '100755', bytes: await readFile(path) };
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

async function writeFiles(directory: string, files: TreeFiles): Promise<void> {
  const directories = new Set([...files.keys()].map((path) => dirname(join(directory, path))));
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const path of directories) await mkdir(path, { recursive: true });
  await Promise.all(
    [...files].map(async ([path, { mode, bytes }]) => {
      const at = join(directory, path);
      if (mode === '120000') await symlink(Buffer.from(bytes), at);
      else await writeFile(at, bytes, { mode: mode === '100755' ? 0o755 : 0o644 });
    }),
  );
}
