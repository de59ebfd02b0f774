import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissing } from '../tree/files.ts';

/** The name of a user of a host, by its id; the number where the host's files know none. */
export function nameOfUser(root: string, uid: number): string {
  return rowsOf(root, 'passwd').find((row) => row[2] === String(uid))?.[0] ?? String(uid);
}

/** The groups that a host's files put a user in, the primary one included; none where there are no such files. */
export function groupsOf(root: string, user: string): readonly string[] {
  const primary = rowsOf(root, 'passwd').find(([name]) => name === user)?.[3];
  return rowsOf(root, 'group').flatMap(([name = '', , id, members = '']) =>
    id === primary || members.split(',').includes(user) ? [name] : [],
  );
}

/** Groups of a host by name, with their ids; those that it does not have are left out. */
export function findGroups(
  root: string,
  names: readonly string[],
): readonly { readonly name: string; readonly gid: number }[] {
  const rows = rowsOf(root, 'group');
  return names.flatMap((name) => {
    const gid = rows.find((row) => row[0] === name)?.[2];
    return gid === undefined ? [] : [{ name, gid: Number(gid) }];
  });
}

function rowsOf(root: string, file: 'passwd' | 'group'): readonly (readonly string[])[] {
  try {
    const text = readFileSync(join(root, 'etc', file), 'utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(':')]));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
