import { describe, expect, it } from 'vitest';
import { begin, ENABLE_DOCKER, enter, play, RUN } from '../support/play.ts';

const FILE = '/etc/nixos/configuration.nix';
const TWO_COMMANDS = `
  - id: first
    run: { argv: [one], effect: change, undo: [undo-one] }
  - id: second
    run: { argv: [two], effect: change, undo: [undo-two] }
`;

/** A run whose change is live and on trial, and what was done to the host after that. */
async function onTrial(steps = ENABLE_DOCKER, options: Parameters<typeof begin>[1] = {}) {
  const run = begin(steps, options);
  const { programs } = run.host.state;
  for (const name of ['one', 'two', 'undo-one', 'undo-two']) programs.set(name, () => ({}));
  const before = { ...(await run.host.systems.links()), text: await run.host.files.readText(FILE) };
  await play(run, 'confirm');
  const done = run.host.log.length;
  return { run, before, after: () => run.host.log.slice(done) };
}

describe('the rollback of a change on trial', () => {
  it('puts the files back, then activates the old system, then calls off the timer', async () => {
    const { run, before, after } = await onTrial();
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after()).toEqual([
      `files.write ${FILE}`,
      'activation.dropLists lists',
      `activation.test ${before.running}`,
      `timers.disarm nixos-ai-dead-man-${RUN}`,
    ]);
    expect({ ...(await run.host.systems.links()), text: await run.host.files.readText(FILE) }).toEqual(
      before,
    );
  });

  it('undoes the last command first', async () => {
    const { run, after } = await onTrial(ENABLE_DOCKER + TWO_COMMANDS);
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after().filter((line) => line.startsWith('exec'))).toEqual(['exec undo-two', 'exec undo-one']);
  });

  it('runs no undo that holds what a secret was replaced with', async () => {
    const { run, after } = await onTrial(ENABLE_DOCKER + TWO_COMMANDS);
    const mutations = run.state.mutations.map((mutation) =>
      mutation.mutation === 'command' && mutation.step === 'second'
        ? { ...mutation, undo: ['undo-two', '<redacted:password>'] }
        : mutation,
    );
    run.state = { ...run.state, mutations };
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain('step second cannot be undone: its undo command contains a secret');
    expect(after().filter((line) => line.startsWith('exec'))).toEqual(['exec undo-one']);
  });

  it('goes on with the rest when one undo fails, and needs a person', async () => {
    const { run, before } = await onTrial(ENABLE_DOCKER + TWO_COMMANDS);
    run.host.fail('exec', { of: 'undo-two', exitCode: 3, says: 'it is gone' });
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain('the undo of step second failed: it is gone');
    expect(run.said).toContain(`${before.running}/bin/switch-to-configuration switch`);
    expect((await run.host.systems.links()).running).toBe(before.running);
    // It is called off by the end of the run, which a person is needed for.
    expect(run.host.state.timers.size).toBe(1);
  });

  it('leaves a file alone that somebody else has changed, and says so', async () => {
    const { run } = await onTrial();
    await run.host.files.write(FILE, '# by hand\n');
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain('configuration.nix was changed by somebody else during the run');
    expect(await run.host.files.readText(FILE)).toBe('# by hand\n');
  });

  it('drops the lists of a switch that was cut off before the old system is activated', async () => {
    const { run } = await onTrial();
    const lists = [{ file: '/run/nixos/start-list', units: ['docker.service'] }];
    run.host.state.leftovers = { lists, switchLock: undefined };
    run.host.fail('activation.test', { exitCode: 2 });
    await enter(run, 'rollback');
    expect(run.host.state.leftovers.lists).toEqual([]);
  });

  it.each([
    ['failed before too', ['db.service'], 'ok'],
    ['did not fail before', [], 'fail'],
  ])('with a unit that fails and %s ends with the outcome %s', async (_, failedBefore, outcome) => {
    const { run } = await onTrial();
    const { build } = run.state;
    if (build === undefined) throw new Error('it was built');
    run.state = { ...run.state, build: { ...build, failedBefore } };
    const failed = [{ after: 0, active: 'failed' }];
    run.host.state.systems.set(run.state.plan?.before.running ?? '', { units: { 'db.service': failed } });
    expect(await enter(run, 'rollback')).toBe(outcome);
  });

  it('needs a person when the old system is not activated', async () => {
    const { run } = await onTrial();
    run.host.fail('activation.test', { exitCode: 2, says: 'activation script failed' });
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain('the old system could not be activated: an activation script failed (exit 2)');
  });
});

