import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import eventSchema from '../../schemas/event.schema.json' with { type: 'json' };
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';

const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  eventSchema,
);
const BREAK_NGINX = new URL('../data/runbooks/break-nginx.yaml', import.meta.url).pathname;

/** The same promises for every way a host may keep its configuration. */
describe.each([
  ['a channel', [] as string[]],
  ['a channel in git', ['--git']],
  ['a flake', ['--flake']],
  ['a flake in git', ['--flake', '--git']],
])('a change of a host configured by %s', (style, flags) => {
  let host: Host;
  beforeAll(async () => (host = await makeHost(...flags)));
  afterAll(async () => host.end());

  const run = async (...args: readonly string[]): Promise<CliResult> => nixosAi(args, { host: host.dir });
  const configuration = (): string => readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8');
  const pingDocker = async (): Promise<string | undefined> =>
    getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'));
  let docker = '';

  it('is verified, answers, and differs by the intended lines only', async () => {
    const before = configuration();
    expect(await pingDocker()).toBeUndefined();
    const result = await run('install docker and enable it', '--yes', '--json');
    expect(result.stderr).toBe('');
    expect(result.exitCode).toBe(0);
    expect(await pingDocker()).toBe('OK');
    const lines = before.split('\n');
    const added = configuration()
      .split('\n')
      .filter((line) => !lines.includes(line));
    expect(added).toEqual(['  virtualisation.docker.enable = true;']);
    expect(
      configuration()
        .split('\n')
        .filter((line) => line.trim() !== '' && !added.includes(line)),
    ).toEqual(lines.filter((line) => line.trim() !== ''));
    docker = String(result.lines()[0]?.['run']);
  });

  it('leaves running system, profile and boot entry agreeing', () => {
    const state = readHostState(host.dir);
    expect(state.profile).toBe(state.running);
    expect(state.generation).toBe('system-2-link');
    expect(Object.keys(state.boot).length).toBeGreaterThan(0);
  });

  it('has the seven phases in its journal, each event as the schema says', async () => {
    const shown = await run('show', docker, '--json');
    const events = shown.lines();
    const invalid = events.filter((event) => !validate(event));
    expect(invalid).toEqual([]);
    const phases = new Set(
      events.filter((event) => event['type'] === 'step-ended').map((event) => event['phase']),
    );
    expect([...phases]).toEqual(['plan', 'snapshot', 'edit', 'dry-build', 'switch', 'verify']);
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', outcome: 'verified', exitCode: 0 });
    expect(events.map((event) => event['seq'])).toEqual(events.map((_, index) => index + 1));
  });

  it('is no change the second time, and makes no generation', async () => {
    const before = readHostState(host.dir);
    const result = await run('install docker and enable it', '--yes');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('It already is so. Nothing was changed.');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('is rolled back by itself when its service fails, and everything is as before', async () => {
    const before = readHostState(host.dir);
    const page = await getText(`http://127.0.0.1:${host.httpPort}/`);
    expect(page).toContain('Hello');
    const result = await run('run', BREAK_NGINX, '--yes', '--json');
    expect(result.exitCode).toBe(3);
    expect(readHostState(host.dir)).toEqual(before);
    expect(await getText(`http://127.0.0.1:${host.httpPort}/`)).toBe(page);
    const events = result.lines();
    expect(events.filter((event) => !validate(event))).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'transition', to: 'rollback' }));
    expect(events.at(-1)).toMatchObject({ outcome: 'rolled-back' });
    const story = await run('show');
    expect(story.stdout).toMatch(/→.* rollback/u);
  });

  it('can be taken back by its name', async () => {
    const result = await run('rollback', docker, '--yes');
    expect(result.stdout + result.stderr).toContain('verified');
    expect(result.exitCode).toBe(0);
    expect(await pingDocker()).toBeUndefined();
    expect(configuration()).not.toContain('virtualisation.docker.enable = true;');
    const state = readHostState(host.dir);
    expect(state.profile).toBe(state.running);
    expect(state.running).toBe(realpathSync(join(host.dir, 'nix/var/nix/profiles/system-1-link')));
  });

  it('shows a plan without changing anything', async () => {
    const before = readHostState(host.dir);
    const result = await run('plan', 'open port 8080 and install htop');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('+ 8080');
    expect(result.stdout).toContain('package  + htop');
    expect(result.stdout).toMatch(/switch-to-configuration test/u);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('is not applied when nobody approves it', async () => {
    const before = readHostState(host.dir);
    const result = await run('open port 8080');
    expect(result.exitCode).toBe(5);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it.each(style.includes('git') ? [style] : [])(
    'is a commit of a clean branch of %s, and leaves an unclean one alone',
    async () => {
      const git = await import('node:child_process');
      const inRepository = (...args: readonly string[]): string =>
        git.execFileSync('git', ['-C', join(host.dir, 'etc/nixos'), ...args], { encoding: 'utf8' }).trim();
      expect((await run('install htop', '--yes')).exitCode).toBe(0);
      expect(inRepository('status', '--porcelain')).toBe('');
      expect(inRepository('log', '-1', '--format=%s')).toBe('install htop');
      expect(inRepository('for-each-ref', 'refs/nixos-ai')).toBe('');
      const head = inRepository('rev-parse', 'HEAD');
      const users = join(host.dir, 'etc/nixos/users.nix');
      writeFileSync(users, `# by hand\n${readFileSync(users, 'utf8')}`);
      expect((await run('install jq', '--yes')).exitCode).toBe(0);
      expect(inRepository('rev-parse', 'HEAD')).toBe(head);
      expect(inRepository('diff', '--name-only').split('\n')).toEqual(['configuration.nix', 'users.nix']);
      expect(inRepository('diff', '--cached', '--name-only')).toBe('');
    },
  );
});
