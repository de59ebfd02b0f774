import { access, constants, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FeatureFacts, Readings, StoreFacts } from '../../check/doctor/facts.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { checkValidityCommand } from '../../nix/argv.ts';
import { exists } from '../tree/files.ts';
import { isRegistryRefused, nixMessage } from '../../nix/errors.ts';
import { readNixConfig } from './nix-config.ts';
import type { FactReader } from './look.ts';

const USUAL_STORE = '/nix/store';

/** Asks Nix for the running system: a question that opens the store, by its daemon where that does the work. */
export async function readStore({ ask, place }: FactReader): Promise<StoreFacts> {
  const { running, directory } = await storeOf(place);
  const state = join(dirname(directory), 'var/nix');
  const asked = await ask(checkValidityCommand(place, running ?? directory));
  const refused = /is not (?:valid|in the Nix store)/u.test(asked.stderr);
  const opened = asked.exitCode === 0 || refused;
  const why = asked.spawnError ?? nixMessage(asked.stderr);
  return {
    directory,
    answer: !opened ? { why } : asked.exitCode === 0 || running === undefined ? 'valid' : 'invalid',
    daemon: await goesThroughDaemon(state),
    writable: await mayWrite(join(state, 'db')),
  };
}

/** As Nix itself decides: who may write to its state does, everybody else asks the daemon. */
async function goesThroughDaemon(state: string): Promise<boolean> {
  if (process.env['NIX_REMOTE'] === 'daemon') return true;
  return !(await mayWrite(state)) && (await exists(join(state, 'daemon-socket/socket')));
}

/** The store that the running system lies in. */
export async function storeOf(
  place: HostPlace,
): Promise<{ readonly running: string | undefined; readonly directory: string }> {
  const running = await realpath(join(place.system, 'current-system')).catch(() => undefined);
  return { running, directory: running === undefined ? USUAL_STORE : dirname(running) };
}

/** Features that nix.conf and the environment switch on. `nix show-config` is another command in each version. */
export async function readFeatures(): Promise<FeatureFacts> {
  const { values, files } = await readNixConfig();
  const words = ['experimental-features', 'extra-experimental-features'].flatMap(
    (name) => values.get(name)?.split(/\s+/u) ?? [],
  );
  return { enabled: [...new Set(words.filter((word) => word !== ''))], files };
}

/** Where the names lead that a configuration of the channel style is evaluated with. */
export async function readLookups({ ask, place }: FactReader): Promise<Readings['lookups']> {
  if (place.style === 'flake') return [];
  const paths = Object.entries(place.nixPath).flatMap(([name, path]) => ['-I', `${name}=${path}`]);
  const find = async (name: string): Promise<Readings['lookups'][number]> => {
    const found = await ask({ argv: ['nix-instantiate', ...paths, '--find-file', name] });
    if (found.exitCode === 0) return { name, path: found.stdout.trim() };
    return { name, path: undefined, registryRefused: isRegistryRefused(found.stderr) };
  };
  return Promise.all([find('nixpkgs'), find('nixos-config')]);
}

export async function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
