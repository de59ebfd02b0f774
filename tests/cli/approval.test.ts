import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host, setLimits } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { until } from '../lib/until.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';

describe('an approval', () => {
  let host: Host;
  beforeAll(async () => {
    host = await makeHost();
    appendFileSync(
      join(host.dir, 'nixos-ai.yaml'),
      'policy: { network: two-people, package: automatic, boot: forbidden }\n',
    );
    setLimits(host.dir, 'approval: 60, settle: 0.3');
  });
  afterAll(async () => host.end());

  const as = async (user: string, ...args: readonly string[]) =>
    nixosAi([...args, '--json'], { host: host.dir, env: { NIXOS_AI_SANDBOX_USER: user } });

  const within = (seconds: number): void => {
    const file = join(host.dir, 'nixos-ai.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/approval: [\d.]+/u, `approval: ${seconds}`));
  };

  it('of a class that policy lets pass is not asked for', async () => {
    const result = await as('alice', 'install htop');
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('policy allows this class of change');
  });

  it('is refused for a class that policy forbids, before anything is built', async () => {
    const result = await as('alice', 'use the latest linux kernel', '--yes');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('POL001');
  });

  it('by the one who asks is not enough where policy wants two people', async () => {
    const before = readHostState(host.dir);
    const asked = await as('alice', 'open port 8080', '--yes');
    const run = String(asked.lines()[0]?.['run']);
    expect(asked.exitCode).toBe(7);
    expect(asked.stdout).toContain(`nixos-ai approve ${run}`);
    expect(readHostState(host.dir)).toEqual(before);

    // Two runs begin so: which is meant is not guessed.
    const either = await as('bob', 'approve', run.slice(0, 4), '--yes');
    expect([either.exitCode, either.lines()[0]]).toMatchObject([2, { code: 'RUN004' }]);

    const own = await as('alice', 'approve', run, '--yes');
    expect(own.exitCode).toBe(2);
    expect(own.lines()[0]).toMatchObject({ code: 'POL003' });

    // Nor do the variables of sudo make one person two.
    const played = await nixosAi(['approve', run, '--yes', '--json'], {
      host: host.dir,
      env: { NIXOS_AI_SANDBOX_USER: 'alice', SUDO_USER: 'bob', SUDO_UID: '1001', USER: 'bob' },
    });
    expect([played.exitCode, played.lines()[0]]).toMatchObject([2, { code: 'POL003' }]);

    const other = await as('bob', 'approve', run, '--yes');
    expect(other.exitCode).toBe(0);
    expect(other.lines()[0]).toMatchObject({ type: 'approval', by: { kind: 'person', name: 'bob' } });
    expect(other.stdout).toContain('approved by bob');
    expect(other.lines().at(-1)).toMatchObject({ type: 'run-ended', run, outcome: 'verified' });

    const different = await as('alice', 'open port 9090', '--yes');
    expect(different.exitCode).toBe(7);

    const again = await as('alice', 'open port 8080');
    expect(again.exitCode).toBe(0);
    expect(again.lines().at(-1)).toMatchObject({ type: 'run-ended', outcome: 'no-change' });
  });

  it('is waited for no longer than it may take: the run ends, and nothing was changed', async () => {
    within(1);
    const before = readHostState(host.dir);
    const asked = await as('alice', 'open port 8081', '--yes');
    const run = String(asked.lines()[0]?.['run']);
    const waiting = asked.lines().findLast(({ type }) => type === 'step-ended');
    expect(waiting).toMatchObject({ node: 'consent', outcome: 'pending', data: { decision: 'pending' } });
    const expires = new Date(/"expires":"([^"]+)"/u.exec(JSON.stringify(waiting))?.[1] ?? '');
    await until(() => new Date() > expires || undefined, 'an approval that comes too late');
    const late = await as('bob', 'approve', run, '--yes');
    expect([late.exitCode, late.lines().at(-1)]).toMatchObject([5, { run, outcome: 'rejected' }]);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('that expires while the run waits before the switch stops it with nothing changed', async () => {
    within(1);
    const before = readHostState(host.dir);
    const file = join(host.base, 'r.yaml');
    const edit = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';
    writeFileSync(file, `${HEAD}  - id: pause\n    wait: 2s\n${edit}`);
    const result = await as('alice', 'run', file, '--yes');
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('the approval expired');
    expect(readHostState(host.dir)).toEqual(before);
  });
});
