import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';

describe.each([
  ['a channel', [] as string[]],
  ['a flake', ['--flake']],
])('a computer that gives no mount namespace, with %s', (_style, flags) => {
  let host: Host;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    host = await makeHost(...flags);
    const bin = join(host.base, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'unshare'),
      '#!/bin/sh\necho "unshare failed: Operation not permitted" >&2\nexit 1\n',
    );
    chmodSync(join(bin, 'unshare'), 0o755);
    env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  });
  afterAll(async () => host.end());

  it('evaluates the candidate apart from the live tree, and the change is verified', async () => {
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir, env });
    expect(result.exitCode).toBe(0);
    expect(await getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'))).toBe('OK');
  });

  it('refuses a configuration that names itself by its full path: the candidate would mean something else', async () => {
    const file = join(host.dir, 'etc/nixos/users.nix');
    appendFileSync(file, `# see ${join(host.dir, 'etc/nixos')}/configuration.nix\n`);
    const before = readHostState(host.dir);
    const result = await nixosAi(['install htop', '--yes', '--json'], { host: host.dir, env });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('EVAL003');
    expect(readHostState(host.dir)).toEqual(before);
    expect(readFileSync(file, 'utf8')).toContain('# see');
  });
});

describe('a computer that gives no mount namespace, and a channel that is entered from elsewhere', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());

  it('refuses an entry that names the live directory: it would read that, and not the candidate', async () => {
    const bin = join(host.base, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n');
    chmodSync(join(bin, 'unshare'), 0o755);
    const entry = join(host.base, 'entry.nix');
    const written = join(host.dir, 'etc/nixos/configuration.nix');
    writeFileSync(entry, `{ imports = [ ${written} ]; }\n`);
    const settings = join(host.dir, 'nixos-ai.yaml');
    const text = readFileSync(settings, 'utf8');
    writeFileSync(settings, text.replace(`nixos-config: ${written}`, `nixos-config: ${entry}`));
    expect(readFileSync(settings, 'utf8')).not.toBe(text);
    const result = await nixosAi(['remove wget', '--yes', '--json'], {
      host: host.dir,
      env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
    });
    expect(result.stdout).toContain('EVAL003');
    expect(result.stdout).toContain(entry);
    expect(result.exitCode).toBe(1);
  });
});
