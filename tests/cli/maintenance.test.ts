import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';

const CASE_MS = 120_000;
const HOUR = 3_600_000;
const NGINX = 'units=nginx.service';

const ended = (result: CliResult): unknown => result.lines().at(-1)?.['outcome'];
const last = (result: CliResult, node: string): Record<string, unknown> | undefined =>
  result.lines().findLast((line) => line['type'] === 'step-ended' && line['node'] === node);

/** A window of the day that is open now, or one that opens hours from now. */
function windowFrom(hours: number): string {
  const clock = (milliseconds: number): string => new Date(milliseconds).toTimeString().slice(0, 5);
  const from = Date.now() + hours * HOUR;
  return `window=${clock(from)}-${clock(from + 2 * HOUR)}`;
}

async function useFlake(): Promise<Host> {
  const host = await makeHost('--flake');
  return host;
}

/** What a release would bring: the package set of the host says something else from now on. */
function release(host: Host, file: string, from: string, to: string): void {
  const path = join(host.dir, 'channel', file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

const bootedKernel = (host: Host): string => realpathSync(join(host.dir, 'run/booted-system/kernel'));

async function untilBooted(host: Host, before: string): Promise<void> {
  const booted = (): string | undefined => {
    const link = join(host.dir, 'run/booted-system');
    return existsSync(link) ? realpathSync(link) : undefined;
  };
  await expect.poll(booted, { timeout: 60_000 }).not.toBe(before);
  await expect.poll(booted, { timeout: 60_000 }).toBeDefined();
  // Its activation comes after that; before it there is no host to speak of.
  const current = (): boolean => existsSync(join(host.dir, 'run/current-system'));
  await expect.poll(current, { timeout: 60_000 }).toBe(true);
}

describe('the runbook system-upgrade', () => {
  let host: Host;
  beforeAll(async () => (host = await useFlake()));
  afterAll(async () => host.end());

  const run = async (...parameters: readonly string[]): Promise<CliResult> => {
    const given = parameters.flatMap((parameter) => ['-p', parameter]);
    return nixosAi(['run', 'system-upgrade', ...given, '--yes', '--json'], { host: host.dir });
  };

  it('changes nothing where all is at its newest, and reboots nothing', async () => {
    const before = readHostState(host.dir);
    expect(ended(await run(NGINX, windowFrom(-1)))).toBe('no-change');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('brings what is new, and needs no reboot for it', { timeout: CASE_MS }, async () => {
    release(host, 'pkgs/packages.nix', 'spotify" "1.2.60"', 'spotify" "1.2.61"');
    release(host, 'nixos/modules/nginx.nix', 'description = "', 'description = "Newer: ');
    const booted = realpathSync(join(host.dir, 'run/booted-system'));
    const result = await run(NGINX, windowFrom(-1));
    expect(ended(result)).toBe('verified');
    expect(last(result, 'step:restart')?.['message']).toBe('no reboot is needed');
    expect(realpathSync(join(host.dir, 'run/booted-system'))).toBe(booted);
  });

  it('is taken back where a unit that is named is not active', { timeout: CASE_MS }, async () => {
    const before = readHostState(host.dir);
    release(host, 'pkgs/packages.nix', 'spotify" "1.2.61"', 'spotify" "1.2.62"');
    const result = await run('units=nginx.service,nothing.service', windowFrom(-1));
    expect([ended(result), result.exitCode]).toEqual(['rolled-back', 3]);
    expect(result.stdout).toContain('there is no unit nothing.service');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('reboots in its window for another kernel, and looks again after it', { timeout: CASE_MS }, async () => {
    release(host, 'pkgs/packages.nix', 'linux "6.12.48"', 'linux "6.12.49"');
    const before = realpathSync(join(host.dir, 'run/booted-system'));
    const result = await run(NGINX, windowFrom(-1));
    expect([result.exitCode, ended(result)]).toEqual([6, 'pending-reboot']);
    await untilBooted(host, before);
    const resumed = await nixosAi(['resume', '--json'], { host: host.dir });
    expect([resumed.exitCode, ended(resumed)]).toEqual([0, 'verified']);
    expect(bootedKernel(host)).toContain('6.12.49');
    expect(resumed.stdout).toContain('unit nginx.service is active: yes');
  });
});

describe('the runbook security-upgrade', () => {
  let host: Host;
  beforeAll(async () => (host = await useFlake()));
  afterAll(async () => host.end());

  const run = async (...parameters: readonly string[]): Promise<CliResult> =>
    nixosAi(['run', 'security-upgrade', '-p', NGINX, ...parameters, '--yes', '--json'], { host: host.dir });

  it('brings the inputs that are named, and refuses one that the flake does not have', async () => {
    release(host, 'pkgs/packages.nix', 'spotify" "1.2.60"', 'spotify" "1.2.61"');
    const before = readHostState(host.dir);
    const wrong = await run('-p', 'inputs=nixpkg');
    expect([ended(wrong), wrong.stdout.includes("did you mean 'nixpkgs'?")]).toEqual(['failed', true]);
    expect(readHostState(host.dir)).toEqual(before);
    expect(ended(await run())).toBe('verified');
    expect(readHostState(host.dir).configuration['flake.lock']).not.toBe(before.configuration['flake.lock']);
  });
});

describe('an operation that a sentence asks for', () => {
  let host: Host;
  beforeAll(async () => (host = await makeHost()));
  afterAll(async () => host.end());

  it('is that of the library: an upgrade of a host with channels is refused, since they are no part of a change', async () => {
    const before = readHostState(host.dir);
    const result = await nixosAi(['upgrade the system', '--yes', '--json'], { host: host.dir });
    expect(result.lines()[0]).toMatchObject({ runbook: 'system-upgrade', request: 'upgrade the system' });
    expect([ended(result), result.exitCode]).toEqual(['failed', 1]);
    expect(result.stdout).toContain('INP006');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('is shown, and not done, where only a plan is asked for', async () => {
    const result = await nixosAi(['plan', 'upgrade the system'], { host: host.dir });
    expect(result.stdout).toContain('nixos-ai run system-upgrade --dry-run');
  });
});

describe('the runbook kernel-change', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
  });
  afterAll(async () => host.end());

  const run = async (packages: string, window: string): Promise<CliResult> =>
    nixosAi(
      ['run', 'kernel-change', '-p', `packages=${packages}`, '-p', NGINX, '-p', window, '--yes', '--json'],
      {
        host: host.dir,
      },
    );

  it.each([
    [
      'a package set that does not exist',
      'linuxPackages_latset',
      'window=02:00-04:00',
      'linuxPackages_latest',
      1,
    ],
    ['a window that is none', 'linuxPackages_latest', 'window=2-4', 'PAR004', 2],
  ])('refuses %s before anything is touched', async (_what, packages, window, says, code) => {
    const before = readHostState(host.dir);
    const result = await run(packages, window);
    expect([result.exitCode, result.stdout.includes(says)]).toEqual([code, true]);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('waits for its window, and is taken back without a reboot', { timeout: CASE_MS }, async () => {
    const before = readHostState(host.dir);
    const result = await run('linuxPackages_6_6', windowFrom(3));
    expect([result.exitCode, ended(result)]).toEqual([6, 'pending-reboot']);
    const back = await nixosAi(['rollback', '--yes', '--json'], { host: host.dir });
    expect(ended(back)).toBe('rolled-back');
    expect(readHostState(host.dir).configuration).toEqual(before.configuration);
    expect(readHostState(host.dir).profile).toBe(before.profile);
  });

  it('boots the new kernel in its window, and keeps it', { timeout: CASE_MS }, async () => {
    const before = realpathSync(join(host.dir, 'run/booted-system'));
    expect((await run('linuxPackages_latest', windowFrom(-1))).exitCode).toBe(6);
    await untilBooted(host, before);
    const resumed = await nixosAi(['resume', '--json'], { host: host.dir });
    expect([resumed.exitCode, ended(resumed)]).toEqual([0, 'verified']);
    expect(bootedKernel(host)).toContain('6.16');
  });
});

describe('collecting garbage', () => {
  let host: Host;
  let env: Readonly<Record<string, string>>;
  const profiles = (): string => join(host.dir, 'nix/var/nix/profiles');
  const systemOf = (generation: number): string =>
    realpathSync(join(profiles(), `system-${generation}-link`));
  const generations = (): readonly string[] =>
    readdirSync(profiles())
      .filter((name) => name.endsWith('-link'))
      .sort();

  /** Collects no more of the store of this computer than systems of this host, and only where Nix lets them go. */
  function onlyHere(paths: readonly string[]): void {
    const bin = join(host.base, 'bin');
    mkdirSync(bin, { recursive: true });
    const nix = execFileSync('which', ['nix-store'], { encoding: 'utf8' }).trim();
    const script = `#!/bin/sh
[ "$1" = --gc ] || exec ${nix} "$@"
shift
for path in ${paths.join(' ')}; do ${nix} --delete "$@" "$path" 2>&1 | grep freed >> ${host.base}/freed; done
head -n 1 ${host.base}/freed
`;
    writeFileSync(join(bin, 'nix-store'), script);
    // A journal of its own, too: what this computer has written is not of the test.
    mkdirSync(join(host.base, 'journal'), { recursive: true });
    const journal = execFileSync('which', ['journalctl'], { encoding: 'utf8' }).trim();
    const own = `#!/bin/sh\n[ "$1" = --rotate ] && shift\nexec ${journal} --directory=${host.base}/journal "$@"\n`;
    writeFileSync(join(bin, 'journalctl'), own);
    for (const name of ['nix-store', 'journalctl']) chmodSync(join(bin, name), 0o755);
    env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  }

  /** Makes every generation forty days old. */
  function age(): void {
    const then = new Date(Date.now() - 40 * 24 * HOUR);
    for (const name of generations()) lutimesSync(join(profiles(), name), then, then);
  }

  beforeAll(async () => {
    host = await makeHost();
    appendFileSync(join(host.dir, 'nixos-ai.yaml'), 'keep: 1\n');
    for (const sentence of ['install htop', 'install jq', 'install tree', 'install ripgrep'])
      await nixosAi([sentence, '--yes'], { host: host.dir });
    onlyHere([2, 3, 4].map(systemOf));
    age();
  }, CASE_MS);
  afterAll(async () => host.end());

  it('is shown beforehand as commands, and deletes nothing then', async () => {
    const shown = await nixosAi(['run', 'collect-garbage', '--dry-run'], { host: host.dir, env });
    expect(shown.stdout).toMatch(/nix-store --gc/u);
    expect(generations()).toHaveLength(5);
  });

  it('keeps what runs, was booted and can be gone back to; the rest is gone, from the boot menu too', async () => {
    const [, , old, , kept] = [0, 1, 2, 3, 4].map((number) => (number === 0 ? '' : systemOf(number)));
    const menu = (): string =>
      execFileSync('grep', ['-rho', 'init=[^ ]*', join(host.dir, 'boot')], { encoding: 'utf8' });
    expect(menu()).toContain(old);
    const result = await nixosAi(['free up disk space', '--yes', '--json'], { host: host.dir, env });
    expect([ended(result), result.stdout.includes('generations 2, 3')]).toEqual(['verified', true]);
    expect(generations()).toEqual(['system-1-link', 'system-4-link', 'system-5-link']);
    expect([existsSync(old ?? ''), existsSync(kept ?? '')]).toEqual([false, true]);
    expect(menu()).not.toContain(old);
    const data = last(result, 'step:collect')?.['data'] as Record<string, number>;
    expect([data['generations'], data['paths']]).toEqual([2, 1]);
  });

  it('loses no way back, and is nothing to go back from', async () => {
    const [{ run = '' } = {}] = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
    const named = await nixosAi(['rollback', String(run), '--yes', '--json'], { host: host.dir });
    expect([named.exitCode, named.lines()[0]?.['code']]).toEqual([2, 'RUN005']);
    const back = await nixosAi(['rollback', '--yes', '--json'], { host: host.dir, env });
    expect(ended(back)).toBe('verified');
    expect(realpathSync(join(profiles(), 'system'))).toBe(systemOf(4));
  });

  it('makes room with the journal and shows it, after a question', async () => {
    const argv = ['run', 'disk-cleanup', '-p', 'keep=0d', '--json'];
    const asked = await nixosAi(argv, { host: host.dir, env });
    expect([ended(asked), asked.exitCode]).toEqual(['rejected', 5]);
    const result = await nixosAi([...argv, '--yes'], { host: host.dir, env });
    expect(ended(result)).toBe('verified');
    for (const step of ['before', 'after'])
      expect(JSON.stringify(last(result, `step:${step}`)?.['data'])).toMatch(/Avail.*%/u);
    expect(last(result, 'step:journal')?.['data']).toMatchObject({ exit: 0 });
  });
});
