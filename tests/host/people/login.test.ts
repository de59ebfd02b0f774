import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostPlace } from '../../../engine/model/host/place.ts';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { readLogin } from '../../../engine/host/people/login.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEwm2QdMJ9ie3lknDArBS3HgcbFSOVGfdUdLLzumNIH1 alice\n';
const NIXOS = 'AuthorizedKeysFile %h/.ssh/authorized_keys /etc/ssh/authorized_keys.d/%u\n';
const OWN = 'home/alice/.ssh/authorized_keys';
const GIVEN = 'etc/ssh/authorized_keys.d/alice';

let place: HostPlace;
beforeEach(() => {
  const { place: usual } = defaultHostSettings('channel');
  place = { ...usual, root: mkdtempSync('/tmp/nixos-ai-test-') };
  const uid = process.getuid?.() ?? 1000;
  write('bin/sh', '');
  write('etc/passwd', `root:x:0:0::/root:/bin/sh\nalice:x:${uid}:100::/home/alice:/bin/sh\n`);
});
afterEach(() => rmSync(place.root, { recursive: true }));

function write(file: string, text: string): void {
  const path = join(place.root, file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(path, text, { mode: 0o644 });
}

const passwd = (shell: string): string => `alice:x:${process.getuid?.() ?? 1000}:100::/home/alice:${shell}\n`;

interface Case {
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Others may write to it. */
  readonly open?: string;
  readonly user?: string;
}

it.each<[what: string, host: Case, keys: number, ...against: string[]]>([
  ['a key in the home', { files: { [OWN]: KEY } }, 1],
  ['a key that the configuration gives', { config: NIXOS, files: { [GIVEN]: KEY } }, 1],
  ['a key in each', { config: NIXOS, files: { [GIVEN]: KEY, [OWN]: KEY } }, 2],
  ['one of them only, where the server reads no other', { files: { [GIVEN]: KEY, [OWN]: KEY } }, 1],
  ['the second usual file', { files: { 'home/alice/.ssh/authorized_keys2': KEY } }, 1],
  [
    'a file below the home by its name alone',
    { config: 'AuthorizedKeysFile keys\n', files: { 'home/alice/keys': KEY } },
    1,
  ],
  ['a percent sign', { config: 'AuthorizedKeysFile /etc/%%/%u\n', files: { 'etc/%/alice': KEY } }, 1],
  ['no file at all', { config: 'AuthorizedKeysFile none\n', files: { [OWN]: KEY } }, 0],
  ['the first of two lines', { config: `AuthorizedKeysFile none\n${NIXOS}`, files: { [OWN]: KEY } }, 0],
  ['a file without keys', { files: { [OWN]: '# none\n' } }, 0],
  [
    'a home that others may write to',
    { files: { [OWN]: KEY }, open: 'home/alice' },
    0,
    '/home/alice is writable by others',
  ],
  [
    'a directory that others may write to',
    { files: { [OWN]: KEY }, open: 'home/alice/.ssh' },
    0,
    '.ssh is writable',
  ],
  ['a file that others may write to', { files: { [OWN]: KEY }, open: OWN }, 0, 'authorized_keys is writable'],
  [
    'a shell that lets nobody in',
    { files: { 'etc/passwd': passwd('/bin/nologin'), [OWN]: KEY } },
    1,
    'the shell of alice is /bin/nologin',
  ],
  [
    'a shell that is not there',
    { files: { 'etc/passwd': passwd('/no/such'), [OWN]: KEY } },
    1,
    '/no/such, does not exist',
  ],
  [
    'AllowUsers without her',
    { config: 'AllowUsers bob carol\n', files: { [OWN]: KEY } },
    1,
    'AllowUsers does not name alice',
  ],
  ['AllowUsers with her', { config: 'AllowUsers bob\nAllowUsers al*@192.0.2.1\n', files: { [OWN]: KEY } }, 1],
  ['DenyUsers with her', { config: 'DenyUsers al*\n', files: { [OWN]: KEY } }, 1, 'DenyUsers names alice'],
  [
    'a server that takes no keys',
    { config: 'pubkeyauthentication No\n', files: { [OWN]: KEY } },
    1,
    'the server does not accept keys',
  ],
  [
    'a Match block',
    { config: 'Match User bob\n', files: { [OWN]: KEY } },
    1,
    'has Match, which is not supported',
  ],
  ['AllowGroups', { config: 'AllowGroups wheel\n', files: { [OWN]: KEY } }, 1, 'has AllowGroups'],
  ['root, who may not', { config: 'PermitRootLogin no\n', user: 'root' }, 0, 'root may not log in'],
  ['root, who may with a key', { config: 'PermitRootLogin prohibit-password\n', user: 'root' }, 0],
])('%s', async (_what, { config, files = {}, open, user = 'alice' }, keys, ...against) => {
  if (config !== undefined) write('etc/ssh/sshd_config', config);
  for (const [file, text] of Object.entries(files)) write(file, text);
  if (open !== undefined) chmodSync(join(place.root, open), 0o777);
  const found = await readLogin(place, user);
  expect(found).toMatchObject({ account: true, keys });
  expect(found.against).toHaveLength(against.length);
  for (const [at, words] of against.entries()) expect(found.against[at]).toContain(words);
});

it('somebody without an account has none, and the keys that are left are counted', async () => {
  write('etc/ssh/sshd_config', NIXOS);
  write('etc/ssh/authorized_keys.d/bob', KEY);
  expect(await readLogin(place, 'bob')).toEqual({ account: false, keys: 1, against: [] });
  expect(await readLogin(place, 'carol')).toEqual({ account: false, keys: 0, against: [] });
});
