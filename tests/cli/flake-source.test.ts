import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { ONLY_WITH_ALL } from '../lib/needs.ts';

let host: Host;
afterEach(async () => host.end());

const git = (directory: string, ...args: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'protocol.file.allow=always', ...args],
    {
      cwd: directory,
      encoding: 'utf8',
    },
  );

function commitAll(directory: string): void {
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '--message', 'more');
}

function replace(file: string, from: string | RegExp, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

const MODULE = '{ environment.etc.extra.text = "extra"; }\n';
const configuration = (): string => join(host.dir, 'etc/nixos');
const run = async (...args: readonly string[]) => nixosAi(args, { host: host.dir });

/** How the same configuration ends as it lies there, and with a change. */
async function both(): Promise<readonly (number | null)[]> {
  return [
    (await run('apply', '--yes')).exitCode,
    (await run('open port 8090', '--yes')).exitCode,
    (await run('apply', '--yes')).exitCode,
  ];
}

describe('a flake is the same for an apply and for a sentence', () => {
  test('a link to a directory of a repository, which imports from beside it', async () => {
    host = await makeHost('--flake', '--git');
    const repo = join(host.dir, 'repo');
    mkdirSync(join(repo, 'shared'), { recursive: true });
    renameSync(configuration(), join(repo, 'flake'));
    renameSync(join(repo, 'flake/.git'), join(repo, '.git'));
    renameSync(join(repo, 'flake/users.nix'), join(repo, 'shared/users.nix'));
    replace(join(repo, 'flake/configuration.nix'), './users.nix', '../shared/users.nix');
    symlinkSync('../repo/flake', configuration());
    commitAll(repo);
    expect(await both()).toEqual([0, 0, 0]);
    expect(git(repo, 'log', '-1', '--format=%s', '--name-only')).toContain('flake/configuration.nix');
    expect(git(repo, 'status', '--porcelain')).toBe('');
  });

  test('a module of a submodule whose server is gone', ONLY_WITH_ALL, async () => {
    host = await makeHost('--flake', '--git');
    const sub = join(host.dir, 'sub');
    mkdirSync(sub);
    writeFileSync(join(sub, 'mod.nix'), MODULE);
    git(sub, 'init', '--quiet');
    commitAll(sub);
    git(configuration(), 'submodule', '--quiet', 'add', sub, 'sub');
    replace(join(configuration(), 'configuration.nix'), './users.nix', './users.nix ./sub/mod.nix');
    commitAll(configuration());
    renameSync(sub, join(host.dir, 'gone'));
    expect(await both()).toEqual([0, 0, 0]);
    expect(existsSync(join(host.dir, 'etc/extra'))).toBe(true);
  });

  test('an ignored module, of which both say that git does not give it, and no file of it comes to the store', async () => {
    host = await makeHost('--flake', '--git');
    const name = `nixos-ai-test-${process.pid}`;
    writeFileSync(join(configuration(), 'local.nix'), MODULE);
    writeFileSync(join(configuration(), `${name}.key`), 'zebra\n');
    chmodSync(join(configuration(), `${name}.key`), 0o600);
    writeFileSync(join(configuration(), '.gitignore'), 'local.nix\n*.key\n');
    commitAll(configuration());
    const plans = [
      await run('plan', 'open port 8090'),
      await run('apply', '--yes'),
      await run('which ports are open?'),
      await run('doctor'),
    ];
    expect(plans.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    replace(join(configuration(), 'configuration.nix'), './users.nix', './users.nix ./local.nix');
    for (const args of [['apply', '--yes'], ['plan', 'open port 8090'], ['doctor']]) {
      const { stdout, exitCode } = await run(...args);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(
        'git does not give local.nix to the flake: it is ignored (.gitignore:1: local.nix)',
      );
    }
    expect(globSync(`/nix/store/*-source/{,*/}${name}.key`)).toEqual([]);
  });
});

describe('a configuration that is a link', () => {
  test.each([[[]], [['--flake', '--git']]])(
    'is changed where it leads, and stays one (%j)',
    async (flags) => {
      host = await makeHost(...flags);
      const hosts = join(configuration(), 'hosts/laptop');
      mkdirSync(hosts, { recursive: true });
      renameSync(join(configuration(), 'configuration.nix'), join(hosts, 'configuration.nix'));
      replace(join(hosts, 'configuration.nix'), './users.nix', '../../users.nix');
      replace(join(hosts, 'configuration.nix'), './hardware', '../../hardware');
      symlinkSync('hosts/laptop/configuration.nix', join(configuration(), 'configuration.nix'));
      if (flags.length > 0) commitAll(configuration());
      expect(await both()).toEqual([0, 0, 0]);
      expect(readFileSync(join(hosts, 'configuration.nix'), 'utf8')).toContain('8090');
      expect((await run('rollback', '--yes')).exitCode).toBe(0);
      expect(readFileSync(join(hosts, 'configuration.nix'), 'utf8')).not.toContain('8090');
      expect(readlinkSync(join(configuration(), 'configuration.nix'))).toBe('hosts/laptop/configuration.nix');
    },
  );
});
