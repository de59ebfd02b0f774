import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuseUnanswering } from '../../../engine/host/configuration/answering.ts';
import { exec } from '../../../engine/host/process/exec.ts';
import { farMounts, parseFarMounts } from '../../../engine/host/storage/mounts.ts';
import { removeTree } from '../../../engine/host/tree/files.ts';
import { needs } from '../../lib/needs.ts';

let base: string;
let configuration: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'nixos-ai-answering-'));
  configuration = join(base, 'nixos');
  mkdirSync(configuration);
  writeFileSync(join(configuration, 'configuration.nix'), '{ }\n');
});
afterEach(async () => removeTree(base));

test('the kernel’s list of mounts tells those whose answers come from elsewhere', () => {
  const line = (place: string, type: string): string =>
    `72 69 0:44 / ${place} rw,relatime shared:1 - ${type} source rw,a=b - c`;
  const types = [
    'ext4',
    'nfs4',
    'tmpfs',
    'cifs',
    'fuse.sshfs',
    'fusectl',
    '9p',
    'overlay',
    'autofs',
    'fuse',
    'btrfs',
  ];
  const list = types.map((type) => line(`/mnt/${type}`, type));
  expect(parseFarMounts([...list, line('/srv/a\\040b', 'nfs'), '', 'x'].join('\n'))).toEqual([
    '/mnt/nfs4',
    '/mnt/cifs',
    '/mnt/fuse.sshfs',
    '/mnt/9p',
    '/mnt/autofs',
    '/mnt/fuse',
    '/srv/a b',
  ]);
});

describe('a configuration on a file system that answers is used', () => {
  test.each<[string, () => readonly string[]]>([
    ['where nothing of the kind is mounted', () => []],
    ['where one is mounted elsewhere', () => ['/mnt/elsewhere']],
    ['that it lies on', () => [base]],
    ['that is mounted in it', () => [join(configuration, 'below')]],
  ])('%s', async (_, far) => {
    expect(await refuseUnanswering(configuration, exec, { far: far() })).toBeUndefined();
  });

  test('one that is missing is for who opens it to say', async () => {
    expect(await refuseUnanswering(join(base, 'none'), exec, { far: [base] })).toBeUndefined();
  });
});

test('a program that is asked and does not answer is ended, and the refusal says what to look after', async () => {
  // What a file system that hangs does to `find`, where none can be mounted.
  const programs = join(base, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'find'), '#!/bin/sh\nkill -STOP $$\n');
  chmodSync(join(programs, 'find'), 0o755);
  const asked = exec;
  const slow: typeof exec = async (command, options) =>
    asked({ ...command, env: { PATH: `${programs}:${process.env['PATH'] ?? ''}` } }, options);
  const refused = await refuseUnanswering(configuration, slow, { far: [base], limit: 500 });
  expect(refused).toMatchObject({
    code: 'HOST011',
    message: expect.stringContaining('no answer within 0.5 s'),
  });
});

/** CAP_SYS_ADMIN, and the device. */
function canMount(): boolean {
  const [, rights = '0'] = /CapEff:\s+([0-9a-f]+)/u.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return existsSync('/dev/fuse') && (BigInt(`0x${rights}`) & (1n << 21n)) !== 0n;
}

describe(
  'a real file system of a program that never answers',
  needs(canMount(), 'no FUSE may be mounted'),
  () => {
    /** A mount whose program takes no request: whoever looks into it waits. */
    async function mounted(place: string, act: () => Promise<void>): Promise<void> {
      const device = openSync('/dev/fuse', 'r+');
      const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other';
      const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'silent', place], {
        stdio: ['ignore', 'ignore', 'inherit', device],
      });
      await once(mount, 'exit');
      try {
        await act();
      } finally {
        // Its requests end with the device.
        closeSync(device);
        execFileSync('umount', ['-l', place]);
      }
    }

    test.each<[string, () => string]>([
      ['in the configuration', () => join(configuration, 'hosts')],
      ['that is the configuration', () => configuration],
      ['behind a link in the configuration', () => join(base, 'elsewhere')],
    ])('%s holds nobody up', async (_, where) => {
      mkdirSync(where(), { recursive: true });
      symlinkSync(join(base, 'elsewhere'), join(configuration, 'link'));
      await mounted(where(), async () => {
        expect(farMounts()).toContain(where());
        expect(await refuseUnanswering(configuration, exec, { limit: 1_000 })).toMatchObject({
          code: 'HOST011',
        });
      });
    });
  },
);
