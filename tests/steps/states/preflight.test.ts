import { describe, expect, it } from 'vitest';
import { failed } from '../../../engine/model/finding.ts';
import { extended } from '../../lib/policy.ts';
import { begin, ENABLE_DOCKER, enter, play } from '../support/play.ts';

const FILE = '/etc/nixos/configuration.nix';
type Run = ReturnType<typeof begin>;

async function built(): Promise<Run> {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'preflight');
  return run;
}

describe('the last look before anything changes', () => {
  it('lets a change pass that is as it was approved, and changes nothing', async () => {
    const run = await built();
    const done = run.host.log.length;
    expect(await enter(run, 'preflight')).toBe('ok');
    expect(run.host.log.slice(done)).toEqual([`activation.check ${run.state.build?.outPath ?? ''}`]);
  });

  it.each<[string, string, (run: Run) => void | Promise<void>]>([
    ['the approval has expired', 'the approval expired at', ({ host }) => host.clock.advance(30_000_000)],
    [
      'the approval is of another plan',
      'the approval is for a different plan',
      (run) => {
        const { consent } = run.state;
        if (consent !== undefined) run.state = { ...run.state, consent: { ...consent, planHash: 'other' } };
      },
    ],
    [
      'policy has become stricter',
      "policy now requires 'two-people' for this",
      ({ host }) => {
        const rule =
          'autonomy: { service: { user: two-people }, boot: { user: two-people }, access: { user: two-people } }';
        host.state.policy = { ok: true, value: extended(rule), findings: [] };
      },
    ],
    [
      'what was built gives a program rights that no preview showed',
      "it is of class 'boot', not 'service' (boot: wrapper su",
      (run) => {
        const { systems, running } = run.host.state;
        systems.set(running, { effect: {} });
        systems.set(run.state.build?.outPath ?? '', { effect: { wrappers: { su: 'x' } } });
      },
    ],
    [
      'policy can no longer be read',
      'POL010',
      ({ host }) => {
        host.state.policy = failed({
          code: 'POL010',
          severity: 'error',
          message: 'policy: it cannot be used',
        });
      },
    ],
    [
      'a file was changed by hand',
      'configuration.nix changed after the preview',
      ({ host }) => host.files.write(FILE, '# by hand\n'),
    ],
    [
      'the snapshot store has lost what was',
      'does not return configuration.nix unchanged',
      ({ host }) => host.state.snapshots.clear(),
    ],
    [
      'a file cannot be written',
      `${FILE} cannot be written`,
      ({ host }) => void host.state.readOnly.add(FILE),
    ],
    [
      'the boot partition is full',
      '/boot has 1.0 MiB free',
      ({ host }) => void (host.state.shortage = { path: '/boot', free: 1_048_576, needed: 4_194_304 }),
    ],
    [
      "the new system's pre-switch checks refuse",
      'refuse the switch: no root device',
      ({ host }) => host.fail('activation.check', { says: 'no root device' }),
    ],
  ])('fails where %s', async (_, said, change) => {
    const run = await built();
    await change(run);
    expect(await enter(run, 'preflight')).toBe('fail');
    expect(run.said).toContain(said);
    expect(run.state.mutations).toEqual([]);
  });

  it.each<[string, (run: Run) => void]>([
    [
      'the one check refuses a live switch alone',
      ({ host }) => host.fail('activation.check', { says: "Pre-switch check 'switchInhibitors' failed" }),
    ],
    ['no service manager answers', ({ host }) => void (host.state.manager = undefined)],
  ])('leaves the change for the next boot where %s', async (_, change) => {
    const run = await built();
    change(run);
    expect(await enter(run, 'preflight')).toBe('reboot');
  });

  it('waits for another activation, and says so once', async () => {
    const run = await built();
    const lock = { file: '/run/nixos/switch-to-configuration.lock', pid: 4711 };
    run.host.state.leftovers = { lists: [], switchLock: lock };
    run.host.clock.after(20_000, () => (run.host.state.leftovers = { lists: [], switchLock: undefined }));
    const begun = run.host.clock.now().getTime();
    expect(await enter(run, 'preflight')).toBe('ok');
    expect(run.host.clock.now().getTime() - begun).toBeGreaterThanOrEqual(20_000);
    expect(run.notes.filter((note) => note.includes('another activation is in progress'))).toHaveLength(1);
  });

  it('gives up on another activation when a switch should have ended', async () => {
    const run = await built();
    const lock = { file: '/run/nixos/switch-to-configuration.lock', pid: 4711 };
    run.host.state.leftovers = { lists: [], switchLock: lock };
    expect(await enter(run, 'preflight')).toBe('fail');
    expect(run.said).toContain('process 4711 holds');
  });

  it('says what an interrupted switch has left to do', async () => {
    const run = await built();
    const lists = [{ file: '/run/nixos/start-list', units: ['web.service'] }];
    run.host.state.leftovers = { lists, switchLock: undefined };
    expect(await enter(run, 'preflight')).toBe('ok');
    expect(run.notes.join('\n')).toContain('/run/nixos/start-list lists web.service');
  });
});

describe('the build', () => {
  it('keeps the system of before from garbage collection, then builds what was approved', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'build');
    const { running } = await run.host.systems.links();
    const { drvPath = '', outPath = '' } = run.state.dryBuild?.preview ?? {};
    const done = run.host.log.length;
    expect(await enter(run, 'build')).toBe('ok');
    expect(run.host.log.slice(done)).toEqual([`store.realise ${running}`, `store.realise ${drvPath}`]);
    expect([...run.host.state.roots.values()]).toEqual([running, outPath]);
  });

  it.each([
    ['the old system cannot be kept', 0, 'the running system cannot be kept for a rollback: it fails'],
    ['the new one does not build', 1, 'the build failed: it fails'],
  ])('fails where %s', async (_, which, said) => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'build');
    const paths = [run.state.plan?.before.running ?? '', run.state.dryBuild?.preview.drvPath ?? ''];
    run.host.fail('store.realise', { of: paths[which] ?? '' });
    expect(await enter(run, 'build')).toBe('fail');
    expect(run.said).toBe(said);
  });

  it('fails where it gives something else than was approved', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'build');
    run.host.state.derivations.set(run.state.dryBuild?.preview.drvPath ?? '', '/nix/store/other');
    expect(await enter(run, 'build')).toBe('fail');
    expect(run.said).toContain('the build produced /nix/store/other, but');
  });

  it('remembers which units failed before the change could be the reason', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'build');
    run.host.state.units.set('db.service', { since: 0, moments: [{ after: 0, active: 'failed' }] });
    await enter(run, 'build');
    expect(run.state.build?.failedBefore).toEqual(['db.service']);
  });
});
