import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '../../engine/report/host/activity.ts';
import { makeHost, nixosAi, startNixosAi, type CliResult, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { until } from '../lib/until.ts';

const HEAD = 'runbook: test\nversion: 1\ndescription: A test.\nsteps:\n';
/** Holds the host while its change is on trial, until somebody stops it. */
const LONG = `${HEAD}  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: pause
    wait: 5m
`;
/** What it says when it is. */
const ON_TRIAL = '"type":"step-started","node":"step:pause"';

let host: Host;
beforeAll(async () => {
  host = await makeHost();
  appendFileSync(join(host.dir, 'nixos-ai.yaml'), 'policy: { network: two-people, package: automatic }\n');
  writeFileSync(join(host.base, 'long.yaml'), LONG);
});
afterAll(async () => host.end());

const as = async (user: string, ...args: readonly string[]) =>
  nixosAi([...args, '--json'], { host: host.dir, env: { NIXOS_AI_SANDBOX_USER: user } });

const start = (...args: readonly string[]) => startNixosAi([...args, '--json'], { host: host.dir });

const last = (result: CliResult) => result.lines().at(-1);

const runOf = (result: Pick<CliResult, 'lines'>) => String(result.lines()[0]?.['run']);

/** A run that holds the host on trial, and its name. */
async function startLong() {
  const going = start('run', join(host.base, 'long.yaml'), '--yes');
  await going.printed(ON_TRIAL);
  return { going, run: /"run":"([^"]+)"/u.exec(going.stdout())?.[1] ?? '' };
}

describe('a run that waits for an approval', () => {
  it('holds nothing: others run meanwhile, and nothing is wrong with the host', async () => {
    const before = readHostState(host.dir);
    const waiting = await as('alice', 'open port 8080', '--yes');
    expect([waiting.exitCode, last(waiting)]).toMatchObject([7, { outcome: 'pending-approval' }]);
    expect(readHostState(host.dir)).toEqual(before);
    const history = await nixosAi(['history'], { host: host.dir });
    expect(history.stdout).toMatch(new RegExp(`${runOf(waiting)}.*pending-approval.*open port 8080`, 'u'));
    expect((await nixosAi(['show', runOf(waiting)], { host: host.dir })).stdout).toContain(
      'this run waits for an approval',
    );
    expect((await as('alice', 'doctor')).exitCode).toBe(0);
    expect((await as('alice', 'resume')).lines()[0]).toMatchObject({ code: 'RUN006' });
    expect(last(await as('alice', 'install htop'))).toMatchObject({ outcome: 'verified' });

    // Its plan was one for the host as it was.
    const late = await as('bob', 'approve', runOf(waiting), '--yes');
    expect([late.exitCode, last(late)]).toMatchObject([1, { outcome: 'failed' }]);
    expect(late.stdout).toContain('RUN012');
  });

  it('ends when somebody stops it, and is not approved any more', async () => {
    const waiting = await as('alice', 'open port 8081', '--yes');
    const stopped = await as('bob', 'stop', runOf(waiting).slice(0, -3));
    expect([stopped.exitCode, last(stopped)]).toMatchObject([
      0,
      { type: 'stopped', run: runOf(waiting), how: 'closed' },
    ]);
    const told = await as('bob', 'attach', runOf(waiting));
    expect([told.exitCode, last(told)]).toMatchObject([
      5,
      { outcome: 'rejected', message: 'stopped by bob while it waited for an approval' },
    ]);
    const again = await as('alice', 'stop', runOf(waiting));
    expect([again.exitCode, last(again)]).toMatchObject([2, { code: 'RUN009' }]);
    expect((await as('alice', 'stop', '19990101')).lines()).toMatchObject([{ code: 'RUN004' }]);
  });

  it('is not needed where what was only previewed has been approved before', async () => {
    const seen = await as('alice', 'open port 8082', '--dry-run');
    expect(last(await as('bob', 'approve', runOf(seen), '--yes'))).toMatchObject({ type: 'approval' });
    const asked = await as('alice', 'open port 8082');
    expect([asked.exitCode, last(asked)]).toMatchObject([0, { outcome: 'verified' }]);
    expect(asked.stdout).toContain('approved by bob');
  });
});

