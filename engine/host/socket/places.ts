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

/**
 * The file by which a caller shows who they are. Who only looks makes it where everybody may write anyway, so that the
 * service's own directories, in memory, are not theirs to fill.
 */
export function proofFile(runtime: string, role: Role, group: string, challenge: string): string {
  if (role === 'operate') return join(proofDirectory(runtime, group), challenge);
  return join(FOR_ALL, `nixos-ai-${challenge}`);
}

/** Sticky and root's, on every Linux with systemd (shm_overview(7)). */
const FOR_ALL = '/dev/shm';
