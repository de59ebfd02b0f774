import { isApprover } from '../../check/policy/approvers.ts';
import type { Logins } from '../../model/host/logins.ts';
import type { Network } from '../../model/host/network.ts';
import type { PolicySource } from '../../model/host/policy.ts';
import type { Quarantine } from '../../model/host/quarantine.ts';
import { nameOfPrincipal } from '../../model/principal.ts';
import { later } from './effects.ts';
import type { SimulatedParts } from './parts.ts';

export function simulatedLogins({ state }: SimulatedParts): Logins {
  return {
    read: async (user) => Promise.resolve(state.logins.get(user) ?? { account: false, keys: 0, against: [] }),
    sessionPort: async () => Promise.resolve(state.sessionPort),
    sshPorts: async () => Promise.resolve(state.sshPorts),
  };
}

export function simulatedPolicy({ state }: SimulatedParts): PolicySource {
  return {
    read: async () => Promise.resolve(state.policy),
    shipped: async () => Promise.resolve(state.shipped),
    mayApprove: async (approvers, who) => {
      const name = nameOfPrincipal(who);
      const groups = who.kind === 'person' ? (state.groups.get(name) ?? []) : [];
      return Promise.resolve(isApprover(approvers, name, groups));
    },
  };
}

export function simulatedQuarantine({ state, effects }: SimulatedParts): Quarantine {
  return {
    find: async ({ outPath, drvPath }) =>
      Promise.resolve(
        state.quarantine.findLast(
          (entry) => entry.outPath === outPath || (entry.drvPath !== '' && entry.drvPath === drvPath),
        ),
      ),
    add: async (entry) =>
      later(() =>
        effects.act('quarantine.add', entry.outPath, () => {
          state.quarantine = [...state.quarantine.filter(({ outPath }) => outPath !== entry.outPath), entry];
        }),
      ),
    clear: async (outPath) =>
      later(() =>
        effects.act('quarantine.clear', outPath, () => {
          state.quarantine = state.quarantine.filter((entry) => entry.outPath !== outPath);
        }),
      ),
  };
}

export function simulatedNetwork({ state }: SimulatedParts): Network {
  return {
    get: async (url) => Promise.resolve(state.http.get(url) ?? { error: `connect ECONNREFUSED ${url}` }),
    greet: async (address, port) => Promise.resolve(state.ports.get(`${address}:${port}`)),
    resolve: async (name, { server }) =>
      Promise.resolve(
        state.names.get(server === undefined ? name : `${name}@${server}`) ?? {
          error: `queryA ENOTFOUND ${name}`,
        },
      ),
    certificate: async (address, port) =>
      Promise.resolve(
        state.certificates.get(`${address}:${port}`) ?? { error: `connect ECONNREFUSED ${address}:${port}` },
      ),
  };
}
