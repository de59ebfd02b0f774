import type { Configuration } from '../../model/host/configuration.ts';
import type { Repository } from '../../model/host/repository.ts';
import type { Snapshots } from '../../model/host/snapshots.ts';
import { updateLock } from '../nix/inputs.ts';
import { readConfiguration } from '../tree/config-tree.ts';
import { isInside } from '../tree/files.ts';
import { findRealPlace } from '../tree/real-place.ts';
import { SnapshotStore } from '../tree/snapshots.ts';
import {
  adoptCandidate,
  commitCandidate,
  dropCandidate,
  findUserRepository,
  readRepositoryState,
  trackFiles,
} from '../tree/user-repository.ts';
import { makeWorkTree } from '../tree/work-tree.ts';
import type { RealParts } from './parts.ts';

export function realConfiguration({ exec, settings }: RealParts): Configuration {
  return {
    read: async (directory = settings.place.configuration) =>
      readConfiguration({ ...settings.place, configuration: directory }),
    isInside: async (path) => isInside(settings.place.configuration, path),
    realPlace: async (path) => findRealPlace(settings.place.configuration, path),
    updateInputs: async (flake, choice, options) => updateLock(exec, settings, flake, choice, options),
  };
}

export function realSnapshots({ settings, clock }: RealParts): Snapshots {
  const { state, configuration } = settings.place;
  const store = new SnapshotStore(state, configuration);
  return {
    take: async (name, message) => store.take(name, message, clock.now()),
    liveTree: async () => store.liveTree(),
    treeOf: async (directory) => new SnapshotStore(state, directory).liveTree(),
    candidate: async (base, changes, name, directory) =>
      store.candidate(base, changes, name, directory, clock.now()),
    sketch: async (changes, directory) => store.sketch(changes, directory),
    read: async (commit, path) => store.read(commit, path),
    changes: async (from, to) => store.changes(from, to),
  };
}

export function realRepository({ settings }: RealParts): Repository {
  return {
    find: async () => findUserRepository(settings.place.configuration),
    state: readRepositoryState,
    commit: commitCandidate,
    adopt: adoptCandidate,
    workTree: makeWorkTree,
    track: trackFiles,
    drop: dropCandidate,
  };
}
