import type { Readings } from '../../check/doctor/facts.ts';
import { judgedLive, overLive } from '../nix/candidate-place.ts';
import type { FactReader } from './look.ts';

export async function readNodeVersion(): Promise<Readings['node']> {
  return { version: process.versions.node };
}

export async function readNix({ ask }: FactReader): Promise<Readings['nix']> {
  return { version: await versionOf(ask, 'nix-instantiate') };
}

export async function readGit({ ask }: FactReader): Promise<Readings['git']> {
  return { version: await versionOf(ask, 'git') };
}

/** Undefined where there is no such program. */
async function versionOf(ask: FactReader['ask'], program: string): Promise<string | undefined> {
  const result = await ask({ argv: [program, '--version'] });
  return result.spawnError === undefined ? result.stdout : undefined;
}

/** Whether the live directory can be covered in a namespace of its own: tried by covering it with itself. */
export async function readNamespaces({ ask, place }: FactReader): Promise<Readings['namespaces']> {
  const result = await ask(await judgedLive(place, overLive(place, place.configuration, { argv: ['true'] })));
  const why = result.spawnError ?? result.stderr.trim().split('\n').at(-1) ?? '';
  return { available: result.exitCode === 0, why };
}
