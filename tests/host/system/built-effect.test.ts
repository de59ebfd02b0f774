import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBuiltEffect } from '../../../engine/host/system/built-effect.ts';
import { compareEffects } from '../../../engine/model/built-effect.ts';

const base = mkdtempSync('/tmp/nixos-ai-built-');
afterAll(() => rmSync(base, { recursive: true, force: true }));

let made = 0;
type Files = Readonly<Record<string, string>>;

const SERVICE = '[Unit]\nDescription=A\nX-Restart-Triggers=1\n[Service]\nExecStart=/nix/store/a/bin/a\n';
const SYSTEM: Files = {
  activate:
    '#!/bin/sh\n#### Activation script snippet etc:\nsetup\n#### Activation script snippet users:\nu\n',
  'kernel-params': 'quiet',
  'etc/systemd/system/a.service': SERVICE,
  'etc/systemd/system/b.service': SERVICE.replace('[Service]', '[Service]\nUser=b'),
  'etc/sudoers': 'root ALL=(ALL) ALL',
  'etc/motd': 'hello',
};

/** A built system with these files beside the usual ones. */
function system(files: Files): string {
  made += 1;
  const root = join(base, String(made));
  for (const [path, text] of Object.entries({ ...SYSTEM, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'sw'), { recursive: true });
  return root;
}

const changes = async (before: string, after: string) => {
  const [was, is] = await Promise.all([before, after].map(readBuiltEffect));
  return compareEffects(was ?? {}, is ?? {}).map(({ part, name, how }) => `${part} ${name} ${how}`);
};

describe('what a built system does as root', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a description', { 'etc/systemd/system/a.service': SERVICE.replace('=A', '=B') }, []],
    ['what restarts a unit', { 'etc/systemd/system/a.service': SERVICE.replace('=1', '=2') }, []],
    [
      'what a unit of another user runs',
      {
        'etc/systemd/system/b.service':
          SYSTEM['etc/systemd/system/b.service']?.replace('bin/a', 'bin/c') ?? '',
      },
      [],
    ],
    ['a text that nobody runs', { 'etc/motd': 'bye' }, []],
    ['a timer', { 'etc/systemd/system/t.timer': '[Timer]\nOnCalendar=daily\n' }, []],
    [
      'a command of root',
      { 'etc/systemd/system/a.service': SERVICE.replace('bin/a', 'bin/b') },
      ['commands a.service changed'],
    ],
    ['a new unit', { 'etc/systemd/system/c.service': SERVICE }, ['commands c.service added']],
    [
      'the environment of a unit',
      { 'etc/systemd/system/a.service': `${SERVICE}Environment=LD_PRELOAD=/x\n` },
      ['commands a.service changed'],
    ],
    [
      'a drop-in',
      { 'etc/systemd/system/a.service.d/x.conf': '[Service]\nExecStartPre=/x\n' },
      ['commands a.service changed'],
    ],
    [
      'a command with all rights',
      {
        'etc/systemd/system/b.service': `${SYSTEM['etc/systemd/system/b.service'] ?? ''}ExecStartPre=-+/x\n`,
      },
      ['commands b.service added'],
    ],
    ['a unit that becomes root', { 'etc/systemd/system/b.service': SERVICE }, ['commands b.service added']],
    ['a mount', { 'etc/systemd/system/m.mount': '[Mount]\nWhat=/x\n' }, ['commands m.mount added']],
    [
      'an activation snippet',
      { activate: `${SYSTEM['activate'] ?? ''}#### Activation script snippet x:\nid\n` },
      ['activation x added'],
    ],
    ['a kernel parameter', { 'kernel-params': 'quiet init=/bin/sh' }, ['boot kernel parameters changed']],
    ['sudoers', { 'etc/sudoers': 'ALL ALL=(ALL) NOPASSWD: ALL' }, ['authority sudoers changed']],
    ['PAM', { 'etc/pam.d/su': 'auth sufficient pam_permit.so' }, ['authority pam.d/su added']],
    ['cron', { 'etc/cron.d/x': '* * * * * root id' }, ['files cron.d/x added']],
    ['udev', { 'etc/udev/rules.d/1.rules': 'RUN+="/x"' }, ['files udev/rules.d/1.rules added']],
    ['nix.conf', { 'etc/nix/nix.conf': 'build-hook = /x' }, ['files nix/nix.conf added']],
    ['tmpfiles', { 'etc/tmpfiles.d/x.conf': 'f /etc/x' }, ['files tmpfiles.d/x.conf added']],
  ])('differs, or not, by %s', async (_, files, told) => {
    expect(await changes(system({}), system(files))).toEqual(told);
  });

  it('is read through links to directories', async () => {
    const rules = join(base, 'rules');
    mkdirSync(rules);
    writeFileSync(join(rules, '1.rules'), 'RUN+="/x"');
    const after = system({ 'etc/udev/udev.conf': '' });
    symlinkSync(rules, join(after, 'etc/udev/rules.d'));
    expect(await changes(system({ 'etc/udev/udev.conf': '' }), after)).toEqual([
      'files udev/rules.d/1.rules added',
    ]);
  });

  it('is not known where there is no system', async () => {
    expect(await readBuiltEffect(join(base, 'none'))).toBeUndefined();
  });
});
