import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const ALL = '  - id: latest\n    inputs: { update: all }\n';

/** A git repository that stands for the source of an input; every commit has the time that is given. */
class Source {
  readonly directory: string;
  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
    return execFileSync('git', ['-C', this.directory, ...identity, ...args], { encoding: 'utf8' }).trim();
  }

  commit(text: string, date: string): string {
    writeFileSync(join(this.directory, 'default.nix'), `"${text}"\n`);
    this.git('add', '--all');
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const args = ['-C', this.directory, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', text];
    execFileSync('git', args, { env });
    return this.git('rev-parse', 'HEAD');
  }
}

/** Names `extra` and `other` beside nixpkgs; a file of the host has what they hold. */
function useInputs(host: Host, extra: string, other: string): void {
  const flake = join(host.dir, 'etc/nixos/flake.nix');
  const text = readFileSync(flake, 'utf8')
    .replace(
      '  outputs =',
      `  inputs.extra = { url = "${extra}"; flake = false; };\n  inputs.other = { url = "${other}"; flake = false; };\n\n  outputs =`,
    )
    .replace('{ self, nixpkgs }:', '{ self, nixpkgs, extra, other }:')
    .replace('./configuration.nix', './configuration.nix { environment.etc.extra.text = import extra; }');
  writeFileSync(flake, text);
}

interface Locked {
  readonly rev?: string;
  readonly lastModified?: number;
}

const lockFile = (host: Host): string => join(host.dir, 'etc/nixos/flake.lock');
function locked(host: Host, name: string): Locked | undefined {
  const { nodes } = JSON.parse(readFileSync(lockFile(host), 'utf8')) as {
    nodes: Record<string, { locked?: Locked }>;
  };
  return nodes[name]?.locked;
}

async function run(host: Host, steps: string, ...flags: string[]): Promise<CliResult> {
  const file = join(host.base, 'r.yaml');
  writeFileSync(file, HEAD + steps);
  return nixosAi(['run', file, '--yes', '--json', ...flags], { host: host.dir });
}

const ended = (result: CliResult): unknown => result.lines().at(-1)?.['outcome'];
const etc = (host: Host): string => readFileSync(join(host.dir, 'etc/extra'), 'utf8');
const inputsOf = (result: CliResult): unknown =>
  result
    .lines()
    .map((line) => (line['data'] as { preview?: { inputs?: unknown } } | undefined)?.preview?.inputs)
    .find((inputs) => inputs !== undefined);

