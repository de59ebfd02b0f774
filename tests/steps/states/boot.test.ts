import { describe, expect, it } from 'vitest';
import type { SimulatedSystem } from '../../../engine/host/simulated/state.ts';
import { begin, ENABLE_DOCKER, enter, play, RUN } from '../support/play.ts';

const NEW_KERNEL: SimulatedSystem = { parts: { kernel: '/nix/store/new-kernel' } };

/** A change with another kernel, up to the state that waits for its boot. */
async function waiting(steps = ENABLE_DOCKER, system = NEW_KERNEL) {
  const run = begin(steps);
  await play(run, 'switch');
  const { outPath = '' } = run.state.build ?? {};
  run.host.state.systems.set(outPath, system);
  await play(run, 'boot', 'switch');
  return { run, outPath };
}

describe('a change that has to be booted', () => {
  it('waits as long as the host is not rebooted, and is kept after it', async () => {
    const { run, outPath } = await waiting();
    expect(await enter(run, 'boot')).toBe('reboot');
    expect(run.said).toContain('another kernel');
    run.host.cycle();
    expect(await enter(run, 'boot')).toBe('ok');
    expect(await run.host.systems.links()).toMatchObject({ running: outPath, booted: outPath });
  });

  it('is no longer waited for when the time for it is over', async () => {
    const { run } = await waiting();
    await run.host.clock.advance(run.host.limits.reboot);
    expect(await enter(run, 'boot')).toBe('expired');
  });

  it('fails when the host came back with another system', async () => {
    const { run } = await waiting();
    run.host.state.next = run.state.plan?.before.running ?? '';
    run.host.cycle();
    expect(await enter(run, 'boot')).toBe('fail');
    expect(run.said).toContain('the host came back with');
  });

  it.each([
    ['is not judged before the host has booted', 20_000, 'ok'],
    ['is judged as it is when that takes too long', 600_000, 'fail'],
  ])('%s', async (_, takes, outcome) => {
    const { run, outPath } = await waiting();
    const late = [
      { after: 0, active: 'failed' },
      { after: 20_000, active: 'active' },
      { after: 61_000, active: takes > 60_000 ? 'failed' : 'active' },
    ];
    run.host.state.systems.set(outPath, { ...NEW_KERNEL, units: { 'web.service': late } });
    run.host.cycle();
    run.host.state.upAt = run.host.clock.now().getTime() + takes;
    expect(await enter(run, 'boot')).toBe(outcome);
  });

  it('fails when a unit fails in the booted system', async () => {
    const { run, outPath } = await waiting();
    const failed = [{ after: 0, active: 'failed' }];
    run.host.state.systems.set(outPath, { ...NEW_KERNEL, units: { 'web.service': failed } });
    run.host.cycle();
    expect(await enter(run, 'boot')).toBe('fail');
    expect(run.said).toContain('units failed: web.service');
  });

  it('is looked at again as it was on trial', async () => {
    const verify = '  - id: look\n    verify: [{ tcp: { port: 80 }, is: open }]\n';
    const run = begin(ENABLE_DOCKER + verify);
    run.host.state.ports.set('127.0.0.1:80', '');
    await play(run, 'switch');
    run.host.state.systems.set(run.state.build?.outPath ?? '', NEW_KERNEL);
    await play(run, 'boot', 'switch');
    run.host.cycle();
    run.host.state.ports.clear();
    expect(await enter(run, 'boot')).toBe('fail');
    expect(run.said).toContain('port 80 is open: it is closed');
  });
});

describe('the checks of the trial, after the boot', () => {
  async function booted(more: string) {
    const run = begin(`${ENABLE_DOCKER}  - id: look\n    verify: [{ tcp: { port: 80 }, is: open }]\n${more}`);
    run.host.state.ports.set('127.0.0.1:80', '');
    await play(run, 'switch');
    run.host.state.systems.set(run.state.build?.outPath ?? '', NEW_KERNEL);
    await play(run, 'boot', 'switch');
    run.host.cycle();
    run.host.state.ports.clear();
    return run;
  }

  it.each([
    ['rolls back', '    on-failure: rollback\n', 'fail', false],
    ['goes on', '    on-failure: continue\n', 'ok', true],
    ['needs a person', '    on-failure: needs-human\n', 'ok', true],
    ['is not looked at', '    when: { cel: "1 == 2" }\n', 'ok', false],
    ['is looked at', '    when: { cel: "1 == 1" }\n', 'fail', false],
  ])('one whose failure %s ends the boot so', async (_, more, outcome, noted) => {
    const run = await booted(more);
    expect(await enter(run, 'boot')).toBe(outcome);
    expect(run.notes.some((note) => note.includes('look') && note.includes('port 80'))).toBe(noted);
  });
});

