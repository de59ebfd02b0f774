import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import eventSchema from '../../schemas/event.schema.json' with { type: 'json' };
import { serveCache } from '../lib/binary-cache.ts';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { AT_A_TERMINAL, Terminal } from '../lib/terminal.ts';

const ESCAPE = '\u001B';
const LIST = 'environment.systemPackages = with pkgs; [';

/** A package that takes so many seconds, with a log; it is another one in each call. */
function slow(name: string, seconds: number, then = ''): string {
  return `(pkgs.runCommand "${name}" { nonce = "${randomUUID()}"; } ''
      echo '@nix {"action":"setPhase","phase":"buildPhase"}' >&$NIX_LOG_FD
      n=0
      while [ $n -lt ${seconds} ]; do n=$((n + 1)); echo "${name}: part $n"; sleep 1; done
      ${then}
      mkdir -p $out/bin
    '')`;
}

describe('what Nix does', { timeout: 120_000 }, () => {
  let host: Host;
  let configuration: string;
  let settings: string;
  beforeAll(async () => {
    host = await makeHost();
    configuration = readFileSync(configurationFile(), 'utf8');
    settings = readFileSync(settingsFile(), 'utf8');
    if (!configuration.includes(LIST) || !settings.includes('\n  options:\n'))
      throw new Error('the sandbox host has another form than these tests change');
  });
  afterAll(async () => host.end());

  const configurationFile = (): string => join(host.dir, 'etc/nixos/configuration.nix');
  const settingsFile = (): string => join(host.dir, 'nixos-ai.yaml');
  const run = async (...args: readonly string[]): Promise<CliResult> => nixosAi(args, { host: host.dir });

  /** The host's configuration as it was made, with these packages and settings of Nix. */
  const prepare = (packages: readonly string[], options: Readonly<Record<string, string>> = {}): void => {
    writeFileSync(
      configurationFile(),
      configuration.replace(LIST, `${LIST}\n    ${packages.join('\n    ')}`),
    );
    const lines = Object.entries(options).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}\n`);
    writeFileSync(settingsFile(), settings.replace('\n  options:\n', `\n  options:\n${lines.join('')}`));
  };

  it('is told in lines where nobody watches: on standard error, without escape codes', async () => {
    prepare([slow('one-1.0', 3), slow('two-2.0', 3)]);
    const { exitCode, stdout, stderr } = await run('install htop', '--yes');
    expect(exitCode).toBe(0);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {4}▸ building [12] of \d+: (?:one-1|two-2)\.0 · buildPhase 00:0\d$/u),
    );
    expect(lines.at(-1)).toMatch(/^ {4}built \d+ derivations · \d+\.\d s$/u);
    expect(lines.length).toBeLessThan(8);
    expect(stdout + stderr).not.toContain(ESCAPE);
    expect(stdout).not.toMatch(/▸|part \d/u);
  });

  it('is told as data with --json, and is not in the journal', async () => {
    prepare([slow('one-1.0', 3)]);
    const { exitCode, stderr, lines } = await run('install jq', '--yes', '--json');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
      eventSchema,
    );
    const told = lines().filter(({ type }) => type === 'progress');
    for (const line of told) expect([validate(line), validate.errors]).toEqual([true, null]);
    const building = {
      of: 'build',
      ended: false,
      running: [{ kind: 'build', name: 'one-1.0', phase: 'buildPhase' }],
    };
    expect(told).toContainEqual(
      expect.objectContaining({ ...building, running: [expect.objectContaining(building.running[0])] }),
    );
    const last = told.filter(({ of }) => of === 'build').at(-1);
    expect(last).toMatchObject({ ended: true, running: [], builds: { running: 0, failed: 0 } });
    expect(told.length).toBeLessThan(12);
    const shown = await run('show', String(lines()[0]?.['run']), '--json');
    expect(shown.stdout).toContain('"step-ended"');
    expect(shown.stdout).not.toContain('"progress"');
  });

  it('ends with the log of what failed, without its secrets, and nothing is changed', async () => {
    const token = `ghp_${'aB3dE6gH9jK2mN5pQ8rS'.repeat(2).slice(0, 36)}`;
    prepare([
      slow('whole-1.0', 1),
      slow('broken-3.0', 2, `echo "token ${token}"; echo "no such header" >&2; exit 7`),
    ]);
    const before = readHostState(host.dir);
    const { exitCode, stdout, stderr } = await run('install tmux', '--yes');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /the build failed: builder for '\/nix\/store\/\w{32}-broken-3\.0\.drv' failed with exit code 7; last lines of its log:/u,
    );
    expect(stdout).toMatch(/> broken-3\.0: part 2\n[^>]+> token [^\n]*\n[^>]+> no such header\n/u);
    expect(stdout).toMatch(/full log: nix-store --read-log \/nix\/store\/\w{32}-broken-3\.0\.drv/u);
    expect(stderr.trimEnd()).toMatch(/ {4}built \d+ of \d+ derivations · 1 failed · \d+\.\d s$/u);
    expect(stdout + stderr).not.toContain(token);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('is how much of how many bytes where a binary cache has it', async () => {
    const fetched = `(pkgs.runCommand "fetched-1.0" { allowSubstitutes = true; nonce = "${randomUUID()}"; }
      "mkdir -p $out/bin; head -c 4000000 /dev/zero > $out/data")`;
    const directory = join(host.base, 'cache');
    mkdirSync(directory);
    fillCache(host, fetched, directory);
    const cache = await serveCache(directory, 1_000_000);
    try {
      prepare([fetched], { substituters: cache.url, 'require-sigs': 'false' });
      const { exitCode, stderr, lines } = await run('install curl', '--yes', '--json');
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
      const told = lines().filter(({ type, of }) => type === 'progress' && of === 'build');
      const part = told.map(({ bytes }) => bytes as { done: number; expected: number });
      expect(part.some(({ done, expected }) => done > 0 && done < expected && expected > 4_000_000)).toBe(
        true,
      );
      expect(told).toContainEqual(
        expect.objectContaining({
          copies: { done: 0, expected: 1, running: 1, failed: 0 },
          running: expect.arrayContaining([
            expect.objectContaining({ kind: 'copy', name: 'fetched-1.0' }),
          ]) as unknown,
        }),
      );
      expect(told.at(-1)).toMatchObject({
        ended: true,
        copies: { done: 1, expected: 1, running: 0, failed: 0 },
      });
    } finally {
      cache.end();
    }
  });

  describe('at a terminal', AT_A_TERMINAL, () => {
    const watch = async (
      env: Readonly<Record<string, string>>,
      columns: number,
      seen: (terminal: Terminal) => Promise<void> = async () => undefined,
    ): Promise<{ exitCode: number; text: string; raw: string }> => {
      const raw = join(host.base, `${randomUUID()}.raw`);
      const terminal = new Terminal(['--host', host.dir, 'install curl', '--yes'], { env, columns, raw });
      try {
        await seen(terminal);
        const exitCode = await terminal.ended();
        return { exitCode, text: terminal.text(), raw: readFileSync(raw, 'utf8') };
      } finally {
        terminal.close();
      }
    };

    it.each([80, 140])('is drawn over in place at %i columns, and gone afterwards', async (columns) => {
      prepare([slow('one-1.0', 8), slow('two-2.0', 8)], { 'max-jobs': '2' });
      const drawn = new RegExp(
        `\\n {4}▸ building 2 of \\d+: one-1\\.0 · buildPhase 00:0\\d, two-2\\.0 · buildPhase 00:0\\d\\n {6}(?:one-1|two-2)\\.0: part \\d$`,
        'u',
      );
      const { exitCode, text, raw } = await watch({ NO_COLOR: '' }, columns, async (terminal) => {
        await terminal.until((now) => drawn.test(sorted(now)), 'line with both builds');
      });
      expect(exitCode).toBe(0);
      expect(text).not.toMatch(/▸|part \d/u);
      expect(text).toMatch(/✓ consent .*\n {4}built \d+ derivations · \d+\.\d s\n✓ build /u);
      const redraws = raw.split(`${ESCAPE}[J`).length - 1;
      const seconds = Number(/built \d+ derivations · (\d+\.\d) s/u.exec(text)?.[1]);
      expect(redraws).toBeGreaterThan(4);
      expect(redraws).toBeLessThan((seconds + 5) * 10);
    });

    it('is gone when a person stops it', async () => {
      prepare([slow('one-1.0', 30)]);
      const { exitCode, text } = await watch({ NO_COLOR: '' }, 80, async (terminal) => {
        await terminal.until((now) => now.includes('one-1.0: part 1'), 'log of the build');
        terminal.key('C-c');
      });
      expect(exitCode).toBe(1);
      expect(text).toContain('Stopping: ');
      expect(text).not.toMatch(/▸|part \d/u);
    });

    it.each([
      ['NO_COLOR', { NO_COLOR: '1' }],
      ['TERM=dumb', { NO_COLOR: '', TERM: 'dumb' }],
    ])('is told in lines without escape codes with %s', async (_, env) => {
      prepare([slow('one-1.0', 3)]);
      const { exitCode, text, raw } = await watch(env, 80);
      expect(exitCode).toBe(0);
      expect(raw).not.toContain(ESCAPE);
      expect(text).toMatch(/\n {4}▸ building 1 of \d+: one-1\.0 · buildPhase 00:0\d\n/u);
      expect(text).toMatch(/\n {4}built \d+ derivations · \d+\.\d s\n✓ build /u);
    });
  });
});

/** Which of two builds began first is not known. */
function sorted(text: string): string {
  return text.replace(/(two-2\.0 · buildPhase 00:0\d), (one-1\.0 · buildPhase 00:0\d)/u, '$2, $1');
}

/** Builds a package as the host would, puts it into a binary cache, and removes it from the store. */
function fillCache(host: Host, expression: string, directory: string): void {
  const options = [
    '--option',
    'sandbox',
    'false',
    '--option',
    'build-users-group',
    '',
    '--option',
    'substituters',
    '',
  ];
  const nix = (program: string, ...args: readonly string[]): string =>
    execFileSync(program, [...args, ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const text = `let pkgs = import ${host.dir}/channel { }; in ${expression}`;
  const path = nix('nix-build', '--no-out-link', '--expr', text);
  const copy = [
    '--extra-experimental-features',
    'nix-command',
    'copy',
    '--to',
    `file://${directory}?compression=none`,
  ];
  nix('nix', ...copy, path);
  nix('nix-store', '--delete', path);
}
