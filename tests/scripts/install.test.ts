import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { runScript } from './support/run-script.ts';

const PROJECT = new URL('../../', import.meta.url).pathname;
const RECOVERY = readFileSync(join(PROJECT, 'docs/RECOVERY.md'), 'utf8');

/** A directory for PATH that has everything of this one but Node. */
function pathWithoutNode(directory: string): string {
  mkdirSync(directory);
  for (const place of (process.env['PATH'] ?? '').split(':').filter((name) => existsSync(name))) {
    for (const name of readdirSync(place)) {
      if (/^(?:node|nodejs|npm|npx)$/u.test(name) || existsSync(join(directory, name))) continue;
      symlinkSync(join(place, name), join(directory, name), 'file');
    }
  }
  return directory;
}

function configurationOf(host: Host): Readonly<Record<string, string>> {
  const directory = join(host.dir, 'etc/nixos');
  return Object.fromEntries(
    readdirSync(directory)
      .filter((name) => name !== '.git')
      .map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

const running = (host: Host): string => realpathSync(join(host.dir, 'run/current-system'));
const bootsNext = (host: Host): string => realpathSync(join(host.dir, 'nix/var/nix/profiles/system'));

describe('a sandbox host by channel', () => {
  let host: Host;
  let before: Readonly<Record<string, string>>;
  let first: string;
  beforeAll(async () => {
    host = await makeHost();
    before = configurationOf(host);
    first = running(host);
  });
  afterAll(async () => host.end());

  it('gets nixos-ai by bootstrap.sh, as one verified run', async () => {
    const shown = await runScript('bootstrap.sh', ['--host', host.dir, '--dry-run']);
    expect([shown.exitCode, running(host), configurationOf(host)]).toEqual([0, first, before]);
    expect(shown.stdout).toContain('+    ./nixos-ai.nix');
    expect(shown.stdout).toContain('+ nixos-ai-resume.service');

    const done = await runScript('bootstrap.sh', ['--host', host.dir, '--yes']);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining('verified')]);
    expect(bootsNext(host)).toBe(running(host));
    const version = execFileSync(join(host.dir, 'run/current-system/sw/bin/nixos-ai'), ['--version']);
    expect(String(version)).toMatch(/^nixos-ai \d+\./u);
  });

  it('and the second time nothing changes, and it says so', async () => {
    const now = [running(host), configurationOf(host)];
    const again = await runScript('bootstrap.sh', ['--host', host.dir, '--yes']);
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('Nothing was changed')]);
    expect([running(host), configurationOf(host)]).toEqual(now);
  });

  it('has the system of before back by rollback.sh, without Node', async () => {
    const path = pathWithoutNode(join(host.base, 'path'));
    const look = (word: string): string =>
      execFileSync('sh', ['-c', `command -v ${word} || true`], { env: { PATH: path }, encoding: 'utf8' });
    expect([look('node'), look('nix-env')]).toEqual(['', `${path}/nix-env\n`]);

    const installed = running(host);
    const refused = await runScript('rollback.sh', ['--host', host.dir], { path, input: 'n\n' });
    expect([refused.exitCode, running(host)]).toEqual([5, installed]);

    const back = await runScript('rollback.sh', ['--host', host.dir], { path, input: 'y\n' });
    expect([back.exitCode, back.stdout + back.stderr]).toEqual([
      0,
      expect.stringContaining(`boots next: ${first}`),
    ]);
    expect([running(host), bootsNext(host)]).toEqual([first, first]);

    const again = await runScript('rollback.sh', ['--host', host.dir, '--to', '1', '--yes'], { path });
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('nothing was changed')]);
    // There is nothing before the first system, whatever numbers it has by now.
    expect((await runScript('rollback.sh', ['--host', host.dir, '--yes'], { path })).exitCode).toBe(2);
  });

  it('is told by the program to be another than configured, and nothing is wrong with it', async () => {
    const status = await nixosAi(['status'], { host: host.dir });
    expect([status.exitCode, status.stdout]).toEqual([0, expect.stringContaining('not the running system')]);
    expect((await nixosAi(['doctor'], { host: host.dir })).exitCode).toBe(0);
    const plan = await nixosAi(['plan', 'open port 8080'], { host: host.dir });
    expect(plan.stdout).toContain('From earlier edits');
  });

  it('runs what is configured after apply.sh, which shows what that changes', async () => {
    const applied = await runScript('apply.sh', ['--host', host.dir, '--yes']);
    expect([applied.exitCode, applied.stdout]).toEqual([
      0,
      expect.stringContaining('+ nixos-ai-resume.service'),
    ]);
    expect(bootsNext(host)).toBe(running(host));
    expect(running(host)).not.toBe(first);
    const again = await runScript('apply.sh', ['--host', host.dir, '--yes']);
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('Nothing was changed')]);
    expect((await nixosAi(['status'], { host: host.dir })).stdout).not.toContain('another system');
  });

  it('evaluates anew for apply.sh what is imported from outside of the configuration', async () => {
    const outside = join(host.base, 'outside.nix');
    const file = join(host.dir, 'etc/nixos/nixos-ai.nix');
    const text = readFileSync(file, 'utf8');
    writeFileSync(outside, '{ }\n');
    writeFileSync(file, text.replace('imports = [ ', `imports = [ ${outside} `));
    expect((await runScript('apply.sh', ['--host', host.dir, '--yes'])).exitCode).toBe(0);
    writeFileSync(outside, '{ services.fail2ban.enable = true; }\n');
    const applied = await runScript('apply.sh', ['--host', host.dir, '--yes']);
    expect([applied.exitCode, applied.stdout]).toEqual([0, expect.stringContaining('+ fail2ban.service')]);
    writeFileSync(file, text);
    expect((await runScript('apply.sh', ['--host', host.dir, '--yes'])).exitCode).toBe(0);
  });

  it('does what RECOVERY.md says to type, without Node', async () => {
    const path = join(host.base, 'path');
    const [, block = ''] = /## By hand\n\n[^]*?\n\n((?: {4}.*\n)+)/u.exec(RECOVERY) ?? [];
    const script = block
      .replaceAll('/nix/var/nix/profiles/system-N', `${host.dir}/nix/var/nix/profiles/system-1`)
      .replaceAll(/(?<=\s)\/nix\/var/gu, `${host.dir}/nix/var`)
      .replaceAll('/run/current-system', `${host.dir}/run/current-system`);
    const said = execFileSync('sh', ['-euc', script], { env: { PATH: path }, encoding: 'utf8' });
    expect(said.trim().split('\n').at(-1)).toBe(first);
    expect([running(host), bootsNext(host)]).toEqual([first, first]);
  });

  it.each([['status'], ['doctor'], ['resume --if-any'], ['apply --dry-run']])(
    'is as RECOVERY.md says when `nixos-ai %s` can be typed again',
    async (words) => {
      expect(RECOVERY).toContain(`    nixos-ai ${words}\n`);
      const answer = await nixosAi(words.split(' '), { host: host.dir });
      expect([answer.exitCode, answer.stdout]).toEqual([0, answer.stdout]);
      expect(running(host)).toBe(first);
    },
  );

  it('is without it after uninstall.sh, its configuration byte for byte as before', async () => {
    const done = await runScript('uninstall.sh', ['--host', host.dir, '--yes']);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining('verified')]);
    expect(configurationOf(host)).toEqual(before);
    expect(existsSync(join(host.dir, 'run/current-system/sw/bin/nixos-ai'))).toBe(false);
    const units = execFileSync(join(host.dir, 'run/current-system/sw/bin/systemctl'), [
      'list-units',
      '--plain',
    ]);
    expect(String(units)).not.toContain('nixos-ai-resume');
    expect(existsSync(join(host.dir, 'var/lib/nixos-ai/journal.db'))).toBe(true);
    expect((await runScript('uninstall.sh', ['--host', host.dir, '--yes', '--purge'])).exitCode).toBe(0);
    expect(existsSync(join(host.dir, 'var/lib/nixos-ai'))).toBe(false);
  });
});

