import { existsSync } from 'node:fs';
import { mkdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../../engine/host/sandbox/sandbox.ts';
import { setProfile } from '../../../engine/host/sandbox/nix.ts';
import { activate, bootEntry, buildWith, dispose, newHost, property, run } from './support.ts';

let host: Sandbox;
beforeAll(async () => {
  host = await newHost();
});
afterAll(() => dispose(host));

const runs = (): Promise<string> => readlink(join(host.dir, 'run/current-system'));

test('enabling docker starts a daemon that answers, and disabling it stops the daemon', async () => {
  const toplevel = await buildWith(host, 'virtualisation.docker.enable = true;');
  const before = await activate(toplevel, 'dry-activate');
  expect(before).toMatchObject({
    code: 0,
    out: expect.stringContaining('would activate the configuration...'),
  });
  expect(await runs()).toBe(host.toplevel);
  const after = await activate(toplevel, 'test');
  expect(after.out).toContain('the following new units were started: docker.service');
  expect(after.code).toBe(0);
  const ping = await run('curl', [
    '--silent',
    '--unix-socket',
    join(host.dir, 'run/docker.sock'),
    'http://docker/_ping',
  ]);
  expect(ping).toStrictEqual({ code: 0, out: 'OK' });
  expect(await readFile(join(host.dir, 'etc/group'), 'utf8')).toMatch(/^docker:x:131:/mu);
  const back = await activate(host.toplevel, 'test');
  expect(back.out).toContain('stopping the following units: docker.service');
  expect(existsSync(join(host.dir, 'run/docker.sock'))).toBe(false);
  expect(await property(host, 'docker.service', 'LoadState')).toBe('not-found');
});

test('a changed web server is restarted and serves the new page', async () => {
  const text = 'services.nginx.virtualHosts.localhost.locations."/".return = lib.mkForce "200 new";';
  const switched = await activate(await buildWith(host, text), 'test');
  expect(switched).toMatchObject({
    code: 0,
    out: expect.stringContaining('restarting the following units: nginx.service'),
  });
  expect(await (await fetch(`http://127.0.0.1:${host.httpPort}/`)).text()).toBe('new');
});

test('a service that fails gives exit code 4, and the new system runs', async () => {
  const toplevel = await buildWith(
    host,
    // Its start is waited for: what fails after its start may fail after the report.
    'systemd.services.broken = { wantedBy = [ "multi-user.target" ]; script = "exit 7"; serviceConfig.Type = "oneshot"; };',
  );
  const switched = await activate(toplevel, 'test');
  expect(switched).toMatchObject({
    code: 4,
    out: expect.stringContaining('warning: the following units failed: broken.service'),
  });
  expect(await runs()).toBe(toplevel);
  expect(await property(host, 'broken.service', 'ExecMainStatus')).toBe('7');
});

test('a web server with an unknown directive does not start and gives exit code 4', async () => {
  const toplevel = await buildWith(host, 'services.nginx.appendHttpConfig = "no_such_directive on;";');
  expect(await activate(toplevel, 'test')).toMatchObject({
    code: 4,
    out: expect.stringContaining('nginx.service'),
  });
  const log = await readFile(join(host.dir, 'var/log/units/nginx.service.log'), 'utf8');
  expect(log).toMatch(/nginx: \[emerg\] unknown directive "no_such_directive" in \S+:\d+/u);
});

test('a new service that cannot even prepare and tries again gives exit code 4', async () => {
  const service =
    '{ wantedBy = [ "multi-user.target" ]; preStart = "exit 1"; script = "sleep 60"; serviceConfig = { Restart = "always"; RestartSec = 30; }; }';
  const switched = await activate(await buildWith(host, `systemd.services.unready = ${service};`), 'test');
  expect(switched).toMatchObject({ code: 4, out: expect.stringContaining('failed: unready.service') });
  expect(await property(host, 'unready.service', 'SubState')).toBe('auto-restart');
});

test('what an activation script leaves in the background does not hold the lock', async () => {
  const toplevel = await buildWith(host, 'system.activationScripts.left = "sleep 20 >/dev/null 2>&1 &";');
  expect((await activate(toplevel, 'test')).code).toBe(0);
  expect((await activate(host.toplevel, 'test')).code).toBe(0);
});

test('an activation script that fails gives exit code 2, and the switch goes on', async () => {
  const toplevel = await buildWith(host, 'system.activationScripts.sad = "false; echo never";');
  const switched = await activate(toplevel, 'test');
  expect(switched).toMatchObject({
    code: 2,
    out: expect.stringContaining("Activation script snippet 'sad' failed (1)"),
  });
  expect(switched.out).not.toContain('never');
  expect(await runs()).toBe(toplevel);
});

test('a pre-switch check that fails gives exit code 1, and nothing changes', async () => {
  const before = await runs();
  const toplevel = await buildWith(host, 'system.preSwitchChecks.no = "false";');
  for (const action of ['check', 'switch', 'boot', 'test']) {
    expect(await activate(toplevel, action)).toStrictEqual({
      code: 1,
      out: "Pre-switch check 'no' failed\nPre-switch checks failed",
    });
  }
  expect(await runs()).toBe(before);
});

test('a second switch is refused at once with exit code 11', async () => {
  const lock = join(host.dir, 'run/nixos/switch-to-configuration.lock');
  const holder = execa('flock', [lock, 'sh', '-c', 'echo held; sleep 30'], { reject: false });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  expect(await activate(host.toplevel, 'test')).toStrictEqual({ code: 11, out: 'Could not acquire lock' });
  await execa('fuser', ['--kill', lock], { reject: false });
  await holder;
});

test('boot writes the boot entry only, and test leaves it alone', async () => {
  const running = await runs();
  const toplevel = await buildWith(host, 'environment.etc.motd.text = "hi";');
  await setProfile(host.dir, toplevel, { options: { sandbox: 'false', 'build-users-group': '' } });
  await activate(toplevel, 'test');
  expect(await bootEntry(host)).toContain('default nixos-generation-1.conf');
  await activate(running, 'test');
  expect(await activate(toplevel, 'boot')).toMatchObject({ code: 0 });
  expect(await bootEntry(host)).toContain('default nixos-generation-2.conf');
  expect(await runs()).toBe(running);
});

test('files of etc appear and disappear with the configuration, and the files of the user stay', async () => {
  await writeFile(join(host.dir, 'etc/mine'), 'mine');
  const toplevel = await buildWith(
    host,
    'environment.etc."a/b".text = "deep"; environment.etc.c = { text = "copy"; mode = "0600"; };',
  );
  await activate(toplevel, 'test');
  expect(await readFile(join(host.dir, 'etc/a/b'), 'utf8')).toBe('deep');
  expect(await readFile(join(host.dir, 'etc/c'), 'utf8')).toBe('copy');
  await activate(host.toplevel, 'test');
  expect(['a/b', 'a', 'c', 'mine'].map((path) => existsSync(join(host.dir, 'etc', path)))).toStrictEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('what an interrupted switch had still to start is started by the next', async () => {
  await activate(await buildWith(host, 'systemd.services.late.script = "sleep 60";'), 'test');
  expect(await property(host, 'late.service', 'ActiveState')).toBe('inactive');
  await mkdir(join(host.dir, 'run/nixos'), { recursive: true });
  await writeFile(join(host.dir, 'run/nixos/start-list'), 'late.service\n');
  const switched = await activate(await runs(), 'test');
  expect(switched.out).toContain('starting the following units: late.service');
  expect(await property(host, 'late.service', 'ActiveState')).toBe('active');
  expect(existsSync(join(host.dir, 'run/nixos/start-list'))).toBe(false);
});

test('the firewall is reloaded, not restarted, and has the new ports', async () => {
  const toplevel = await buildWith(host, 'networking.firewall.allowedUDPPorts = [ 53 ];');
  const switched = await activate(toplevel, 'test');
  expect(switched.out).toContain('reloading the following units: firewall.service');
  expect(await readFile(join(host.dir, 'run/firewall.rules'), 'utf8')).toContain('udp 53\n');
  expect(await property(host, 'firewall.service', 'SubState')).toBe('exited');
});

test('an unknown action is refused with the usage', async () => {
  expect(await activate(host.toplevel, 'swtich')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Usage:'),
  });
});
