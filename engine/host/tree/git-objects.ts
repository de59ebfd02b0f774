import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { withFaultPoints } from '../fault.ts';
import { exists, syncDirectory } from './files.ts';
import type { TreeFile, TreeFiles } from './held-tree.ts';

type Kind = 'blob' | 'tree' | 'commit';

interface GitObject {
  readonly id: string;
  readonly kind: Kind;
  readonly data: Buffer;
}

const AUTHOR = 'nixos-ai <nixos-ai@localhost>';

/** The name git gives to a tree of these files. Nothing is written. */
export function treeId(files: TreeFiles): string {
  return treeObjects(files).id;
}

/**
 * Writes files as one commit under a reference, in git's own format, each object flushed before the reference names it.
 * A preview waits for this, and git would take six processes; every git reads what it makes.
 *
 * @example
 * await commitFiles('/var/lib/nixos-ai/snapshots.git', files, { ref: 'refs/nixos-ai/run/before', message: 'before', … })
 */
export async function commitFiles(
  gitDir: string,
  files: TreeFiles,
  commit: { readonly ref: string; readonly message: string; readonly at: Date; readonly parent?: string },
): Promise<{ readonly commit: string; readonly tree: string }> {
  const tree = treeObjects(files);
  const seconds = Math.floor(commit.at.getTime() / 1000);
  const lines = [
    `tree ${tree.id}`,
    ...(commit.parent === undefined ? [] : [`parent ${commit.parent}`]),
    `author ${AUTHOR} ${seconds} +0000`,
    `committer ${AUTHOR} ${seconds} +0000`,
    '',
    `${commit.message}\n`,
  ];
  const made = objectOf('commit', Buffer.from(lines.join('\n')));
  for (const object of [...tree.objects, made]) await writeObject(gitDir, object);
  await writeReference(gitDir, commit.ref, made.id);
  return { commit: made.id, tree: tree.id };
}

interface Tree {
  readonly id: string;
  /** Everything below it, and itself last: what names comes after what is named. */
  readonly objects: readonly GitObject[];
}

function treeObjects(files: TreeFiles): Tree {
  const own = new Map<string, TreeFile>();
  const below = new Map<string, Map<string, TreeFile>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash === -1) {
      own.set(path, file);
      continue;
    }
    const directory = path.slice(0, slash);
    const inside = below.get(directory) ?? new Map<string, TreeFile>();
    below.set(directory, inside.set(path.slice(slash + 1), file));
  }
  const blobs = [...own].map(([name, file]) => ({
    name,
    sort: name,
    mode: file.mode,
    made: objectOf('blob', Buffer.from(file.bytes)),
  }));
  const trees = [...below].map(([name, inside]) => ({
    name,
    // Git sorts a directory as if its name ended in a slash.
    sort: `${name}/`,
    mode: '40000',
    made: treeObjects(inside),
  }));
  const entries = [...blobs, ...trees].sort((a, b) =>
    Buffer.compare(Buffer.from(a.sort), Buffer.from(b.sort)),
  );
  const data = entries.flatMap(({ mode, name, made }) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(made.id, 'hex'),
  ]);
  const self = objectOf('tree', Buffer.concat(data));
  const inner = trees.flatMap(({ made }) => made.objects);
  return { id: self.id, objects: [...blobs.map(({ made }) => made), ...inner, self] };
}

function objectOf(kind: Kind, content: Buffer): GitObject {
  const data = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  return { kind, data, id: createHash('sha1').update(data).digest('hex') };
}

/** An object that is there already is the same: its name is its content. */
async function writeObject(gitDir: string, object: GitObject): Promise<void> {
  const path = join(gitDir, 'objects', object.id.slice(0, 2), object.id.slice(2));
  if (await exists(path)) return;
  await withFaultPoints(`object:${object.kind}`, async () =>
    writeFlushed(path, deflateSync(object.data), 0o444),
  );
}

async function writeReference(gitDir: string, ref: string, id: string): Promise<void> {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  await withFaultPoints(`ref:${name}`, async () => writeFlushed(join(gitDir, ref), `${id}\n`, 0o644));
}

async function writeFlushed(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const directory = dirname(path);
  await mkdir(directory, { recursive: true });
  const temporary = `${path}.new`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  syncDirectory(directory);
}
