import { describe, expect, it } from 'vitest';
import { begin, CONFIGURATION, ENABLE_DOCKER, enter, play, reconcile, RUN } from '../support/play.ts';

const FILE = '/etc/nixos/configuration.nix';

describe('the switch', () => {
  it('arms the timer before any file is written, and activates last', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    const done = run.host.log.length;
    expect(await enter(run, 'switch')).toBe('ok');
    expect(run.host.log.slice(done)).toEqual([
      `timers.arm nixos-ai-dead-man-${RUN}`,
      `files.write ${FILE}`,
      `activation.test ${run.state.build?.outPath ?? ''}`,
    ]);
  });

  it('announces what it does before it does it', async () => {
    const run = begin(ENABLE_DOCKER, { fail: { 'files.write': { of: FILE, says: 'no space left' } } });
    await play(run, 'switch');
    expect(await enter(run, 'switch')).toBe('fail');
    expect(run.said).toBe('no space left');
    expect(run.state.mutations.map(({ mutation }) => mutation)).toEqual(['files']);
  });

  it('goes on with a process of its own where the service manager sets no timer', async () => {
    const run = begin(ENABLE_DOCKER, { fail: { 'timers.arm': {} } });
    await play(run, 'settle');
    expect(run.notes.join('\n')).toContain(
      'through a separate process, because the service manager sets no timer',
    );
    expect(run.host.state.timers.size).toBe(1);
    expect(run.state.timer).toBe('process');
  });

  it('keeps what the timer is: one of the service manager', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'settle');
    expect(run.state.timer).toBe('timer');
  });

  it('writes nothing where somebody else has written since the last look', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    await run.host.files.write(FILE, '# by hand\n');
    const done = run.host.log.length;
    expect(await enter(run, 'switch')).toBe('fail');
    expect(run.said).toContain('configuration.nix changed after the preview');
    expect(run.host.log.slice(done)).toEqual([]);
    expect(run.state.mutations).toEqual([]);
  });

  it.each([
    ['ended well', 0, 'ok'],
    ['said that units failed', 4, 'ok'],
    ['wants a reboot, and runs', 100, 'ok'],
    ['failed in an activation script, and runs', 2, 'fail'],
  ])('whose activation %s (exit %i) ends with %s', async (_, exitCode, outcome) => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    const { outPath = '' } = run.state.build ?? {};
    run.host.state.systems.set(outPath, { exitCode });
    expect(await enter(run, 'switch')).toBe(outcome);
    expect(run.state.switch?.exitCode).toBe(outcome === 'ok' ? exitCode : undefined);
  });

  it.each([
    ['is to be booted where it wants a reboot and does not run', 100, 'reboot'],
    ['fails where another activation holds the lock', 11, 'fail'],
    ['fails where units are said to have failed and it does not run', 4, 'fail'],
  ])('%s', async (_, exitCode, outcome) => {
    const run = begin(ENABLE_DOCKER, { fail: { 'activation.test': { exitCode } } });
    await play(run, 'switch');
    expect(await enter(run, 'switch')).toBe(outcome);
  });

  it('that hangs is given up when the time of a switch is over', async () => {
    const run = begin(ENABLE_DOCKER, { fail: { 'activation.test': { hangs: true } } });
    await play(run, 'switch');
    const begun = run.host.clock.now().getTime();
    expect(await enter(run, 'switch')).toBe('fail');
    expect(run.said).toContain('it timed out');
    expect(run.host.clock.now().getTime() - begun).toBeGreaterThanOrEqual(run.host.limits.switch);
  });

  it('in which the engine died is what became of the host', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    await enter(run, 'switch');
    expect(await reconcile(run, 'switch')).toBe('ok');
    const died = begin(ENABLE_DOCKER);
    await play(died, 'switch');
    expect(await reconcile(died, 'switch')).toBe('fail');
  });

  it('leaves profile and boot entry as they are', async () => {
    const run = begin(ENABLE_DOCKER);
    const before = await run.host.systems.links();
    await play(run, 'settle');
    const after = await run.host.systems.links();
    expect(after.running).toBe(run.state.build?.outPath);
    expect({ ...after, running: before.running }).toEqual(before);
    expect(await run.host.boot.entry(after.running)).toEqual({ kind: 'missing' });
    expect(await run.host.files.readText(FILE)).not.toBe(CONFIGURATION['configuration.nix']);
  });
});
