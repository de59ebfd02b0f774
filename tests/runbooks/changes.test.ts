import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { endOf } from './support/lab.ts';

const HAS_PORT_80 = await canListen(80);
let host: Host;
const at = (path: string): string => join(host.dir, path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

beforeAll(async () => {
  host = await makeHost();
  const file = at('etc/nixos/configuration.nix');
  const text = readFileSync(file, 'utf8');
  // The runbook is about the usual port of HTTP.
  const usual = text.replace(/defaultHTTPListenPort = \d+;/u, 'defaultHTTPListenPort = 80;');
  if (usual === text) throw new Error('the sandbox sets its port of HTTP elsewhere');
  writeFileSync(file, usual);
});
afterAll(async () => host.end());

async function run(name: string, ...parameters: readonly string[]): Promise<CliResult> {
  const given = parameters.flatMap((parameter) => ['-p', parameter]);
  return nixosAi(['run', name, ...given, '--yes', '--json'], { host: host.dir });
}

/** Whether a program of this user may listen on a port of this computer now. */
async function canListen(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => server.close(() => settle(true)));
  });
}

describe('a runbook that changes the configuration', () => {
  it.each<[name: string, parameters: readonly string[], file: string, holds: string | RegExp]>([
    ['set-hostname', ['name=web1'], 'etc/hostname', 'web1'],
    ['add-user', ['user=carol', 'shell=zsh', 'groups=audio'], 'etc/group', 'audio:x:17:carol'],
    ['enable-docker', ['user=alice'], 'etc/group', 'docker:x:131:alice'],
    // One of the runbooks that it calls sets the groups, the other adds to them.
    ['docker-developer', ['user=dora'], 'etc/group', /^docker:.*\bdora\b/mu],
    ['open-port', ['port=8080'], 'run/firewall.rules', ' 8080'],
    ['weekly-cleanup', ['keep=7d'], 'etc/nixos/configuration.nix', '--delete-older-than 7d'],
  ])(
    '%s %j is verified, and the second time there is nothing to do',
    async (name, parameters, file, holds) => {
      expect(endOf(await run(name, ...parameters))).toBe('verified');
      expect(read(file)).toMatch(holds);
      const before = readHostState(host.dir);
      expect(endOf(await run(name, ...parameters))).toBe('no-change');
      expect(readHostState(host.dir)).toEqual(before);
    },
  );

  it(`enable-nginx is ${HAS_PORT_80 ? 'verified' : 'rolled back'} where port 80 can${HAS_PORT_80 ? '' : 'not'} be had`, async () => {
    const end = HAS_PORT_80 ? 'verified' : 'rolled-back';
    expect(endOf(await run('enable-nginx', 'host=site.example', 'root=/srv'))).toBe(end);
  });

  it('open-port is rolled back where nothing listens that should', async () => {
    const before = readHostState(host.dir);
    expect(endOf(await run('open-port', 'port=8081', 'listening=true'))).toBe('rolled-back');
    expect(readHostState(host.dir)).toEqual(before);
  });
});
