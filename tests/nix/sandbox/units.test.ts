import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../engine/host/sandbox/sandbox.ts';
import { channel, dispose, eventually, newHost, property, run, systemctl, systemdRun } from './support.ts';

let host: Sandbox;
beforeAll(async () => {
  host = await newHost();
});
afterAll(() => dispose(host));

const log = (unit: string): Promise<string> =>
  readFile(join(host.dir, 'var/log/units', `${unit}.log`), 'utf8');
const show = async (unit: string, ...keys: readonly string[]): Promise<string> =>
  (await systemctl(host, 'show', unit, `--property=${keys.join(',')}`)).out;

const commands = [
  { argv: ['is-active', 'nginx'], code: 0, out: 'active' },
  { argv: ['is-active', 'no-such'], code: 4, out: 'inactive' },
  { argv: ['is-system-running'], code: 0, out: 'running' },
  { argv: ['list-units', '--state=failed', '--plain', '--no-legend', '--no-pager'], code: 0, out: '' },
  {
    argv: ['show', 'no-such.service', '--property=LoadState,ActiveState'],
    code: 0,
    out: 'LoadState=not-found\nActiveState=inactive',
  },
  {
    argv: ['start', 'no-such'],
    code: 5,
    out: 'Failed to start no-such.service: Unit no-such.service not found.',
  },
  {
    argv: ['stop', 'no-such'],
    code: 5,
    out: 'Failed to stop no-such.service: Unit no-such.service not loaded.',
  },
  {
    argv: ['list-units', '--type=service', '--plain', '--no-legend'],
    code: 0,
    out: [
      'firewall.service loaded active exited  Firewall',
      'nginx.service    loaded active running Nginx Web Server',
      'sshd.service     loaded active running SSH Daemon',
    ].join('\n'),
  },
];
test.each(commands)('systemctl $argv answers as systemd does', async ({ argv, code, out }) => {
  expect(await systemctl(host, ...argv)).toStrictEqual({ code, out });
});

/** The clients of the service manager: with a Perl at hand, and without. */
const clients = [
  ['perl', 'client.pl'],
  [process.execPath, 'client.mjs'],
] as const;
test.each(clients)('%s hands over words and environment as they are', async (program, client) => {
  const script = join(channel, 'programs', client);
  const odd = 'a "b" \\ \n\t\u0001 ü $HOME';
  const unit = `words-${client}`;
  const inner = ['/bin/sh', '-c', 'printf "<%s><%s>" "$1" "$GREETING"', 'sh', odd];
  const outer = ['--wait', '--setenv=GREETING', `--unit=${unit}`, '--', ...inner];
  const started = await run(program, [script, host.dir, 'systemd-run', ...outer], { GREETING: 'good day' });
  expect(started.code).toBe(0);
  expect(await eventually(async () => (await log(`${unit}.service`)) === `<${odd}><good day>`)).toBe(true);
  const gone = await run(program, [script, '/no-such-host', 'systemctl', 'is-active', 'sshd']);
  expect(gone).toStrictEqual({ code: 1, out: 'Failed to connect to bus: No such file or directory' });
});

test.each(commands)('systemctl $argv answers the same by Node', async ({ argv, code, out }) => {
  const script = join(channel, 'programs/client.mjs');
  const answer = await run(process.execPath, [script, host.dir, 'systemctl', ...argv]);
  expect(answer).toStrictEqual({ code, out });
});

test('a stopped service is inactive and is-active exits 3', async () => {
  expect(await systemctl(host, 'stop', 'sshd')).toStrictEqual({ code: 0, out: '' });
  expect(await systemctl(host, 'is-active', 'sshd')).toStrictEqual({ code: 3, out: 'inactive' });
  expect(await systemctl(host, 'start', 'sshd')).toStrictEqual({ code: 0, out: '' });
});

test('a killed service that restarts always comes back and counts its restart', async () => {
  const pid = Number(await property(host, 'sshd.service', 'MainPID'));
  process.kill(pid, 'SIGKILL');
  expect(await eventually(async () => (await property(host, 'sshd.service', 'NRestarts')) === '1')).toBe(
    true,
  );
  expect(
    await eventually(async () => (await property(host, 'sshd.service', 'ActiveState')) === 'active'),
  ).toBe(true);
});

test('a service that keeps failing hits its start limit', async () => {
  const properties = ['Restart=always', 'RestartSec=10ms', 'StartLimitBurst=3'].map(
    (each) => `--property=${each}`,
  );
  await systemdRun(host, '--unit=loop', ...properties, '--', 'sh', '-c', 'sleep 0.05; exit 1');
  expect(
    await eventually(async () => (await property(host, 'loop.service', 'ActiveState')) === 'failed'),
  ).toBe(true);
  expect(await show('loop.service', 'Result', 'NRestarts')).toBe('Result=start-limit-hit\nNRestarts=3');
  await systemctl(host, 'reset-failed', 'loop');
});