describe('a run that holds the host', () => {
  it('is previewed beside, queued for in order, followed and stopped by name', async () => {
    const before = readHostState(host.dir);
    const { going, run } = await startLong();
    const busy = await as('alice', 'install jq');
    expect([busy.exitCode, last(busy)]).toMatchObject([2, { code: 'RUN001' }]);

    const previews = await Promise.all([
      as('alice', 'plan', 'install jq'),
      as('bob', 'plan', 'install tree'),
    ]);
    for (const preview of previews) {
      expect(preview.lines()).toContainEqual(
        expect.objectContaining({ type: 'run-ended', outcome: 'planned' }),
      );
      expect(preview.lines()).toContainEqual(expect.objectContaining({ code: 'RUN011' }));
    }

    const first = start('install jq', '--wait');
    await first.printed('"host-busy"');
    const second = start('install tree', '--wait');
    await second.printed('"host-busy"');
    const third = start('install ripgrep', '--wait');
    await third.printed('"host-busy"');
    third.child.kill('SIGKILL');
    await third.ended;
    const follower = start('attach', run);
    await follower.printed(ON_TRIAL);

    const stopped = await as('bob', 'stop', run);
    expect(last(stopped)).toMatchObject({ run, how: 'interrupted' });
    const [ended, followed, one, two] = await Promise.all([
      going.ended,
      follower.ended,
      first.ended,
      second.ended,
    ]);
    expect([ended.exitCode, last(ended)]).toMatchObject([3, { outcome: 'rolled-back' }]);
    expect([followed.exitCode, last(followed)]).toEqual([3, last(ended)]);
    expect([one.exitCode, two.exitCode]).toEqual([0, 0]);
    const at = (result: CliResult): string => String(last(result)?.['at']);
    expect(at(ended) < at(one) && at(one) < at(two)).toBe(true);
    expect(readHostState(host.dir).configuration).not.toEqual(before.configuration);
  });

  it('is told apart from one whose engine died', async () => {
    const { going, run } = await startLong();
    going.child.kill('SIGKILL');
    await going.ended;
    const followed = await as('alice', 'attach', run);
    expect([followed.exitCode, last(followed)]).toMatchObject([2, { code: 'RUN010' }]);
    expect((await as('alice', 'stop', run)).lines()).toMatchObject([{ code: 'RUN009' }]);
    const preview = await as('alice', 'plan', 'install fd');
    expect(preview.lines()).toContainEqual(
      expect.objectContaining({ code: 'RUN011', message: expect.stringContaining('was interrupted') }),
    );
    // A preview mends nothing: the run is still to be put back.
    const back = await as('alice', 'rollback', run, '--yes');
    expect([back.exitCode, last(back)]).toMatchObject([3, { run, outcome: 'rolled-back' }]);
  });

  it('is waited for no longer when the one that waits is stopped by its name', async () => {
    const { going, run } = await startLong();
    const waiting = start('install bat', '--wait');
    await waiting.printed('"host-busy"');
    const queued = await until(async () => {
      const list = await as('alice', 'status');
      const [answer] = list.lines() as readonly { readonly activity: Activity }[];
      return answer?.activity.waiting[0]?.run;
    }, 'a run in the queue');
    // The run that holds the host begins so too.
    expect((await as('bob', 'stop', queued.slice(0, 4))).lines()).toMatchObject([{ code: 'RUN004' }]);
    expect(last(await as('bob', 'stop', queued))).toMatchObject({ run: queued, how: 'unqueued' });
    expect((await waiting.ended).exitCode).not.toBe(0);
    await as('bob', 'stop', run);
    expect((await going.ended).exitCode).toBe(3);
  });
});
