import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host, setLimits } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';
import { until } from '../lib/until.ts';

const STEPS = `runbook: test
version: 1
description: A test.
steps:
  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: health
    verify: [{ unit: docker.service, is: active, within: 2s }]
    timeout: 2s
  - id: pause
    wait: 3s
    timeout: 4s
`;

/** Short limits: the deadline is the sum of every state between the switch and its confirmation. */
const LIMITS = 'switch: 5, settle: 0.3, bookkeeping: 1, margin: 1';

/** Processes that wait to roll something back. */
function sleepers(): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return processes
    .split('\n')
    .filter((line) => line.startsWith('sh -c sleep "$1"') && line.includes('nixos-ai-dead-man'));
}

describe('the dead-man timer', () => {
  let host: Host;
  beforeEach(async () => {
    host = await makeHost();
    setLimits(host.dir, LIMITS);
    writeFileSync(join(host.base, 'r.yaml'), STEPS);
  });
  afterEach(async () => host.end());

  const startUntilPause = async () => {
    const started = startNixosAi(['run', join(host.base, 'r.yaml'), '--yes', '--json'], { host: host.dir });
    await started.printed('"type":"step-started","node":"step:pause"');
    const [, seconds] = /"seconds":(\d+)/u.exec(started.stdout()) ?? [];
    return { ...started, deadline: Number(seconds) };
  };
  const timers = (): string =>
    execFileSync(join(host.dir, 'run/current-system/sw/bin/systemctl'), ['list-timers', '--all'], {
      encoding: 'utf8',
    });
  const pingDocker = async () => getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'));
  const outcomes = async () =>
    (await nixosAi(['history', '--json'], { host: host.dir }))
      .lines()
      .map((run) => (run['ended'] as { outcome?: string } | null)?.outcome);

  /** The host is back before the rollback has looked at it and said so. */
  const endsWith = async (outcome: string): Promise<void> => {
    await expect.poll(outcomes, { timeout: 20_000 }).toEqual([outcome]);
  };

  /** Nobody returns; only time passes. */
  const untilBack = async (before: ReturnType<typeof readHostState>, seconds: number): Promise<void> => {
    const isBack = async (): Promise<true | undefined> => {
      const same = JSON.stringify(readHostState(host.dir)) === JSON.stringify(before);
      return same && (await pingDocker()) === undefined ? true : undefined;
    };
    await until(isBack, 'the host as it was', { within: seconds * 1000, every: 250 });
  };

  it('puts the host back when the engine was killed and nobody returns', async () => {
    const before = readHostState(host.dir);
    const { child, ended, deadline } = await startUntilPause();
    child.kill('SIGKILL');
    await ended;
    expect(await pingDocker()).toBe('OK');
    expect(deadline).toBeLessThan(60);
    await untilBack(before, deadline + 20);
    await endsWith('rolled-back');
  });

  it('ends an engine that hangs past its deadline, and puts the host back', async () => {
    const before = readHostState(host.dir);
    const { child, ended, deadline } = await startUntilPause();
    child.kill('SIGSTOP');
    await untilBack(before, deadline + 20);
    const result = await ended;
    expect(result.exitCode).toBeNull();
    await endsWith('rolled-back');
  });

  it('is a process of its own where the service manager sets no timers', async () => {
    const real = join(host.dir, 'run/current-system/sw/bin/systemd-run');
    const fake = join(host.base, 'systemd-run');
    writeFileSync(
      fake,
      `#!/bin/sh\ncase "$*" in *--on-active*) echo "no timers here" >&2; exit 1;; esac\nexec ${real} "$@"\n`,
    );
    chmodSync(fake, 0o755);
    const settings = join(host.dir, 'nixos-ai.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(real, fake));
    const before = readHostState(host.dir);
    const { child, ended, deadline, stdout } = await startUntilPause();
    expect(stdout()).toContain('through a separate process');
    child.kill('SIGKILL');
    await ended;
    await untilBack(before, deadline + 20);
    await endsWith('rolled-back');
    expect((await nixosAi(['enable docker', '--yes'], { host: host.dir })).exitCode).toBe(0);
    expect(sleepers()).toEqual([]);
  });

  it('leaves a verified change alone', async () => {
    const { ended } = await startUntilPause();
    expect(timers()).toContain('nixos-ai-dead-man');
    expect((await ended).exitCode).toBe(0);
    expect([timers(), sleepers()]).toEqual([expect.not.stringContaining('nixos-ai-dead-man'), []]);
    expect(await pingDocker()).toBe('OK');
    expect(await outcomes()).toEqual(['verified']);
  });
});