describe('a sandbox host by flake', () => {
  let host: Host;
  let source: string;
  beforeAll(async () => {
    host = await makeHost('--flake', '--git');
    // What git has of the project: as a plain path Nix would copy all of it.
    source = mkdtempSync('/tmp/nixos-ai-source-');
    for (const name of ['flake.nix', 'nix', 'schemas', 'runbooks', 'package.json'])
      cpSync(join(PROJECT, name), join(source, name), { recursive: true });
  });
  afterAll(async () => {
    await host.end();
    rmSync(source, { recursive: true });
  });

  it('gets nixos-ai as an input that is locked, once, and loses it byte for byte', async () => {
    const named = ['--host', host.dir, '--yes'];
    const before = { ...configurationOf(host) };
    const done = await runScript('bootstrap.sh', [...named, '--source', `path:${source}`]);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining('verified')]);
    expect(configurationOf(host)['flake.lock']).toContain('"nixos-ai"');
    expect(existsSync(join(host.dir, 'run/current-system/sw/bin/nixos-ai'))).toBe(true);

    const again = await runScript('bootstrap.sh', [...named, '--source', `path:${source}`]);
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining('Nothing was changed')]);

    expect((await runScript('uninstall.sh', named)).exitCode).toBe(0);
    expect(configurationOf(host)).toEqual(before);
  });
});
