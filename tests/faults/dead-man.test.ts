import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';

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
const LIMITS = 'limits: { switch: 5, settle: 0.3, bookkeeping: 1, margin: 1 }\n';

describe('the dead-man timer', () => {
  let host: Host;
  beforeEach(async () => {
    host = await makeHost();
    appendFileSync(join(host.dir, 'nixos-ai.yaml'), LIMITS);
    writeFileSync(join(host.base, 'r.yaml'), STEPS);
  });
  afterEach(async () => host.end());

  const startUntilPause = async () => {
    const started = startNixosAi(['run', join(host.base, 'r.yaml'), '--yes', '--json'], { host: host.dir });
    while (!started.stdout().includes('"type":"step-started","node":"step:pause"')) {
      if (started.child.exitCode !== null) throw new Error(`it ended: ${started.stdout()}`);
      await new Promise((settle) => setTimeout(settle, 20));
    }
    const [, seconds] = /rolls back by itself in (\d+) s/u.exec(started.stdout()) ?? [];
    return { ...started, deadline: Number(seconds) };
  };
  const pingDocker = async () => getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'));
  const outcomes = async () =>
    (await nixosAi(['history', '--json'], { host: host.dir }))
      .lines()
      .map((run) => (run['ended'] as { outcome?: string } | null)?.outcome);

  /** Nobody returns; only time passes. */
  const untilBack = async (before: ReturnType<typeof readHostState>, seconds: number): Promise<number> => {
    const start = performance.now();
    for (;;) {
      const waited = (performance.now() - start) / 1000;
      const same = JSON.stringify(readHostState(host.dir)) === JSON.stringify(before);
      if (same && (await pingDocker()) === undefined) return waited;
      if (waited > seconds) throw new Error(`not back after ${waited} s`);
      await new Promise((settle) => setTimeout(settle, 250));
    }
  };

  it('puts the host back when the engine was killed and nobody returns', async () => {
    const before = readHostState(host.dir);
    const { child, ended, deadline } = await startUntilPause();
    child.kill('SIGKILL');
    await ended;
    expect(await pingDocker()).toBe('OK');
    expect(deadline).toBeLessThan(60);
    await untilBack(before, deadline + 20);
    expect(await outcomes()).toEqual(['rolled-back']);
  });

  it('ends an engine that hangs past its deadline, and puts the host back', async () => {
    const before = readHostState(host.dir);
    const { child, ended, deadline } = await startUntilPause();
    child.kill('SIGSTOP');
    await untilBack(before, deadline + 20);
    const result = await ended;
    expect(result.exitCode).toBeNull();
    expect(await outcomes()).toEqual(['rolled-back']);
  });

  it('leaves a verified change alone', async () => {
    const { ended, deadline } = await startUntilPause();
    expect((await ended).exitCode).toBe(0);
    await new Promise((settle) => setTimeout(settle, (deadline + 3) * 1000));
    expect(await pingDocker()).toBe('OK');
    expect(await outcomes()).toEqual(['verified']);
  });
});
