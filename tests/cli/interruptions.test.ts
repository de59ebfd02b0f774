import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host } from '../lib/cli.ts';
import { getText, readHostState } from '../lib/host-state.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
const WAIT = '  - id: pause\n    wait: 60s\n';
const SHORT = '  - id: pause\n    wait: 4s\n';
const EDIT = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';

describe('a run that is disturbed', () => {
  let host: Host;
  let base: string;
  beforeAll(async () => {
    host = await makeHost();
    base = mkdtempSync('/tmp/nixos-ai-interrupt-');
  });
  afterAll(async () => {
    rmSync(base, { recursive: true, force: true });
    await host.end();
  });

  /** Starts a runbook and waits until it has entered a state. */
  const startUntil = async (steps: string, node: string, type = 'step-started') => {
    const file = join(base, 'r.yaml');
    writeFileSync(file, HEAD + steps);
    const started = startNixosAi(['run', file, '--yes', '--json'], { host: host.dir });
    await started.printed(`"type":"${type}","node":"${node}"`);
    return started;
  };
  const pingDocker = async (): Promise<string | undefined> =>
    getText('http://localhost/_ping', join(host.dir, 'run/docker.sock'));

  it('stops cleanly on Ctrl-C before the switch: nothing was changed, and it says so', async () => {
    const before = readHostState(host.dir);
    const { child, ended } = await startUntil(WAIT + EDIT, 'step:pause');
    child.kill('SIGINT');
    const result = await ended;
    expect(result.exitCode).toBe(1);
    expect(result.lines().at(-1)).toMatchObject({ outcome: 'failed', message: 'stopped by a person' });
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('finishes the switch on Ctrl-C during it, and then puts everything back', async () => {
    const before = readHostState(host.dir);
    const { child, ended } = await startUntil(EDIT, 'switch', 'note');
    child.kill('SIGINT');
    const result = await ended;
    const events = result.lines();
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'step-ended', node: 'switch', outcome: 'ok' }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'transition', on: 'stop', to: 'rollback' }),
    );
    expect(result.exitCode).toBe(3);
    expect(readHostState(host.dir)).toEqual(before);
    expect(await pingDocker()).toBeUndefined();
  });

  it('keeps a second run out and says which run holds the host', async () => {
    const { child, ended } = await startUntil(WAIT + EDIT, 'step:pause');
    const second = await nixosAi(['install htop', '--yes', '--json'], { host: host.dir });
    child.kill('SIGTERM');
    const first = await ended;
    expect(second.exitCode).toBe(2);
    expect(second.lines()[0]).toMatchObject({ code: 'RUN001' });
    expect(String(second.lines()[0]?.['message'])).toContain(String(first.lines()[0]?.['run']));
  });

  it('fails before any change when a file was edited by hand after the preview', async () => {
    const { ended } = await startUntil(SHORT + EDIT, 'step:pause');
    const file = join(host.dir, 'etc/nixos/configuration.nix');
    appendFileSync(file, '# by hand\n');
    const before = readHostState(host.dir);
    const result = await ended;
    expect(result.exitCode).toBe(1);
    expect(String(result.lines().at(-1)?.['message'])).toContain(
      'configuration.nix changed after the preview',
    );
    expect(readHostState(host.dir)).toEqual(before);
    expect(readFileSync(file, 'utf8')).toContain('# by hand');
  });

  it('killed after the switch: rollback puts the host back, once', async () => {
    const before = readHostState(host.dir);
    const { child, ended } = await startUntil(EDIT + WAIT, 'step:pause');
    child.kill('SIGKILL');
    await ended;
    expect(await pingDocker()).toBe('OK');
    const [run] = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
    const back = await nixosAi(['rollback', String(run?.['run']), '--dead-man', '--yes'], { host: host.dir });
    expect(back.exitCode).toBe(3);
    expect(readHostState(host.dir)).toEqual(before);
    expect(await pingDocker()).toBeUndefined();
    const again = await nixosAi(['rollback', String(run?.['run']), '--yes', '--json'], { host: host.dir });
    expect(again.lines()[0]).toMatchObject({ code: 'RUN005' });
  });

  it('killed after the switch: the next run finishes it first', async () => {
    const { child, ended } = await startUntil(EDIT + SHORT, 'step:pause');
    child.kill('SIGKILL');
    await ended;
    const next = await nixosAi(['enable docker', '--yes', '--json'], { host: host.dir });
    expect(next.exitCode).toBe(0);
    const ends = next.lines().filter((event) => event['type'] === 'run-ended');
    expect(ends.map((event) => event['outcome'])).toEqual(['verified', 'no-change']);
    expect(await pingDocker()).toBe('OK');
    expect((await nixosAi(['rollback', '--yes'], { host: host.dir })).exitCode).toBe(0);
  });

  it('killed before the switch: the next run closes it and goes on', async () => {
    const { child, ended } = await startUntil(WAIT + EDIT, 'step:pause');
    child.kill('SIGKILL');
    await ended;
    const next = await nixosAi(['install htop', '--yes', '--json'], { host: host.dir });
    expect(next.exitCode).toBe(0);
    const [, closed] = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
    expect(closed?.['ended']).toMatchObject({ outcome: 'failed' });
  });
});
