import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { readTextIfThere } from '../tree/files.ts';

const MOST_PARENTS = 64;

/**
 * The port of this host that the SSH session came through from which this program was started; undefined where there is
 * no such session. sudo takes the variable away, so the environments of all programs above are looked at.
 */
export async function findSessionPort(): Promise<number | undefined> {
  let pid = process.pid;
  for (let steps = 0; pid > 1 && steps < MOST_PARENTS; steps += 1) {
    const port = portIn(await readProc(pid, 'environ'));
    if (port !== undefined) return port;
    pid = parentIn(await readProc(pid, 'stat'));
  }
  return undefined;
}

/** Ports on which the SSH server of a host listens by its configuration; none where it has no server. */
export async function readSshPorts(place: HostPlace): Promise<readonly number[]> {
  const text = await readTextIfThere(join(place.root, 'etc/ssh/sshd_config'));
  if (text === undefined) return [];
  const ports = [...text.matchAll(/^\s*port\s+(?<port>\d+)\s*$/gimu)].map(({ groups }) =>
    Number(groups?.['port']),
  );
  return ports.length === 0 ? [22] : ports;
}

/** `SSH_CONNECTION` is the address and port of the client, then those of the server. */
function portIn(environment: string): number | undefined {
  const value = /(?:^|\0)SSH_CONNECTION=(?<value>[^\0]*)/u.exec(environment)?.groups?.['value'];
  const port = Number(value?.split(' ')[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

/** The name of a program may hold anything, also brackets and blanks: what follows the last bracket counts. */
function parentIn(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0) || 0;
}

/** A process that is gone, or that others may not look into, tells nothing. */
async function readProc(pid: number, file: string): Promise<string> {
  return (await readTextIfThere(`/proc/${pid}/${file}`).catch(() => undefined)) ?? '';
}
