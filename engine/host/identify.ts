import { hostname } from 'node:os';
import { identifyHost, type HostIdentity } from '../model/host/identity.ts';
import type { HostPlace } from '../model/host/place.ts';

/** The name of this computer, which a host may not share. */
export function computerName(): string {
  return hostname();
}

/** Which host it is, for who does not open it. */
export function identify(place: Pick<HostPlace, 'root'>): HostIdentity {
  return identifyHost(place, computerName());
}