test('a failed transient unit stays visible until it is reset', async () => {
  const argv = [
    '--unit=sad',
    '--service-type=oneshot',
    '--setenv=WORD=a b',
    '--',
    'sh',
    '-c',
    'echo "$WORD"; exit 3',
  ];
  expect(await systemdRun(host, ...argv)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Running as unit: sad.service'),
  });
  expect(await show('sad.service', 'ActiveState', 'Result', 'ExecMainStatus')).toBe(
    'ActiveState=failed\nResult=exit-code\nExecMainStatus=3',
  );
  expect(await log('sad.service')).toBe('a b\n');
  expect(await systemdRun(host, ...argv)).toMatchObject({
    code: 1,
    out: expect.stringContaining('was already loaded'),
  });
  expect((await systemctl(host, 'is-system-running')).out).toBe('degraded');
  await systemctl(host, 'reset-failed', 'sad');
  expect(await show('sad.service', 'LoadState')).toBe('LoadState=not-found');
});

test('output goes to the file that a transient unit names', async () => {
  const file = join(host.dir, 'var/log/own/out.log');
  const streams = ['Output', 'Error'].map((stream) => `--property=Standard${stream}=append:${file}`);
  const argv = [
    '--unit=loud',
    '--service-type=oneshot',
    ...streams,
    '--',
    'sh',
    '-c',
    'echo out; echo err >&2',
  ];
  expect((await systemdRun(host, ...argv)).code).toBe(0);
  expect(await readFile(file, 'utf8')).toBe('out\nerr\n');
});

test('a finished transient unit with RemainAfterExit stays active until it is stopped', async () => {
  const argv = ['--unit=done', '--service-type=oneshot', '--property=RemainAfterExit=yes', '--', 'true'];
  expect((await systemdRun(host, ...argv)).code).toBe(0);
  expect(await show('done.service', 'ActiveState', 'SubState', 'Result')).toBe(
    'ActiveState=active\nSubState=exited\nResult=success',
  );
  await systemctl(host, 'stop', 'done');
  expect(await show('done.service', 'LoadState')).toBe('LoadState=not-found');
});

test('a timer fires once after its seconds', async () => {
  await systemdRun(host, '--unit=bell', '--on-active=1', '--', 'echo', 'rang');
  expect(await show('bell.timer', 'ActiveState', 'SubState')).toBe('ActiveState=active\nSubState=waiting');
  expect(await eventually(async () => (await log('bell.service').catch(() => '')) === 'rang\n')).toBe(true);
  expect(
    await eventually(async () => (await show('bell.timer', 'LoadState')) === 'LoadState=not-found'),
  ).toBe(true);
});

test('a stopped timer does not fire, and its service is forgotten with it', async () => {
  await systemdRun(host, '--unit=mute', '--on-active=1', '--', 'echo', 'rang');
  await systemctl(host, 'stop', 'mute.timer');
  expect(await show('mute.service', 'LoadState')).toBe('LoadState=not-found');
  // One that was set later has rung.
  await systemdRun(host, '--unit=after', '--on-active=1', '--', 'echo', 'rang');
  expect(await eventually(async () => (await log('after.service').catch(() => '')) === 'rang\n')).toBe(true);
  await expect(log('mute.service')).rejects.toThrow('ENOENT');
});

test('a restart in the middle of a start starts anew', async () => {
  const argv = [
    '--unit=slow',
    '--no-block',
    '--property=Type=notify',
    '--property=TimeoutStopSec=2',
    '--',
    'sleep',
    '77',
  ];
  await systemdRun(host, ...argv);
  expect(await show('slow.service', 'ActiveState', 'SubState')).toBe(
    'ActiveState=activating\nSubState=start',
  );
  const first = await property(host, 'slow.service', 'MainPID');
  expect((await systemctl(host, '--no-block', 'restart', 'nginx')).code).toBe(0);
  expect((await systemctl(host, 'restart', 'nginx')).code).toBe(0);
  expect(await property(host, 'nginx.service', 'ActiveState')).toBe('active');
  await systemctl(host, 'stop', 'slow');
  expect(() => process.kill(Number(first), 0)).toThrow('ESRCH');
  expect(await show('slow.service', 'LoadState')).toBe('LoadState=not-found');
});

test('stopping a unit ends every process it started, also one that ignores the request', async () => {
  const script = 'trap "" TERM; (trap "" TERM; setsid sleep 98) & sleep 99 & while :; do sleep 1; done';
  await systemdRun(host, '--unit=stubborn', '--property=TimeoutStopSec=300ms', '--', 'sh', '-c', script);
  await systemctl(host, 'stop', 'stubborn');
  expect(await property(host, 'stubborn.service', 'Result')).toBe('timeout');
  await systemctl(host, 'reset-failed');
});
