import { basename, dirname } from 'node:path';
import { matchesText } from '../../check/policy/glob.ts';
import { hashBytes } from '../../model/hash.ts';
import type { Files, Kept } from '../../model/host/files.ts';
import type { KeptFile } from '../../model/step-data.ts';
import { later } from './effects.ts';
import type { SimulatedParts } from './parts.ts';
import type { SimulatedFile } from './state.ts';

/** Directories are what has files below it. Links and owners are not simulated. */
export function simulatedFiles({ state, effects, clock }: SimulatedParts): Files {
  const { files } = state;
  const kind = (path: string): 'file' | 'other' | undefined =>
    files.has(path) ? 'file' : below(files, path).length > 0 ? 'other' : undefined;
  const write = (path: string, bytes: Uint8Array, mode: number): void => {
    files.set(path, { bytes, mode, changed: clock.now().getTime() });
  };
  return {
    read: async (path) => Promise.resolve(files.get(path)?.bytes),
    readWithMode: async (path) => Promise.resolve(files.get(path)),
    readText: async (path) => Promise.resolve(textOf(files.get(path))),
    hash: async (path) => Promise.resolve(hashOf(files.get(path))),
    kind: async (path) => Promise.resolve(kind(path)),
    changed: async (path) => new Promise((settle) => settle(changedOf(files, path))),
    exists: async (path) => Promise.resolve(kind(path) !== undefined),
    isWritable: async (path) => Promise.resolve(!state.readOnly.has(path)),
    write: async (path, content) =>
      later(() =>
        effects.act('files.write', path, () =>
          write(path, Buffer.from(content), files.get(path)?.mode ?? 0o644),
        ),
      ),
    remove: async (path) => later(() => effects.act('files.remove', path, () => void files.delete(path))),
    removeTree: async (path) =>
      later(() => {
        for (const file of [path, ...below(files, path)]) files.delete(file);
        for (const root of state.roots.keys()) if (root.startsWith(`${path}/`)) state.roots.delete(root);
      }),
    removeLeftover: async () => Promise.resolve(),
    makePrivate: async () => Promise.resolve(),
    newest: async (directory, match) => Promise.resolve(newestOf(files, directory, match)),
    keep: async (paths, directory) =>
      later(() =>
        effects.act('files.keep', directory, (): Kept => {
          const odd = paths.find((path) => kind(path) === 'other');
          if (odd !== undefined) return { ok: false, why: `${odd} is no plain file` };
          return { ok: true, files: paths.map((path, at) => copyOf(files, path, `${directory}/${at}`)) };
        }),
      ),
    putBack: async (file) =>
      later((): string | undefined => {
        if (file.copy === undefined) {
          effects.act('files.remove', file.path, () => files.delete(file.path));
          return undefined;
        }
        const copy = files.get(file.copy);
        if (copy === undefined) return `the copy of ${file.path} is gone: ${file.copy}`;
        effects.act('files.write', file.path, () => write(file.path, copy.bytes, file.mode));
        return undefined;
      }),
    testRestore: async () => Promise.resolve({ compared: 0, wrong: ['no archive is simulated'] }),
    certificate: async (path) => Promise.resolve(state.certificates.get(path) ?? { error: 'no such file' }),
  };
}

/** Paths of the files below a directory. */
export function below(files: ReadonlyMap<string, unknown>, directory: string): readonly string[] {
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return [...files.keys()].filter((path) => path.startsWith(prefix));
}

export function textOf(file: SimulatedFile | undefined): string | undefined {
  return file === undefined ? undefined : Buffer.from(file.bytes).toString('utf8');
}

function hashOf(file: SimulatedFile | undefined): string | null {
  return file === undefined ? null : hashBytes(file.bytes);
}

function changedOf(files: ReadonlyMap<string, SimulatedFile>, path: string): Date {
  const own = files.get(path)?.changed;
  const inside = below(files, path).map((file) => files.get(file)?.changed ?? 0);
  if (own === undefined && inside.length === 0) throw new Error(`ENOENT: ${path}`);
  return new Date(own ?? Math.max(...inside));
}

function newestOf(files: ReadonlyMap<string, SimulatedFile>, directory: string, match: string) {
  const found = below(files, directory)
    .filter((path) => dirname(path) === directory && matchesText(match, basename(path)))
    .flatMap((path) => {
      const file = files.get(path);
      const named = { name: basename(path), path };
      return file === undefined
        ? []
        : [{ ...named, changed: new Date(file.changed), bytes: file.bytes.length }];
    });
  return found.toSorted((left, right) => right.changed.getTime() - left.changed.getTime())[0];
}

function copyOf(files: Map<string, SimulatedFile>, path: string, copy: string): KeptFile {
  const file = files.get(path);
  if (file === undefined) return { path };
  files.set(copy, { ...file, mode: 0o600 });
  return { path, copy, mode: file.mode, uid: 0, gid: 0 };
}
