import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, stopSandbox } from '../../engine/host/sandbox/sandbox.ts';
import { makeHost, nixosAi, startNixosAi, type CliResult, type Host, setLimits } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { AS_ROOT } from '../lib/needs.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const EDIT = '  - id: greet\n    edit: [{ set: environment.variables.GREETING, to: hello }]\n';

describe('before a switch', () => {
  let host: Host;
  let holder: ChildProcess | undefined;
  beforeEach(async () => {
    host = await makeHost();
    setLimits(host.dir, 'settle: 0.3, switch: 30');
  });
  afterEach(async () => {
    holder?.kill('SIGKILL');
    holder = undefined;
    await host.end();
  });

  const run = async (): Promise<CliResult> => {
    const file = join(host.base, 'r.yaml');
    writeFileSync(file, HEAD + EDIT);
    return nixosAi(['run', file, '--yes', '--json'], { host: host.dir });
  };

  /** Another activation, for some seconds. */
  const hold = async (seconds: number): Promise<void> => {
    const lock = join(host.dir, 'run/nixos/switch-to-configuration.lock');
    mkdirSync(join(host.dir, 'run/nixos'), { recursive: true });
    holder = spawn(
      'flock',
      ['--exclusive', '--no-fork', lock, 'sh', '-c', `echo held; exec sleep ${seconds}`],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    if (holder.stdout !== null) await once(holder.stdout, 'data');
  };

  it('another activation that is under way is waited for', async () => {
    await hold(60);
    writeFileSync(join(host.base, 'r.yaml'), HEAD + EDIT);
    const started = startNixosAi(['run', join(host.base, 'r.yaml'), '--yes', '--json'], { host: host.dir });
    await started.printed('waiting for it');
    holder?.kill('SIGKILL');
    expect((await started.ended).exitCode).toBe(0);
  });

  it('one that does not end stops the run with nothing changed', async () => {
    const settings = join(host.dir, 'nixos-ai.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('switch: 30', 'switch: 2'));
    await hold(60);
    const before = readHostState(host.dir);
    const result = await run();
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('another activation is in progress; nothing was changed');
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('without a service manager the new system is left for the next boot', async () => {
    const { running } = readHostState(host.dir);
    const settings = join(host.dir, 'nixos-ai.yaml');
    const written = readFileSync(settings, 'utf8');
    writeFileSync(settings, written.replace(/systemctl:\n\s+- \S+/u, "systemctl: ['false']"));
    const result = await run();
    expect(result.exitCode).toBe(6);
    expect(result.stdout).toContain('no service manager answers here');
    expect(readHostState(host.dir).running).toBe(running);
    writeFileSync(settings, written);
    await stopSandbox(host.dir);
    await startSandbox(host.dir);
    expect((await nixosAi(['resume'], { host: host.dir })).exitCode).toBe(0);
    expect(readHostState(host.dir).running).not.toBe(running);
  });

  it(
    'a boot partition without room for the new kernel is refused with nothing changed',
    AS_ROOT,
    async () => {
      const boot = join(host.dir, 'boot');
      execFileSync('cp', ['-a', boot, join(host.base, 'boot')]);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', boot]);
      try {
        execFileSync('cp', ['-a', `${join(host.base, 'boot')}/.`, boot]);
        mkdirSync(join(boot, 'EFI/nixos'), { recursive: true });
        writeFileSync(join(boot, 'EFI/nixos/old.efi'), Buffer.alloc(150 * 1024));
        const before = readHostState(host.dir);
        const result = await run();
        expect(result.exitCode).toBe(1);
        expect(result.stdout).toContain('Delete old generations');
        expect(readHostState(host.dir)).toEqual(before);
      } finally {
        execFileSync('umount', ['--lazy', boot]);
      }
    },
  );
});
