import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callerPrincipal, parseLoginUid, readPrincipal } from '../../../engine/host/people/identity.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync('/tmp/nixos-ai-identity-');
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nolga:x:1007:100::/home/olga:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'wheel:x:1:\nusers:x:100:\nops:x:900:vera,olga\n');
});
afterEach(() => {
  rmSync(root, { recursive: true });
  vi.unstubAllEnvs();
});

it.each([
  ['1000', 1000],
  ['1000\n', 1000],
  ['0', 0],
  ['4294967295', undefined],
  ['', undefined],
  ['-1', undefined],
  ['bob', undefined],
])('the login uid %j is of the user %s', (text, uid) => {
  expect(parseLoginUid(text)).toBe(uid);
});

describe('who this process acts for', () => {
  it('is on this computer no one that a variable names', () => {
    const before = readPrincipal({ root: '/' });
    for (const name of ['SUDO_USER', 'SUDO_UID', 'USER', 'LOGNAME', 'NIXOS_AI_SANDBOX_USER'])
      vi.stubEnv(name, name.endsWith('UID') ? '1007' : 'olga');
    expect(readPrincipal({ root: '/' })).toEqual(before);
    expect(before.name).not.toBe('olga');
    // The kernel remembers who logged in, where somebody did.
    const login = parseLoginUid(readFileSync('/proc/self/loginuid', 'utf8').trim());
    expect(before.known).toBe(login === undefined ? 'uid' : 'login');
  });

  it('is in a sandbox the user of the process, and no other by sudo', () => {
    vi.stubEnv('SUDO_USER', 'olga');
    vi.stubEnv('NIXOS_AI_SANDBOX_USER', undefined);
    expect(readPrincipal({ root })).toMatchObject({ name: userInfo().username, known: 'sandbox' });
  });

  it('is in a sandbox whom one plays', () => {
    vi.stubEnv('NIXOS_AI_SANDBOX_USER', 'olga');
    expect(readPrincipal({ root })).toEqual({
      kind: 'person',
      name: 'olga',
      door: 'terminal',
      known: 'sandbox',
      groups: ['users', 'ops'],
    });
  });
});

it.each([
  [1007, { name: 'olga', uid: 1007, groups: ['users', 'ops'] }],
  [4711, { name: '4711', uid: 4711, groups: [] }],
])('the caller of the socket with user id %i is who the host says', (uid, who) => {
  expect(callerPrincipal({ root }, uid)).toEqual({ kind: 'person', ...who, door: 'socket', known: 'socket' });
});
