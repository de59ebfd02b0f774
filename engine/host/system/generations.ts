import type { Generation } from '../../model/host/systems.ts';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';

/** The generations that are there, newest first. */
export async function listGenerations(place: HostPlace): Promise<readonly Generation[]> {
  const directory = dirname(place.profile);
  const form = new RegExp(`^${basename(place.profile).replaceAll(/\W/gu, '\\$&')}-(\\d+)-link$`, 'u');
  const names = await readdir(directory).catch(() => []);
  const found = await Promise.all(
    names.flatMap((name) => {
      const number = form.exec(name)?.[1];
      return number === undefined ? [] : [readGeneration(join(directory, name), Number(number))];
    }),
  );
  return found.toSorted((a, b) => b.number - a.number);
}

async function readGeneration(link: string, number: number): Promise<Generation> {
  const [{ mtime }, path] = await Promise.all([lstat(link), readlink(link)]);
  return { number, made: mtime.toISOString(), path };
}
