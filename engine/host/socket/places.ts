import type { HostPlace } from '../../model/host/place.ts';
import { join } from 'node:path';
import type { Role } from '../../model/service/request.ts';

/** Where the sockets of the service are. */
export function runtimeDirectory({ system }: Pick<HostPlace, 'system'>): string {
  return join(system, 'nixos-ai');
}

/** The directory of the sockets of a role; everybody may list it. */
export function socketDirectory(runtime: string, role: Role): string {
  return join(runtime, role);
}

/** One socket for each group: its mode lets the members of that group open it, and nobody else. */
export function socketFile(runtime: string, role: Role, group: string): string {
  return join(socketDirectory(runtime, role), `${group}.sock`);
}

/** Where a member of an operators' group makes a file to show who they are. */
export function proofDirectory(runtime: string, group: string): string {
  return join(socketDirectory(runtime, 'operate'), `${group}.proof`);
}
