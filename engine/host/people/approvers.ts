import { join } from 'node:path';
import { isApprover } from '../../check/policy/approvers.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import type { Approvers } from '../../model/policy.ts';
import { readTextIfThere } from '../tree/files.ts';

/** Whether somebody may approve on a host, by its own user database. */
export async function mayApprove(
  settings: Pick<HostSettings, 'root'>,
  approvers: Approvers,
  user: string,
): Promise<boolean> {
  const memberOf = approvers.groups.length === 0 ? [] : await readGroupsOf(settings.root, user);
  return isApprover(approvers, user, memberOf);
}

/** The groups that a host's files put a user in, the primary one included; none where there are no such files. */
async function readGroupsOf(root: string, user: string): Promise<readonly string[]> {
  const [passwd, group] = await Promise.all(
    ['etc/passwd', 'etc/group'].map(async (file) => rowsOf(await readTextIfThere(join(root, file)))),
  );
  const primary = passwd?.find(([name]) => name === user)?.[3];
  return (group ?? []).flatMap(([name = '', , id, members = '']) =>
    id === primary || members.split(',').includes(user) ? [name] : [],
  );
}

function rowsOf(text: string | undefined): readonly (readonly string[])[] {
  return (text ?? '').split('\n').map((line) => line.split(':'));
}