describe('the rollback of a change that was made the default', () => {
  it('goes back to the same generation where it is there', async () => {
    const { run, before, after } = await onTrial();
    run.host.fail('timers.disarm', { exitCode: 1 });
    await enter(run, 'confirm');
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after()).toContain('systems.switchGeneration 1');
    expect(after().at(-2)).toBe(`activation.boot ${before.profile}`);
    const { boot: _, ...links } = await run.host.systems.links();
    expect(links).toMatchObject({ profile: before.profile, generation: 1, running: before.running });
  });

  it('makes the same system a new generation where the old one is gone', async () => {
    const { run, before, after } = await onTrial();
    await enter(run, 'confirm');
    run.host.state.generations.delete(1);
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after()).toContain(`systems.setProfile ${before.profile}`);
    expect((await run.host.systems.profile()).generation).toBe(3);
  });

  it.each([
    ['systems.switchGeneration', 'the profile could not be restored'],
    ['activation.boot', 'the boot entry could not be restored'],
  ] as const)('needs a person when %s fails', async (name, why) => {
    const { run } = await onTrial();
    await enter(run, 'confirm');
    run.host.fail(name, { exitCode: 1 });
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain(why);
  });
});

describe('the rollback after a boot', () => {
  /** A new kernel was made the default, and the host was booted with it. */
  async function booted() {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    const { outPath = '' } = run.state.build ?? {};
    run.host.state.systems.set(outPath, { parts: { kernel: '/nix/store/new-kernel' } });
    expect(await play(run, 'boot', 'switch')).toBe(undefined);
    run.host.cycle();
    return { run, before: run.state.plan?.before.running ?? '' };
  }

  it('of another kernel goes by a boot, and is whole after it', async () => {
    const { run, before } = await booted();
    expect(await enter(run, 'rollback')).toBe('reboot');
    expect((await run.host.systems.links()).running).not.toBe(before);
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(await run.host.systems.links()).toMatchObject({ running: before, booted: before });
  });

  it('reboots the host for the way back where the author has rebooted it for the way there', async () => {
    const run = begin(`${ENABLE_DOCKER}  - id: now\n    reboot: { within: 2h }\n`);
    await play(run, 'switch');
    const { outPath = '' } = run.state.build ?? {};
    run.host.state.systems.set(outPath, { parts: { kernel: '/nix/store/new-kernel' } });
    await play(run, 'step:now', 'switch');
    expect(await enter(run, 'step:now')).toBe('reboot');
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('reboot');
    expect(run.host.log.filter((line) => line === 'boot.reboot host')).toHaveLength(2);
    expect(run.said).toContain(run.state.plan?.before.running);
  });

  it('says each time that it waits for that boot when it is due', async () => {
    const run = begin(`${ENABLE_DOCKER}  - id: now\n    reboot: { window: "13:00-14:00", within: 1d }\n`);
    await play(run, 'switch');
    const { outPath = '' } = run.state.build ?? {};
    run.host.state.systems.set(outPath, { parts: { kernel: '/nix/store/new-kernel' } });
    await play(run, 'step:now', 'switch');
    expect(await enter(run, 'step:now')).toBe('reboot');
    run.host.cycle();
    await enter(run, 'rollback');
    const first = run.said;
    expect(await enter(run, 'rollback')).toBe('reboot');
    expect(first).toContain('is back after a reboot; the host reboots between 13:00-14:00');
    expect(run.said).toContain('needs a reboot: the host reboots between 13:00-14:00');
  });

  it('does not reboot a host that nobody has approved to be', async () => {
    const run = begin(`${ENABLE_DOCKER}  - id: now\n    reboot: { within: 2h }\n`);
    await play(run, 'switch');
    const { outPath = '' } = run.state.build ?? {};
    run.host.state.systems.set(outPath, { parts: { kernel: '/nix/store/new-kernel' } });
    await play(run, 'step:now', 'switch');
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('reboot');
    expect(run.host.log).not.toContain('boot.reboot host');
  });

  it('waits for that boot as long as it does not come', async () => {
    const { run } = await booted();
    await enter(run, 'rollback');
    const done = run.host.log.length;
    expect(await enter(run, 'rollback')).toBe('reboot');
    expect(run.host.log.slice(done)).toEqual([]);
  });

  it('has one such way back and no second', async () => {
    const { run } = await booted();
    await enter(run, 'rollback');
    run.host.state.next = run.state.build?.outPath ?? '';
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('fail');
    expect(run.said).toContain('the host was rebooted to go back, but came up with');
  });

  it('of the same kernel activates the old system again', async () => {
    const { run, before, after } = await onTrial();
    await enter(run, 'confirm');
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after()).toContain(`activation.test ${before.running}`);
  });

  it('that brought the old system up already activates nothing', async () => {
    const { run, after } = await onTrial();
    run.host.cycle();
    expect(await enter(run, 'rollback')).toBe('ok');
    expect(after().some((line) => line.startsWith('activation.test'))).toBe(false);
  });
});
