import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';
import { AS_ROOT } from '../lib/needs.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const EDIT = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';
const WAIT = '  - id: pause\n    wait: 5s\n';

/** Mounting file systems of a chosen size needs root. */
describe('a host whose disks fail', AS_ROOT, () => {
  let host: Host;
  let mounted: string[];
  beforeEach(async () => {
    host = await makeHost();
    mounted = [];
  });
  afterEach(async () => {
    for (const place of mounted) execFileSync('umount', ['--lazy', place]);
    await host.end();
  });

  const state = (): string => join(host.dir, 'var/lib/nixos-ai');
  const pingDocker = async () => getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'));

  /** The engine's state on a small file system of its own. */
  const smallState = (): void => {
    execFileSync('cp', ['-a', state(), join(host.base, 'state')]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', state()]);
    mounted.push(state());
    execFileSync('cp', ['-a', `${join(host.base, 'state')}/.`, state()]);
  };

  /** Writes until not a byte fits. */
  const fill = (directory = state()): void => {
    const file = openSync(join(directory, 'filler'), 'w');
    for (const size of [1024 * 1024, 4096, 1]) {
      const chunk = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, chunk);
      } catch {
        // Full for this size.
      }
    }
    closeSync(file);
  };

  const startUntil = async (steps: string, node: string) => {
    const file = join(host.base, 'r.yaml');
    writeFileSync(file, HEAD + steps);
    const started = startNixosAi(['run', file, '--yes', '--json'], { host: host.dir });
    await started.printed(`"type":"step-started","node":"${node}"`);
    return started;
  };

  it('full before it begins: nothing is changed, the message says what is full, and it works when there is room', async () => {
    smallState();
    const before = readHostState(host.dir);
    fill();
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir });
    expect(result.exitCode).toBe(1);
    expect(result.stdout + result.stderr).toMatch(/full|no space|ENOSPC/iu);
    expect(readHostState(host.dir)).toEqual(before);
    rmSync(join(state(), 'filler'));
    expect((await nixosAi(['enable docker', '--yes'], { host: host.dir })).exitCode).toBe(0);
  });

  it('full before the switch: the run fails with nothing changed', async () => {
    smallState();
    const before = readHostState(host.dir);
    const { ended } = await startUntil(WAIT + EDIT, 'step:pause');
    fill();
    const result = await ended;
    expect(result.exitCode).toBe(1);
    expect(readHostState(host.dir)).toEqual(before);
    rmSync(join(state(), 'filler'));
    const next = await nixosAi(['install htop', '--yes'], { host: host.dir });
    expect(next.exitCode).toBe(0);
  });

  it('full when the candidate is made: the run fails with nothing changed', async () => {
    // Kept by the first run, so that the second needs its room for the candidate alone.
    writeFileSync(join(host.dir, 'etc/nixos/wallpaper.bin'), randomBytes(6 * 1024 * 1024));
    smallState();
    expect((await nixosAi(['install htop', '--yes'], { host: host.dir })).exitCode).toBe(0);
    const before = readHostState(host.dir);
    fill();
    truncateSync(join(state(), 'filler'), statSync(join(state(), 'filler')).size - 2 * 1024 * 1024);
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir });
    expect(result.exitCode).toBe(1);
    const failed = result
      .lines()
      .find((event) => event['type'] === 'step-ended' && event['outcome'] === 'fail');
    expect(failed).toMatchObject({ node: 'edit' });
    expect(String(failed?.['message'])).toMatch(/no space|unable to write/iu);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('full when the system is built: the run fails with nothing changed, and says why', async () => {
    const scratch = join(host.base, 'scratch');
    mkdirSync(scratch);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,nr_inodes=3', 'tmpfs', scratch]);
    mounted.push(scratch);
    fill(scratch);
    const before = readHostState(host.dir);
    const result = await nixosAi(['set the hostname to full-disk', '--yes', '--json'], {
      host: host.dir,
      env: { TMPDIR: scratch },
    });
    expect(result.exitCode).toBe(1);
    const failed = result
      .lines()
      .find((event) => event['type'] === 'step-ended' && event['outcome'] === 'fail');
    expect(failed).toMatchObject({ node: 'build' });
    expect(String(failed?.['message'])).toMatch(/no space/iu);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('full while the change is on trial: it is rolled back although the journal cannot be written', async () => {
    smallState();
    const before = readHostState(host.dir);
    const { ended } = await startUntil(EDIT + WAIT, 'step:pause');
    fill();
    const result = await ended;
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toContain('the journal cannot be written');
    expect(readHostState(host.dir)).toEqual(before);
    expect(await pingDocker()).toBeUndefined();
    rmSync(join(state(), 'filler'));
    const next = await nixosAi(['install htop', '--yes', '--json'], { host: host.dir });
    expect(next.exitCode).toBe(0);
    const runs = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
    const outcomes = runs.map((run) => (run['ended'] as { outcome?: string } | null)?.outcome);
    expect(outcomes).toEqual(['verified', 'rolled-back']);
  });

  it('a configuration directory that is read-only is refused before anything changes', async () => {
    const configuration = join(host.dir, 'etc/nixos');
    execFileSync('mount', ['--bind', configuration, configuration]);
    mounted.push(configuration);
    execFileSync('mount', ['-o', 'remount,bind,ro', configuration]);
    const before = readHostState(host.dir);
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('cannot be written');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('a store of snapshots that is damaged stops a run before anything changes', async () => {
    expect((await nixosAi(['install htop', '--yes'], { host: host.dir })).exitCode).toBe(0);
    writeFileSync(join(state(), 'snapshots.git/HEAD'), 'nonsense');
    const before = readHostState(host.dir);
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir });
    expect(result.exitCode).toBe(1);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('an interrupted run whose journal was altered is not resumed: a person is told', async () => {
    const { child, ended } = await startUntil(EDIT + WAIT, 'step:pause');
    child.kill('SIGKILL');
    await ended;
    const db = new DatabaseSync(join(state(), 'journal.db'));
    db.exec(
      "UPDATE events SET payload = replace(payload, 'current-system', 'x') || ' ' WHERE type = 'step-ended'",
    );
    db.close();
    const result = await nixosAi(['resume', '--yes', '--json'], { host: host.dir });
    expect(result.exitCode).toBe(4);
    expect(result.lines()[0]).toMatchObject({ code: 'RUN007' });
    expect(String(result.lines()[0]?.['fix'])).toContain('switch-to-configuration');
  });

  it('a clock that is set back changes nothing: order is by number, not by time', async () => {
    mkdirSync(join(host.base, 'clock'), { recursive: true });
    const preload = join(host.base, 'clock/back.mjs');
    writeFileSync(
      preload,
      'const Real = Date; globalThis.Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(Real.now() - 86_400_000 * 365); } static now() { return Real.now() - 86_400_000 * 365; } };\n',
    );
    expect((await nixosAi(['install htop', '--yes'], { host: host.dir })).exitCode).toBe(0);
    const env = { NODE_OPTIONS: `--import=${preload}` };
    const result = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir, env });
    expect(result.exitCode).toBe(0);
    const [last, first] = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
    expect(String(last?.['run']) < String(first?.['run'])).toBe(true);
    expect((await nixosAi(['rollback', '--yes'], { host: host.dir })).exitCode).toBe(0);
    expect(await pingDocker()).toBeUndefined();
    expect(readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8')).toContain('htop');
  });
});
