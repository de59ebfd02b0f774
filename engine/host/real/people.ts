import type { Logins } from '../../model/host/logins.ts';
import type { PolicySource } from '../../model/host/policy.ts';
import type { Quarantine } from '../../model/host/quarantine.ts';
import { mayApprove } from '../people/approvers.ts';
import { readLogin } from '../people/login.ts';
import { findSessionPort, readSshPorts } from '../people/ssh-session.ts';
import { readPolicy, readShippedPolicy } from '../policy-file.ts';
import { addQuarantined, clearQuarantine, findQuarantined } from '../system/quarantine.ts';
import type { RealParts } from './parts.ts';

export function realLogins({ settings }: RealParts): Logins {
  return {
    read: async (user) => readLogin(settings, user),
    sessionPort: findSessionPort,
    sshPorts: async () => readSshPorts(settings),
  };
}

export function realPolicy({ settings }: RealParts): PolicySource {
  return {
    read: async () => readPolicy(settings),
    shipped: readShippedPolicy,
    mayApprove: async (approvers, who) => Promise.resolve(mayApprove(settings, approvers, who)),
  };
}

export function realQuarantine({ settings }: RealParts): Quarantine {
  return {
    find: async (system) => findQuarantined(settings.state, system),
    add: async (entry) => addQuarantined(settings.state, entry),
    clear: async (outPath) => void (await clearQuarantine(settings.state, outPath)),
  };
}
