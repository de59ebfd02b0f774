import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentTo } from '../../engine/app/approval.ts';
import type { AppDeps } from '../../engine/app/deps.ts';
import { runRunbook } from '../../engine/app/run-runbook.ts';
import { depsOf, valueOf } from '../lib/app.ts';
import { makeHost, type Host } from '../lib/cli.ts';
import { person } from '../lib/principals.ts';

const operator = { ...person('olga'), uid: 30_001, door: 'socket', known: 'socket' } as const;
const atTerminal = person('root');
const { signal } = new AbortController();
const yes = { consent: consentTo({ kind: 'everything', by: '--yes' }), signal, mode: 'apply' } as const;

// A run is a real evaluation, build and switch.
const SLOW = 240_000;

describe('who asks through the socket of the service', { timeout: SLOW }, () => {
  let host: Host;
  let deps: AppDeps;
  let secret: string;
  beforeAll(async () => {
    host = await makeHost();
    deps = await depsOf(host.dir);
    mkdirSync(join(host.dir, 'srv'));
    secret = join(host.dir, 'srv/token');
    writeFileSync(secret, 'root owns this');
    writeFileSync(join(host.dir, 'srv/new'), 'text of the operator');
  }, SLOW);
  afterAll(async () => host.end());

  const runbook = (name: string, steps: string): string => {
    const file = join(host.base, `${name}.yaml`);
    writeFileSync(file, `runbook: ${name}\nversion: 1\ndescription: A.\n${steps}`);
    return file;
  };
  const ask = async (
    by: typeof operator | typeof atTerminal,
    file: string,
    given: Record<string, string> = {},
  ) => valueOf(runRunbook(deps, by, { runbook: file, given, ...yes }));
  const rotate = { file: '/srv/token', from: '/srv/new', unit: 'nginx.service' };

  it('puts no file of theirs where a file of root is, whatever they approve themselves', async () => {
    const asked = await ask(operator, 'rotate-secret', rotate);
    expect(asked).toMatchObject({ outcome: 'rejected', exitCode: 5 });
    expect(readFileSync(secret, 'utf8')).toBe('root owns this');
    // At a terminal of root it is what it was.
    expect(await ask(atTerminal, 'rotate-secret', rotate)).toMatchObject({ outcome: 'verified' });
  });

  it.each<[string, string, Record<string, string>]>([
    ['a directory below', 'name', { name: 'a/b' }],
    ['a way up', 'name', { name: '..' }],
    ['a way up in a name', 'name', { name: '../etc/shadow' }],
    ['a file of root', 'name', { name: '/etc/shadow' }],
  ])('has nothing looked at by a path of theirs either: %s', async (_, name, given) => {
    const steps = `parameters: { ${name}: { type: string, description: A. } }\nsteps: [{ id: a, run: { argv: [stat, { param: ${name} }], effect: read } }]\n`;
    expect(await ask(operator, runbook('look', steps), given)).toMatchObject({ outcome: 'rejected' });
  });

  it('needs another person for a change of rights, and none up to the class network', async () => {
    const rights = runbook(
      'rights',
      'steps: [{ id: a, edit: [{ set: users.users.eve, to: { isNormalUser: true, extraGroups: [wheel] } }] }]\n',
    );
    expect(await ask(operator, rights)).toMatchObject({ outcome: 'pending-approval', exitCode: 7 });
    const service = runbook(
      'service',
      'steps: [{ id: a, edit: [{ set: virtualisation.docker.enable, to: true }] }]\n',
    );
    expect(await ask(operator, service)).toMatchObject({ outcome: 'verified' });
    const port = runbook(
      'port',
      'steps: [{ id: a, edit: [{ add: networking.firewall.allowedTCPPorts, items: [8080] }] }]\n',
    );
    expect(await ask(operator, port)).toMatchObject({ outcome: 'verified' });
    const url =
      'parameters: { url: { type: string, description: A. } }\nsteps: [{ id: a, notify: { param: url } }]\n';
    expect(await ask(operator, runbook('tell', url), { url: 'https://example.org/a' })).toMatchObject({
      exitCode: 0,
    });
  });
});
