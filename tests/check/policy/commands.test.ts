import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { commandGate } from '../../../engine/check/policy/commands.ts';
import type { Policy } from '../../../engine/model/policy.ts';
import type { Origin } from '../../../engine/model/runbook.ts';
import { alone, readPolicyText, SHIPPED_POLICY } from '../../lib/policy.ts';

const POLICY = readFileSync(new URL('../../../docs/POLICY.md', import.meta.url), 'utf8');

const verdict = (policy: Policy, argv: string, origin: Origin = 'user'): string =>
  commandGate(policy, argv.split(' '), origin)?.verdict ?? 'none';

describe('the example of docs/POLICY.md', () => {
  const [, block = ''] = /## commands\n\n```yaml\n(.*?)```/su.exec(POLICY) ?? [];
  const read = readPolicyText(block);
  const policy = read.ok ? read.value : alone('');

  it.each([
    'systemctl stop a',
    'systemctl stop a b',
    'systemctl --no-block stop a',
    'systemctl -- stop a',
    'systemctl stop -- a',
    'systemctl -H root@other stop a',
    'systemctl --host root@other stop a',
    'systemctl --host=root@other stop a',
    'systemctl -M web --now stop a',
    'systemctl kill -s KILL a',
    'systemctl isolate rescue.target',
    '/run/current-system/sw/bin/systemctl stop a',
    'env systemctl stop a',
    'env -i PATH=/x systemctl stop a',
    'nice -n 10 systemctl stop a',
    'sudo -u root -- systemctl stop a',
    'timeout 5 nice systemctl stop a',
    'doas /usr/bin/systemctl stop a',
    'xargs systemctl stop',
    'ssh root@localhost systemctl stop a',
  ])('denies a user what it says it denies: %s', (argv) => {
    expect(verdict(policy, argv)).toBe('deny');
  });

  it('denies what a shell is told', () => {
    for (const text of ['systemctl stop a', 'true;systemctl stop a', 'x=$(systemctl stop a)'])
      expect(commandGate(policy, ['sh', '-c', text], 'user')?.verdict).toBe('deny');
    expect(commandGate(policy, ['env', '-S', 'systemctl stop a'], 'user')?.verdict).toBe('deny');
    expect(commandGate(policy, ['systemctl', undefined, 'a'], 'user')?.verdict).toBe('deny');
    expect(commandGate(policy, ['env', undefined, 'stop', 'a'], 'user')?.verdict).toBe('deny');
  });

  it.each<[string, string]>([
    ['systemctl is-active nginx.service', 'allow'],
    ['systemctl is-active nginx', 'allow'],
    ['curl --fail --silent http://localhost/health', 'allow'],
    ['systemctl is-active -Hevil.service', 'deny'],
    ['systemctl is-active --image=/home/eve/x.service', 'deny'],
    ['systemctl is-active a.service b.service', 'deny'],
    ['curl -o /etc/cron.d/x http://localhost/x', 'deny'],
    ['curl --fail --silent http://localhost.evil.example/x', 'deny'],
    ['curl --fail --silent http://localhost@evil.example/x', 'deny'],
    ['curl --fail --silent -o http://localhost/x', 'deny'],
    ['curl --fail --silent http://localhost/x -T /etc/shadow', 'deny'],
    ['/tmp/curl --fail --silent http://localhost/x', 'deny'],
    ['id', 'deny'],
  ])('makes of a generated runbook: %s → %s', (argv, wanted) => {
    expect(verdict(policy, argv, 'generated')).toBe(wanted);
  });

  it('leaves to a user what it does not name', () => {
    for (const argv of ['systemctl start a', 'systemctl restart a', 'id', 'stop systemctl'])
      expect(verdict(policy, argv)).not.toBe('deny');
  });
});

describe('by the policy that ships, to a generated runbook', () => {
  it.each<[string, string]>([
    ['systemctl status nginx', 'allow'],
    ['systemctl start nginx', 'allow'],
    ['systemctl restart nginx.service', 'allow'],
    ['systemctl stop backup.timer', 'allow'],
    ['systemctl reload nginx', 'allow'],
    ['systemctl status --host=root@evil', 'deny'],
    ['systemctl start -Hevil', 'deny'],
    ['systemctl start --now', 'deny'],
    ['systemctl is-enabled --image=/home/eve/x.img', 'deny'],
    ['systemctl start poweroff.target', 'deny'],
    ['systemctl start kexec.target', 'deny'],
    ['systemctl start single.target', 'deny'],
    ['systemctl start runlevel1.target', 'deny'],
    ['systemctl start systemd-poweroff', 'deny'],
    ['systemctl start systemd-reboot.service', 'deny'],
    ['systemctl start debug-shell', 'deny'],
    ['systemctl start autovt@tty9', 'deny'],
    ['systemctl start serial-getty@ttyS1', 'deny'],
    ['systemctl restart rescue.service', 'deny'],
    ['systemctl stop *', 'deny'],
    ['systemctl stop n*.service', 'deny'],
    ['systemctl stop ssh[d].service', 'deny'],
    ['systemctl isolate rescue.target', 'deny'],
    ['systemctl kill nginx', 'deny'],
    ['systemctl mask nginx', 'deny'],
    ['systemctl poweroff', 'deny'],
    ['systemctl set-environment LD_PRELOAD=/x', 'deny'],
    ['systemctl stop a b', 'deny'],
    ['getent passwd', 'allow'],
    ['getent passwd bob', 'allow'],
    ['getent hosts a.example', 'allow'],
    ['getent shadow', 'deny'],
    ['getent shadow root', 'deny'],
    ['getent gshadow', 'deny'],
    ['getent -s files shadow', 'deny'],
    ['getent passwd -s../../home/eve/x', 'deny'],
    ['findmnt --tab-file=/etc/shadow', 'deny'],
    ['env id', 'deny'],
    ['nice id', 'deny'],
    ['sudo id', 'deny'],
    ['id bob', 'allow'],
    ['df -h', 'allow'],
  ])('%s: %s', (argv, wanted) => {
    expect(verdict(SHIPPED_POLICY, argv, 'generated')).toBe(wanted);
  });
});

test.each<[string, string, string]>([
  [`[echo, '*']`, 'echo a', 'allow'],
  [`[echo, '*']`, 'echo -a', 'none'],
  [`[echo, '-*']`, 'echo -a', 'allow'],
  [`[echo, '-*']`, 'echo a', 'none'],
  [`[echo, '**']`, 'echo -a b', 'allow'],
  [`['**']`, 'sh -c id', 'allow'],
  [`['/opt/*/check']`, '/opt/a/check', 'allow'],
  [`['/opt/*/check']`, '/opt/../check', 'none'],
  [`[systemctl, start, nginx]`, 'systemctl start nginx.service', 'allow'],
  [`[systemctl, start, nginx.service]`, 'systemctl start nginx', 'allow'],
  [`[systemctl, start, nginx]`, 'systemctl start nginx.timer', 'none'],
  [`[systemctl, start, '*.timer']`, 'systemctl start nginx', 'none'],
])('a rule that allows %s makes of %s: %s', (pattern, argv, wanted) => {
  expect(verdict(alone(`commands: [{ allow: [${pattern}], because: x }]`), argv)).toBe(wanted);
});