describe.each([
  ['a flake', ['--flake']],
  ['a flake in git', ['--flake', '--git']],
])('the inputs of %s', (style, flags) => {
  let host: Host;
  let extra: Source;
  let other: Source;
  let first = '';
  beforeAll(async () => {
    host = await makeHost(...flags);
    extra = new Source(join(host.base, 'extra'));
    other = new Source(join(host.base, 'other'));
    first = extra.commit('one', '2026-01-01T00:00:00Z');
    other.commit('one', '2026-01-01T00:00:00Z');
    useInputs(host, `git+file://${extra.directory}`, `git+file://${other.directory}`);
  });
  afterAll(async () => host.end());

  it('are locked by the first run, and there is nothing to do in the second', async () => {
    expect(ended(await run(host, ALL))).toBe('verified');
    expect([locked(host, 'extra')?.rev, etc(host)]).toEqual([first, 'one']);
    const before = readHostState(host.dir);
    expect(ended(await run(host, ALL))).toBe('no-change');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('are brought up to date with edits as one change, by name, and shown by revision and date', async () => {
    const second = extra.commit('two', '2026-02-01T00:00:00Z');
    const stays = locked(host, 'other')?.rev;
    other.commit('two', '2026-02-01T00:00:00Z');
    const edit = '  - id: port\n    edit: [{ add: networking.firewall.allowedTCPPorts, items: [8080] }]\n';
    const result = await run(host, `  - id: one\n    inputs: { update: [extra] }\n${edit}`);
    expect(ended(result)).toBe('verified');
    expect(inputsOf(result)).toEqual([
      {
        name: 'extra',
        before: { revision: first, date: '2026-01-01T00:00:00.000Z' },
        after: { revision: second, date: '2026-02-01T00:00:00.000Z' },
      },
    ]);
    expect([locked(host, 'extra')?.rev, locked(host, 'other')?.rev, etc(host)]).toEqual([
      second,
      stays,
      'two',
    ]);
    if (style.endsWith('git')) {
      const git = (...args: readonly string[]): string =>
        execFileSync('git', ['-C', join(host.dir, 'etc/nixos'), ...args], { encoding: 'utf8' }).trim();
      expect(git('diff', '--name-only', '--', 'configuration.nix')).not.toBe('');
    }
  });

  it.each(style.endsWith('git') ? [] : [style])(
    'go back with the run that brought them, byte for byte, in %s',
    async () => {
      const text = readFileSync(lockFile(host), 'utf8');
      extra.commit('three', '2026-03-01T00:00:00Z');
      const result = await run(host, ALL);
      expect([ended(result), etc(host)]).toEqual(['verified', 'three']);
      const back = await nixosAi(['rollback', '--yes', '--json'], { host: host.dir });
      expect([ended(back), etc(host), readFileSync(lockFile(host), 'utf8')]).toEqual([
        'verified',
        'two',
        text,
      ]);
    },
  );

  it('go back by themselves when the change does not hold', async () => {
    const before = readHostState(host.dir);
    const result = await run(host, `${ALL}  - id: never\n    verify: [{ file: /not/there }]\n`);
    expect([ended(result), result.exitCode]).toEqual(['rolled-back', 3]);
    expect(readHostState(host.dir)).toEqual(before);
  });

  const makeOlder = (): void => {
    extra.git('reset', '--quiet', '--hard', first);
  };
  const takeAway = (): void => renameSync(extra.directory, `${extra.directory}-gone`);
  const leave = (): void => undefined;

  it.each([
    ['one would become older', makeOlder, 'all', 'INP003'],
    ['one has a name that the flake does not have', leave, '[extr]', 'INP004'],
    ['the source of one is gone', takeAway, '[extra]', 'INP001'],
  ] as const)('are left alone, and so is everything else, when %s', async (_what, act, update, code) => {
    act();
    const before = readHostState(host.dir);
    const result = await run(host, `  - id: latest\n    inputs: { update: ${update} }\n`);
    expect(ended(result)).toBe('failed');
    expect(result.stdout).toMatch(new RegExp(`${code}.*input '?extr`, 'u'));
    expect(readHostState(host.dir)).toEqual(before);
    expect(existsSync(join(host.dir, 'var/lib/nixos-ai/runs', String(result.lines()[0]?.['run'])))).toBe(
      false,
    );
  });
});

describe('an input whose server no longer answers', () => {
  let host: Host;
  let server: Server;
  beforeAll(async () => {
    host = await makeHost('--flake');
    const settings = join(host.dir, 'nixos-ai.yaml');
    const text = readFileSync(settings, 'utf8');
    // Nix asks five times by itself, with pauses.
    const options = text.includes('  options:')
      ? text.replace('  options:', '  options:\n    download-attempts: "1"')
      : text.replace('nix:', 'nix:\n  options: { download-attempts: "1" }');
    writeFileSync(settings, options);
    const source = join(host.base, 'tree');
    mkdirSync(source);
    writeFileSync(join(source, 'default.nix'), '"served"\n');
    const archive = gzipSync(execFileSync('tar', ['-C', host.base, '-c', 'tree'], { maxBuffer: 2 ** 24 }));
    server = createServer((_request, response) => response.end(archive));
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/source.tar.gz`;
    useInputs(host, url, url);
  });
  afterAll(async () => host.end());

  it('is not brought up to date with the copy of earlier: the run ends, and says so', async () => {
    expect(ended(await run(host, ALL))).toBe('verified');
    server.closeAllConnections();
    await new Promise((settle) => server.close(settle));
    const before = readHostState(host.dir);
    const result = await run(host, ALL);
    expect([ended(result), result.stdout.includes('INP002') || result.stdout.includes('INP001')]).toEqual([
      'failed',
      true,
    ]);
    expect(readHostState(host.dir)).toEqual(before);
  });
});
