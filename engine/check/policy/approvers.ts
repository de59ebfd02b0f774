import type { Approvers } from '../../model/policy.ts';

/** Whether a policy lets somebody approve, given the groups they are in. Everybody may where it names nobody. */
export function isApprover({ users, groups }: Approvers, user: string, memberOf: readonly string[]): boolean {
  if (users.length === 0 && groups.length === 0) return true;
  return users.includes(user) || groups.some((group) => memberOf.includes(group));
}

/** Who that is, for a message: ` (alice, or one of group ops)`; nothing where anybody may. */
export function tellApprovers({ users, groups }: Approvers): string {
  const who = [...users, ...groups.map((group) => `one of group ${group}`)];
  return who.length === 0 ? '' : ` (${who.join(', or ')})`;
}
