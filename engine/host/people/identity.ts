import type { HostPlace } from '../../model/host/place.ts';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { isLocal } from '../../model/host/identity.ts';
import type { Person } from '../../model/principal.ts';
import { groupsOf, nameOfUser } from './user-names.ts';

/** In a sandbox: whom to take the caller for. */
export const SANDBOX_USER = 'NIXOS_AI_SANDBOX_USER';

/**
 * Who this process acts for, as a user of a host. Of this computer the kernel says it: the user that the process runs as,
 * and of the superuser the user whose login it comes from, which stays through sudo and su. No variable of the
 * environment counts. A sandbox is a directory of who made it, and defends nothing: it believes `NIXOS_AI_SANDBOX_USER`.
 *
 * @example
 * readPrincipal(place)   // under sudo of alice: { kind: 'person', name: 'alice', uid: 1000, known: 'login', … }
 */
export function readPrincipal({ root }: Pick<HostPlace, 'root'>): Person {
  const uid = process.getuid?.();
  if (!isLocal({ root })) {
    const named = process.env[SANDBOX_USER];
    const name = named === undefined || named === '' ? ownName(uid) : named;
    return { ...person(root, name), known: 'sandbox' };
  }
  const login = readLoginUid('self');
  const from = login === undefined ? {} : { login };
  if (login === undefined || uid !== 0)
    return { ...person(root, ownName(uid)), ...(uid === undefined ? {} : { uid }), ...from, known: 'uid' };
  return { ...person(root, nameOfUser(root, login)), uid: login, login, known: 'login' };
}

/**
 * The user whose member of a group showed itself through the socket of the service. Where the kernel has told the door which
 * process asks, it also says from which login that comes: who became another user is no second person.
 *
 * @param pid - Of the process that asks, which runs.
 */
export function callerPrincipal({ root }: Pick<HostPlace, 'root'>, uid: number, pid?: number): Person {
  const login = pid === undefined ? undefined : readLoginUid(pid);
  const from = login === undefined ? {} : { login };
  return { ...person(root, nameOfUser(root, uid)), uid, ...from, door: 'socket', known: 'socket' };
}

/**
 * The user id of the login that a process comes from, as the kernel keeps it (`/proc/self/loginuid`); undefined where no
 * login stands behind it, as behind a unit of systemd.
 *
 * @example
 * parseLoginUid('1000')         // 1000
 * parseLoginUid('4294967295')   // undefined
 */
export function parseLoginUid(text: string): number | undefined {
  const uid = /^\d{1,10}\s*$/u.test(text) ? Number(text) : UNSET;
  return uid < UNSET ? uid : undefined;
}

/** -1 as the kernel writes it: nobody has logged in. */
const UNSET = 2 ** 32 - 1;

function readLoginUid(process: number | 'self'): number | undefined {
  try {
    return parseLoginUid(readFileSync(`/proc/${process}/loginuid`, 'latin1'));
  } catch {
    // A kernel without audit.
    return undefined;
  }
}

function person(root: string, name: string): Person {
  return { kind: 'person', name, door: 'terminal', known: 'uid', groups: groupsOf(root, name) };
}

function ownName(uid: number | undefined): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the user database.
    return String(uid ?? 'unknown');
  }
}
