import { join } from 'node:path';
import { ok } from '../../model/finding.ts';
import { hashBytes } from '../../model/hash.ts';
import type { ConfigFiles, Configuration } from '../../model/host/configuration.ts';
import type { Source } from '../../model/host/evaluate.ts';
import type { Repository } from '../../model/host/repository.ts';
import type { NewContent, Snapshots } from '../../model/host/snapshots.ts';
import { below, textOf } from './files.ts';
import { later } from './effects.ts';
import type { SimulatedParts } from './parts.ts';
import type { SimulatedState } from './state.ts';

export function simulatedConfiguration({ state }: SimulatedParts): Configuration {
  return {
    read: async (directory) =>
      Promise.resolve(configurationIn(state, directory ?? state.place.configuration)),
    isInside: async (path) => Promise.resolve(!path.startsWith('..') && !state.outside.has(path)),
    realPlace: async (path) =>
      Promise.resolve(
        path.startsWith('..') || state.outside.has(path)
          ? { kind: 'outside', target: path }
          : { kind: 'inside', path },
      ),
    updateInputs: async () => Promise.resolve(ok(undefined)),
  };
}

export function simulatedSnapshots({ state, effects, clock }: SimulatedParts): Snapshots {
  const { snapshots, files, place } = state;
  const live = (): ReadonlyMap<string, string> => treeIn(state, place.configuration);
  const keep = (name: string, tree: ReadonlyMap<string, string>): string => {
    const commit = hashBytes(`${name}\n${hashOf(tree)}`).slice(0, 40);
    snapshots.set(commit, tree);
    return commit;
  };
  const write = (tree: ReadonlyMap<string, string>, directory: string): void => {
    for (const file of below(files, directory)) files.delete(file);
    for (const [path, text] of tree)
      files.set(join(directory, path), {
        bytes: Buffer.from(text),
        mode: 0o644,
        changed: clock.now().getTime(),
      });
  };
  return {
    take: async (name) =>
      later(() =>
        effects.act('snapshots.take', name, () => ({ commit: keep(name, live()), tree: hashOf(live()) })),
      ),
    liveTree: async () => Promise.resolve(hashOf(live())),
    treeOf: async (directory) => Promise.resolve(hashOf(treeIn(state, directory))),
    candidate: async (base, changes, name, directory) =>
      later(() => {
        if (hashOf(live()) !== base.tree)
          throw new Error('the configuration was changed by somebody else in the meantime; plan again');
        return effects.act('snapshots.candidate', name, () => {
          const tree = changed(live(), changes);
          write(tree, directory);
          return keep(name, tree);
        });
      }),
    sketch: async (changes, directory) =>
      later(() => {
        const tree = changed(live(), changes);
        write(tree, directory);
        return hashOf(tree);
      }),
    read: async (commit, path) => Promise.resolve(snapshots.get(commit)?.get(path)),
    changes: async (from, to) => {
      const [was, is] = [snapshots.get(from) ?? new Map(), snapshots.get(to) ?? new Map()];
      const paths = [...new Set([...was.keys(), ...is.keys()])].filter(
        (path) => was.get(path) !== is.get(path),
      );
      return Promise.resolve(paths.map((path) => ({ path, link: false })));
    },
  };
}

/** A repository whose branch is where the engine left it, unless a test moves it. */
export function simulatedRepository({ state, effects }: SimulatedParts): Repository {
  const { configuration } = state.place;
  return {
    find: async () =>
      Promise.resolve(
        state.repository === undefined
          ? undefined
          : { root: configuration, prefix: '', gitDir: join(configuration, '.git') },
      ),
    state: async () => {
      const { repository } = state;
      return Promise.resolve(repository && { head: repository.head, clean: repository.clean });
    },
    commit: async (_, base, changes, { name }) =>
      later(() =>
        effects.act('repository.commit', name, () => {
          const commit = hashBytes(`${base.head}\n${JSON.stringify([...changes])}`).slice(0, 40);
          state.repository?.commits.set(commit, changes);
          return commit;
        }),
      ),
    adopt: async (_, base, commit) =>
      later(() =>
        effects.act('repository.adopt', commit, () => {
          const { repository } = state;
          if (repository === undefined || ![base.head, commit].includes(repository.head))
            return { kind: 'moved-meanwhile' };
          state.repository = { ...repository, head: commit };
          return { kind: 'adopted' };
        }),
      ),
    workTree: async (_, directory, { changes }) =>
      later(() => writeTree(state, directory, changed(treeIn(state, configuration), changes))),
    track: async () => Promise.resolve(),
    drop: async () => Promise.resolve(),
  };
}

/** The files below a directory, by path relative to it. */
function treeIn({ files }: SimulatedState, directory: string): ReadonlyMap<string, string> {
  const paths = below(files, directory).toSorted();
  return new Map(paths.map((path) => [path.slice(directory.length + 1), textOf(files.get(path)) ?? '']));
}

/** The Nix files below a directory; `configuration.nix` is where one starts. */
export function configurationIn(state: SimulatedState, directory: string): ConfigFiles {
  return modulesOf(treeIn(state, directory));
}

/** What Nix reads of a source. */
export function configurationOf(state: SimulatedState, source: Source): ConfigFiles {
  return configurationIn(state, source.kind === 'live' ? state.place.configuration : source.directory);
}

function writeTree(state: SimulatedState, directory: string, tree: ReadonlyMap<string, string>): void {
  for (const file of below(state.files, directory)) state.files.delete(file);
  for (const [path, text] of tree)
    state.files.set(join(directory, path), { bytes: Buffer.from(text), mode: 0o644, changed: 0 });
}

function modulesOf(tree: ReadonlyMap<string, string>): ConfigFiles {
  const modules = [...tree].filter(([path]) => path.endsWith('.nix'));
  return { entries: ['configuration.nix'], files: new Map(modules) };
}

function changed(tree: ReadonlyMap<string, string>, changes: NewContent): ReadonlyMap<string, string> {
  const next = new Map(tree);
  for (const [path, text] of changes) {
    if (text === null) next.delete(path);
    else next.set(path, text);
  }
  return new Map([...next].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function hashOf(tree: ReadonlyMap<string, string>): string {
  return hashBytes(JSON.stringify([...tree])).slice(0, 40);
}
