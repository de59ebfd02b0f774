import type { HostPlace } from '../../model/host/place.ts';
import { isApprover } from '../../check/policy/approvers.ts';
import type { Approvers } from '../../model/policy.ts';
import { nameOfPrincipal, type Principal } from '../../model/principal.ts';
import { groupsOf } from './user-names.ts';

/**
 * Whether somebody may approve on a host, by its own user database as it is now: rights can be taken away after they were
 * used.
 */
export function mayApprove({ root }: Pick<HostPlace, 'root'>, approvers: Approvers, who: Principal): boolean {
  const name = nameOfPrincipal(who);
  return isApprover(approvers, name, who.kind === 'person' ? groupsOf(root, name) : []);
}
