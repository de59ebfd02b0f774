import type { Approvers } from '../../model/policy.ts';
import { isSomebodyElse, type Principal } from '../../model/principal.ts';

/** Whether a policy lets somebody approve, given the groups they are in. Everybody may where it names nobody. */
export function isApprover({ users, groups }: Approvers, user: string, memberOf: readonly string[]): boolean {
  if (users.length === 0 && groups.length === 0) return true;
  return users.includes(user) || groups.some((group) => memberOf.includes(group));
}

/** How far a clock may have been put right since somebody approved. */
const CLOCK_MS = 5 * 60_000;

/**
 * Whether an approval counts for what somebody asked for: it is another's, its time is not over, and it does not lie ahead.
 * One that does is of before the clock was set back, and may have expired long ago.
 */
export function isInForce(
  approval: { readonly by: Principal; readonly at: string; readonly expires: string },
  asker: Principal,
  now: Date,
): boolean {
  const given = Date.parse(approval.at);
  const ends = Date.parse(approval.expires);
  return isSomebodyElse(asker, approval.by) && ends > now.getTime() && given <= now.getTime() + CLOCK_MS;
}

/** Who that is, for a message: ` (alice, or one of group ops)`; nothing where anybody may. */
export function tellApprovers({ users, groups }: Approvers): string {
  const who = [...users, ...groups.map((group) => `one of group ${group}`)];
  return who.length === 0 ? '' : ` (${who.join(', or ')})`;
}
