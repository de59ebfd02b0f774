import { join } from 'node:path';
import { readTextIfThere } from '../tree/files.ts';

/** The name of a user of a host, by its id; the number where the host's files know none. */
export async function nameOfUser(root: string, uid: number): Promise<string> {
  const rows = await rowsOf(join(root, 'etc/passwd'));
  return rows.find((row) => row[2] === String(uid))?.[0] ?? String(uid);
}

/** Groups of a host by name, with their ids; those that it does not have are left out. */
export async function findGroups(
  root: string,
  names: readonly string[],
): Promise<readonly { readonly name: string; readonly gid: number }[]> {
  const rows = await rowsOf(join(root, 'etc/group'));
  return names.flatMap((name) => {
    const gid = rows.find((row) => row[0] === name)?.[2];
    return gid === undefined ? [] : [{ name, gid: Number(gid) }];
  });
}

async function rowsOf(file: string): Promise<readonly (readonly string[])[]> {
  return ((await readTextIfThere(file)) ?? '').split('\n').map((line) => line.split(':'));
}