it('what a step says on trial is not said again after the boot', async () => {
  const run = begin(`${ENABLE_DOCKER}  - id: tell\n    notify: It is there.\n`);
  await play(run, 'switch');
  run.host.state.systems.set(run.state.build?.outPath ?? '', NEW_KERNEL);
  await play(run, 'boot', 'switch');
  run.host.cycle();
  expect(await enter(run, 'boot')).toBe('ok');
  expect(run.notes.filter((note) => note.includes('It is there.'))).toEqual([]);
});

describe('a change that cannot be switched to', () => {
  async function staged() {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'preflight');
    run.host.fail('activation.check', { says: "Pre-switch check 'switchInhibitors' failed" });
    await play(run, 'stage', 'preflight');
    const done = run.host.log.length;
    return { run, outPath: run.state.build?.outPath ?? '', after: () => run.host.log.slice(done) };
  }

  it('is written and made the default, and nothing that runs is changed', async () => {
    const { run, outPath, after } = await staged();
    const { running } = await run.host.systems.links();
    expect(await enter(run, 'stage')).toBe('ok');
    expect(after()).toEqual([
      'files.write /etc/nixos/configuration.nix',
      `systems.setProfile ${outPath}`,
      `activation.boot ${outPath}`,
      `timers.disarm nixos-ai-dead-man-${RUN}`,
    ]);
    expect(await run.host.systems.links()).toMatchObject({ running, profile: outPath });
    expect(await enter(run, 'boot')).toBe('reboot');
    run.host.cycle();
    expect(await enter(run, 'boot')).toBe('ok');
  });

  it('is not written over what somebody else wrote', async () => {
    const { run, after } = await staged();
    await run.host.files.write('/etc/nixos/configuration.nix', '# by hand\n');
    expect(await enter(run, 'stage')).toBe('fail');
    expect(after()).toEqual(['files.write /etc/nixos/configuration.nix']);
    expect(await run.host.files.readText('/etc/nixos/configuration.nix')).toBe('# by hand\n');
  });
});

describe('a reboot step', () => {
  const NOW = `${ENABLE_DOCKER}  - id: now\n    reboot: { within: 2h }\n`;
  // The host's clock is at noon, UTC.
  const LATER = `${ENABLE_DOCKER}  - id: now\n    reboot: { window: "13:00-14:00", within: 1d }\n`;

  it('reboots once: which boot it is says whether it was done', async () => {
    const { run } = await waiting(NOW, {});
    expect(run.host.log.at(-1)).toBe('boot.reboot host');
    run.host.cycle();
    expect(await enter(run, 'step:now')).toBe('ok');
    expect(run.host.log.filter((line) => line === 'boot.reboot host')).toHaveLength(1);
  });

  it('sets a timer for its window, and does not reboot before it', async () => {
    const { run } = await waiting(LATER, {});
    const hours = run.host.clock.now().getHours();
    expect(await enter(run, 'step:now')).toBe('reboot');
    const timer = run.host.state.timers.get(`nixos-ai-window-${RUN}`);
    expect(timer?.argv).toEqual(['nixos-ai', 'resume']);
    expect(timer?.seconds).toBeGreaterThan(0);
    expect(run.host.log).not.toContain('boot.reboot host');
    expect(hours).toBe(run.host.clock.now().getHours());
  });

  it('needs a person when it was not rebooted in time', async () => {
    const { run } = await waiting(NOW, {});
    await run.host.clock.advance(7_200_000);
    expect(await enter(run, 'step:now')).toBe('expired');
  });

  it('fails where the host does not reboot', async () => {
    const { run } = await waiting(NOW, {});
    run.host.fail('boot.reboot', { says: 'Interactive authentication required.' });
    expect(await enter(run, 'step:now')).toBe('fail');
    expect(run.said).toContain('Interactive authentication required.');
  });
});
