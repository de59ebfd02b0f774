import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import { rootFilesIn, type BuiltParts } from '../../model/built-effect.ts';
import { isMissing, readIfThere, readTextIfThere } from '../tree/files.ts';
import { accountsIn, commandsOf, snippetsOf } from '../../nix/built-effect.ts';

/**
 * What a system that is built does as root, read from its files in the store. Undefined where it is not there, or has not
 * the form of a system.
 */
export async function readBuiltEffect(toplevel: string): Promise<BuiltParts | undefined> {
  const activate = await readTextIfThere(join(toplevel, 'activate'));
  if (activate === undefined) return undefined;
  const snippets = snippetsOf(await withoutKnown(activate, toplevel));
  const params = await readTextIfThere(join(toplevel, 'kernel-params'));
  return {
    commands: await readCommands(join(toplevel, 'etc/systemd/system')),
    activation: hashed(snippets),
    ...rootFilesIn(await readEtc(join(toplevel, 'etc'))),
    accounts: await readAccounts(activate),
    boot: { 'kernel parameters': (params ?? '').trim() },
  };
}

/** Paths that every change has anew, and that other parts tell of. */
async function withoutKnown(activate: string, toplevel: string): Promise<string> {
  const etc = dirname(await realpath(join(toplevel, 'etc')));
  const path = await realpath(join(toplevel, 'sw')).catch(() => '');
  return activate
    .replaceAll(toplevel, '@out@')
    .replaceAll(etc, 'etc')
    .replaceAll(path === '' ? '\0' : path, 'system-path')
    .replaceAll(/\/nix\/store\/[0-9a-z]+-users-groups\.json/gu, 'users-groups.json');
}

/** Units by name, each with what its drop-ins add. */
async function readCommands(directory: string): Promise<Readonly<Record<string, string>>> {
  const found: [string, string][] = [];
  for (const { name } of await entriesOf(directory)) {
    if (name.endsWith('.d')) continue;
    const own = await readTextIfThere(join(directory, name)).catch(() => undefined);
    if (own === undefined) continue;
    const more = await Promise.all(
      (await entriesOf(join(directory, `${name}.d`))).map(async (each) =>
        readTextIfThere(join(directory, `${name}.d`, each.name)),
      ),
    );
    const said = commandsOf(name, [own, ...more].join('\n'));
    if (said !== undefined) found.push([name, hashBytes(said)]);
  }
  return Object.fromEntries(found);
}

/** Files below a directory by path, of those that count: of a link to a directory the place that it leads to. */
async function readEtc(root: string): Promise<Readonly<Record<string, string>>> {
  const names: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(root, below))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (await isDirectory(join(root, name), entry)) await walk(name);
      else names.push(name);
    }
  };
  await walk('');
  const { files, authority } = rootFilesIn(Object.fromEntries(names.map((name) => [name, ''])));
  const counted = Object.keys({ ...files, ...authority });
  const held = await Promise.all(
    counted.map(async (name) => [name, await heldAt(join(root, name))] as const),
  );
  return Object.fromEntries(held);
}

/** A directory that is made as one is a link into the store. The units in one are looked at by themselves. */
async function isDirectory(path: string, entry: Dirent): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink() || !HOLDS_ROOT_FILES.test(path)) return false;
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

const HOLDS_ROOT_FILES =
  /\/etc\/(?:sudoers\.d|pam(?:\.d)?|polkit-1|security|ssh|cron\.\w+|udev|tmpfiles\.d|profile\.d|fish|modprobe\.d|modules-load\.d|binfmt\.d|sysctl\.d|nix|logrotate\.d|systemd|dbus-1|NetworkManager|X11|acpi|qemu|libvirt)(?:\/(?!system$).*)?$/u;

async function heldAt(path: string): Promise<string> {
  const bytes = await readIfThere(path);
  if (bytes !== undefined) return hashBytes(bytes);
  // It leads out of the store, to what is not there yet.
  return (await lstat(path)).isSymbolicLink() ? readlink(path) : 'another kind of file';
}

/** From the list of accounts that the activation script hands over. */
async function readAccounts(activate: string): Promise<Readonly<Record<string, string>>> {
  const file = /\/nix\/store\/[0-9a-z]+-users-groups\.json/u.exec(activate)?.[0];
  const text = file === undefined ? undefined : await readTextIfThere(file);
  return text === undefined ? {} : hashed(accountsIn(text));
}

async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  try {
    return (await readdir(directory, { withFileTypes: true })).toSorted((left, right) =>
      left.name < right.name ? -1 : 1,
    );
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function hashed(texts: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...texts].map(([name, text]) => [name, hashBytes(text)]));
}
