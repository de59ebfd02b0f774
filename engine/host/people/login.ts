import type { LoginFacts } from '../../model/host/logins.ts';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { countUsableKeys } from '../../check/authorized-keys.ts';
import { matchesText } from '../../check/policy/glob.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { exists, readTextIfThere } from '../tree/files.ts';

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  readonly shell: string;
}

/**
 * Reads what the SSH server of a host would read when `user` comes with a key: the account, its shell, the files that
 * `AuthorizedKeysFile` names, who may write to them, and whom `sshd_config` turns away. A `Match` block is not
 * understood, and said.
 */
export async function readLogin(place: HostPlace, user: string): Promise<LoginFacts> {
  const config = (await readTextIfThere(join(place.root, 'etc/ssh/sshd_config'))) ?? '';
  const account = await readAccount(place.root, user);
  const files = keyFiles(config, user, account);
  const found = await Promise.all(files.map(async (file) => keysIn(place.root, file, account)));
  const against = [
    ...(account === undefined ? [] : await againstAccount(place.root, account)),
    ...againstServer(config, user),
    ...found.flatMap(({ refused }) => refused),
  ];
  return { account: account !== undefined, keys: found.reduce((sum, { keys }) => sum + keys, 0), against };
}

async function readAccount(root: string, user: string): Promise<Account | undefined> {
  const text = (await readTextIfThere(join(root, 'etc/passwd'))) ?? '';
  const fields = text
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === user);
  const [name, , uid, , , home, shell] = fields ?? [];
  if (name === undefined || home === undefined || shell === undefined) return undefined;
  return { name, uid: Number(uid), home, shell };
}

function keyFiles(config: string, user: string, account: Account | undefined): readonly string[] {
  const written = valuesOf(config, 'AuthorizedKeysFile')[0] ?? '.ssh/authorized_keys .ssh/authorized_keys2';
  const home = account?.home ?? `/home/${user}`;
  return written
    .split(/\s+/u)
    .filter((file) => file !== 'none' && file !== '')
    .map((file) => file.replaceAll('%h', home).replaceAll('%u', user).replaceAll('%%', '%'))
    .map((file) => (file.startsWith('/') ? file : join(home, file)));
}

/** A file that others may write to is not believed by the server, nor here. */
async function keysIn(root: string, file: string, account: Account | undefined) {
  const keys = countUsableKeys((await readTextIfThere(join(root, file))) ?? '');
  const own = account !== undefined && file.startsWith(`${account.home}/`);
  if (keys === 0 || !own) return { keys, refused: [] };
  for (const path of [file, dirname(file), account.home]) {
    const { mode, uid } = await lstat(join(root, path));
    if ((mode & 0o022) !== 0 || (uid !== 0 && uid !== account.uid && uid !== process.getuid?.()))
      return { keys: 0, refused: [`${path} is writable by others, so sshd ignores its keys`] };
  }
  return { keys, refused: [] };
}

async function againstAccount(root: string, { name, shell }: Account): Promise<string[]> {
  if (/\/(?:nologin|false|true)$/u.test(shell)) return [`the shell of ${name} is ${shell}`];
  const there = (await exists(join(root, shell))) || (await exists(shell));
  return there ? [] : [`the shell of ${name}, ${shell}, does not exist`];
}

function againstServer(config: string, user: string): string[] {
  const allowed = valuesOf(config, 'AllowUsers').flatMap((value) => value.split(/\s+/u));
  const denied = valuesOf(config, 'DenyUsers').flatMap((value) => value.split(/\s+/u));
  const isNamed = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matchesText(pattern.split('@')[0] ?? '', user));
  const root = valuesOf(config, 'PermitRootLogin')[0]?.toLowerCase();
  return [
    ...(allowed.length > 0 && !isNamed(allowed) ? [`AllowUsers does not name ${user}`] : []),
    ...(isNamed(denied) ? [`DenyUsers names ${user}`] : []),
    ...(valuesOf(config, 'PubkeyAuthentication')[0]?.toLowerCase() === 'no'
      ? ['the server does not accept keys']
      : []),
    ...(user === 'root' && root === 'no' ? ['root may not log in'] : []),
    ...['AllowGroups', 'DenyGroups', 'Match']
      .filter((word) => valuesOf(config, word).length > 0)
      .map((word) => `sshd_config has ${word}, which is not supported here`),
  ];
}

function valuesOf(config: string, keyword: string): readonly string[] {
  return config
    .split('\n')
    .map((line) => /^\s*(?<word>[A-Za-z]+)\s+(?<value>.*\S)\s*$/u.exec(line)?.groups)
    .filter((groups) => groups?.['word']?.toLowerCase() === keyword.toLowerCase())
    .map((groups) => groups?.['value'] ?? '');
}
