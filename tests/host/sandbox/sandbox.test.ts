import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Sandbox } from '../../../engine/host/sandbox/sandbox.ts';
import {
  createSandbox,
  crashSandbox,
  startSandbox,
  stopSandbox,
} from '../../../engine/host/sandbox/sandbox.ts';
import { isRunning, readProcesses } from '../../../engine/host/sandbox/processes.ts';
import {
  bootEntry,
  dispose,
  eventually,
  greeting,
  newHost,
  property,
  systemctl,
  temporary,
} from '../../nix/sandbox/support.ts';

describe('a sandbox host', () => {
  let host: Sandbox;
  beforeAll(async () => {
    host = await newHost();
  });
  afterAll(() => dispose(host));

  test('serves web pages on the port that its configuration names', async () => {
    const answer = await fetch(`http://127.0.0.1:${host.httpPort}/`);
    expect([answer.status, await answer.text()]).toStrictEqual([200, 'Hello from sandbox.\n']);
    expect(await readFile(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8')).toContain(
      `services.nginx.defaultHTTPListenPort = ${host.httpPort};`,
    );
  });

  test('greets as an SSH server on the port that its configuration names', async () => {
    expect(await greeting(host.sshPort)).toMatch(/^SSH-2\.0-/u);
  });

  test('boots, runs and lists its first generation', async () => {
    const links = ['run/booted-system', 'run/current-system', 'nix/var/nix/profiles/system-1-link'];
    for (const link of links) expect(await readlink(join(host.dir, link))).toBe(host.toplevel);
    expect(await bootEntry(host)).toContain('default nixos-generation-1.conf');
    expect((await systemctl(host, 'is-system-running')).out).toBe('running');
  });

  test('has settings that name only what is there', async () => {
    const settings: unknown = parse(await readFile(host.settings, 'utf8'));
    expect(settings).toMatchObject({
      host: { root: host.dir, style: 'channel', system: `${host.dir}/run` },
      nix: { path: { nixpkgs: `${host.dir}/channel` } },
    });
  });

  test('has the accounts of its configuration', async () => {
    expect(await readFile(join(host.dir, 'etc/passwd'), 'utf8')).toMatch(
      /^alice:x:1000:100:Alice:\/home\/alice:/mu,
    );
    expect(await readFile(join(host.dir, 'etc/group'), 'utf8')).toMatch(/^wheel:x:1:alice$/mu);
  });

  test('loses everything that ran in a power cut, and boots again', async () => {
    const before = await property(host, 'nginx.service', 'MainPID');
    await crashSandbox(host.dir);
    expect(await readProcesses(host.dir)).toStrictEqual([]);
    await expect(greeting(host.sshPort)).rejects.toThrow('ECONNREFUSED');
    expect((await startSandbox(host.dir)).ok).toBe(true);
    expect(await property(host, 'nginx.service', 'ActiveState')).toBe('active');
    expect(await property(host, 'nginx.service', 'MainPID')).not.toBe(before);
  });

  test('ends what a supervisor that died left running, and no other process', async () => {
    const stranger = execa('sleep', ['60'], { reject: false });
    const [supervisor] = await readProcesses(host.dir);
    // A record with the number of a foreign process, which began at another time.
    await writeFile(
      join(host.dir, 'run/systemd/units/forged.service.pid'),
      `{"pid":${stranger.pid},"startTime":"1"}`,
    );
    process.kill(supervisor ?? 0, 'SIGKILL');
    const orphans = (await readProcesses(host.dir)).filter((pid) => pid !== supervisor);
    expect(orphans.length).toBeGreaterThan(1);
    expect((await startSandbox(host.dir)).ok).toBe(true);
    const now = await readProcesses(host.dir);
    expect(now.filter((pid) => orphans.includes(pid))).toStrictEqual([]);
    expect(stranger.nodeChildProcess.signalCode).toBeNull();
    stranger.kill();
    await stranger;
  });

  test('leaves no process when it is stopped', async () => {
    expect((await stopSandbox(host.dir)).ok).toBe(true);
    expect(await readProcesses(host.dir)).toStrictEqual([]);
  });
});

describe('a sandbox host with a flake in git', () => {
  let host: Sandbox;
  beforeAll(async () => {
    host = await newHost({ flake: true, git: true, hostName: 'kite' });
  });
  afterAll(() => dispose(host));

  test('has one commit, a clean tree and a lock file', async () => {
    const git = execa({ cwd: join(host.dir, 'etc/nixos') });
    expect((await git`git status --porcelain`).stdout).toBe('');
    expect((await git`git log --oneline`).stdout.split('\n')).toHaveLength(1);
    expect((await git`git ls-files`).stdout).toContain('flake.lock');
  });

  test('names its attribute in the settings', async () => {
    expect(parse(await readFile(host.settings, 'utf8'))).toMatchObject({
      host: { style: 'flake', attribute: 'kite' },
    });
    expect(host.toplevel).toContain('nixos-system-kite-');
  });
});

test('a host whose directory is removed ends by itself', async () => {
  const host = await newHost();
  const processes = await readProcesses(host.dir);
  expect(processes.length).toBeGreaterThan(2);
  await rm(host.dir, { recursive: true });
  expect(await eventually(async () => !processes.some(isRunning))).toBe(true);
  await expect(greeting(host.sshPort)).rejects.toThrow('ECONNREFUSED');
});

describe('createSandbox refuses', () => {
  const cases = [
    { what: 'a directory that is not empty', dir: async () => filled(), code: 'SBX002' },
    { what: 'a relative path', dir: async () => 'host', code: 'SBX001' },
    { what: 'a path with a blank', dir: async () => '/tmp/my host', code: 'SBX001' },
    { what: 'a path too long for sockets', dir: async () => `/tmp/${'x'.repeat(80)}`, code: 'SBX001' },
  ];
  test.each(cases)('$what', async ({ dir, code }) => {
    const wanted = await dir();
    const made = await createSandbox({ dir: wanted, flake: false, git: false });
    if (wanted.includes('sbx-')) await rm(wanted, { recursive: true });
    expect(made.findings.map((finding) => finding.code)).toStrictEqual([code]);
  });
});

async function filled(): Promise<string> {
  const dir = await temporary();
  await mkdir(join(dir, 'something'));
  return dir;
}
