import { flakeHostNames } from '../../nix/modules/modules.ts';
import type { StepContext } from '../context.ts';
import type { Relying } from './relied.ts';

/** What {@link Relying} tells of this host and of who started the run. */
export async function readRelying({ host, state, checked }: StepContext): Promise<Relying> {
  const policy = await host.policy.read();
  const { by } = state.started;
  return {
    place: host.place,
    flakeHosts: host.place.attributeIsHostName === true ? await namedHosts(host) : [],
    caller: by.kind === 'person' ? by.name : undefined,
    approvers: policy.ok ? policy.value.approvers : undefined,
    sessionPort: host.isLocal ? await host.logins.sessionPort() : undefined,
    installs: checked.change.kind === 'installation',
  };
}

async function namedHosts({ configuration }: StepContext['host']): Promise<readonly string[]> {
  return flakeHostNames(await configuration.read()).names;
}
