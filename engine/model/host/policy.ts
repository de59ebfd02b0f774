import type { Result } from '../finding.ts';
import type { Approvers, Policy } from '../policy.ts';
import type { Principal } from '../principal.ts';

/** The policy of a host. */
export interface PolicySource {
  /** The policy in force, read now. Findings: POL010 to POL013. */
  read(): Promise<Result<Policy>>;
  /** The policy that ships with the engine. */
  shipped(): Promise<Result<Policy>>;
  /** Whether somebody may approve, by the host's own user database. */
  mayApprove(approvers: Approvers, who: Principal): Promise<boolean>;
}
