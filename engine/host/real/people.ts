import type { Logins } from '../../model/host/logins.ts';
import type { PolicySource } from '../../model/host/policy.ts';
import type { Quarantine } from '../../model/host/quarantine.ts';
import { mayApprove } from '../people/approvers.ts';
import { readLogin } from '../people/login.ts';
import { findSessionPort, readSshPorts } from '../people/ssh-session.ts';
import { readPolicy, readShippedPolicy } from '../policy-file.ts';
import { addQuarantined, clearQuarantine, findQuarantined } from '../system/quarantine.ts';
import type { RealParts } from './parts.ts';

export function realLogins({ settings: { place } }: RealParts): Logins {
  return {
    read: async (user) => readLogin(place, user),
    sessionPort: findSessionPort,
    sshPorts: async () => readSshPorts(place),
  };
}

export function realPolicy({ settings: { place, policy } }: RealParts): PolicySource {
  return {
    read: async () => readPolicy(policy),
    shipped: readShippedPolicy,
    mayApprove: async (approvers, who) => Promise.resolve(mayApprove(place, approvers, who)),
  };
}

export function realQuarantine({ settings: { place } }: RealParts): Quarantine {
  return {
    find: async (system) => findQuarantined(place.state, system),
    add: async (entry) => addQuarantined(place.state, entry),
    clear: async (outPath) => void (await clearQuarantine(place.state, outPath)),
  };
}
