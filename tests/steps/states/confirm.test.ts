import { describe, expect, it } from 'vitest';
import { begin, ENABLE_DOCKER, enter, play, RUN, type PlayOptions } from '../support/play.ts';

async function onTrial(options: PlayOptions = {}) {
  const run = begin(ENABLE_DOCKER, options);
  await play(run, 'confirm');
  const done = run.host.log.length;
  return { run, outPath: run.state.build?.outPath ?? '', after: () => run.host.log.slice(done) };
}

describe('what is on trial becomes what boots', () => {
  it('by profile, then boot entry, and then the timer is called off', async () => {
    const { run, outPath, after } = await onTrial();
    expect(await enter(run, 'confirm')).toBe('ok');
    expect(after()).toEqual([
      `systems.setProfile ${outPath}`,
      `activation.boot ${outPath}`,
      `timers.disarm nixos-ai-dead-man-${RUN}`,
    ]);
    expect(await run.host.systems.links()).toMatchObject({
      running: outPath,
      profile: outPath,
      generation: 2,
    });
  });

  it('but not when another system was activated meanwhile', async () => {
    const { run, after } = await onTrial();
    run.host.state.running = '/nix/store/other-nixos-system';
    expect(await enter(run, 'confirm')).toBe('fail');
    expect(run.said).toBe('another system was activated in the meantime');
    expect(after()).toEqual([]);
  });

  it('once: a second time makes no second generation', async () => {
    const { run, after } = await onTrial();
    await enter(run, 'confirm');
    expect(await enter(run, 'confirm')).toBe('ok');
    expect(after().filter((line) => line.startsWith('systems.setProfile'))).toHaveLength(1);
    expect(run.host.state.generation).toBe(2);
  });

  it.each([
    ['systems.setProfile', {}, 'the profile could not be set'],
    ['systems.setProfile', { done: true }, 'the profile could not be set'],
    ['activation.boot', {}, 'the boot entry could not be written'],
  ] as const)('not when %s fails (%o): then the timer stays', async (name, failure, why) => {
    const { run } = await onTrial({ fail: { [name]: failure } });
    expect(await enter(run, 'confirm')).toBe('fail');
    expect(run.said).toContain(why);
    expect(run.host.state.timers.size).toBe(1);
  });

  it.each([
    ['cannot be called off', { exitCode: 1, says: 'Access denied' }, 'fail'],
    ['is said not to be', { exitCode: 1, done: true }, 'ok'],
  ] as const)('a timer that %s', async (_, failure, outcome) => {
    const { run } = await onTrial({ fail: { 'timers.disarm': failure } });
    expect(await enter(run, 'confirm')).toBe(outcome);
    expect(run.said.includes('would take this change back later')).toBe(outcome === 'fail');
  });

  it.each([
    ['no entry', { kind: 'missing' }, 'the boot menu has no entry'],
    ['an entry without its kernel', { kind: 'broken', entry: 'a.conf', file: '/boot/k' }, 'missing or empty'],
  ] as const)('not when the boot loader ends well and wrote %s', async (_, entry, why) => {
    const { run, outPath } = await onTrial();
    run.host.state.entries.set(outPath, entry);
    run.host.fail('activation.boot', { exitCode: 0 });
    expect(await enter(run, 'confirm')).toBe('fail');
    expect(run.said).toContain(why);
  });

  it.each([
    [
      'its kernel is another',
      { parts: { kernel: '/nix/store/new-kernel' } },
      'another kernel only after a reboot',
    ],
    ['its own switch script says so', { exitCode: 100 }, 'its own switch script says so'],
  ])('and waits for a reboot when %s', async (_, system, why) => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    run.host.state.systems.set(run.state.build?.outPath ?? '', system);
    await play(run, 'confirm', 'switch');
    expect(await enter(run, 'confirm')).toBe('reboot');
    expect(run.said).toContain(why);
    expect(run.state.pending?.boot).toBe('boot-1');
  });
});

it('where a reboot of the author follows, it boots next, and the repository waits for that', async () => {
  const run = begin(`${ENABLE_DOCKER}  - id: now\n    reboot: { within: 2h }\n`, {
    place: { style: 'flake' },
  });
  const head = '1'.repeat(40);
  run.host.state.repository = { head, clean: true, commits: new Map() };
  await play(run, 'confirm');
  expect(await enter(run, 'confirm')).toBe('ok');
  expect(run.said).toBe('generation 2 boots next');
  expect(run.host.state.repository.head).toBe(head);
});

describe("the user's repository", () => {
  const HEAD = '1'.repeat(40);

  it.each([
    ['a clean branch moves to the change', true, HEAD, 'committed as'],
    ['a branch with changes of its own stays', false, HEAD, 'your repository had other changes'],
    ['a branch that moved meanwhile stays', true, '2'.repeat(40), 'your branch moved in the meantime'],
  ])('%s', async (_, clean, head, said) => {
    const run = begin(ENABLE_DOCKER, { place: { style: 'flake' } });
    run.host.state.repository = { head: HEAD, clean, commits: new Map() };
    await play(run, 'confirm');
    run.host.state.repository = { ...run.host.state.repository, head };
    expect(await enter(run, 'confirm')).toBe('ok');
    expect(run.said).toContain(said);
    expect(run.host.state.repository.head === head).toBe(said !== 'committed as');
  });

  it('that takes no commit takes nothing back: the change is kept, and it is said', async () => {
    const run = begin(ENABLE_DOCKER, { place: { style: 'flake' } });
    run.host.state.repository = { head: HEAD, clean: true, commits: new Map() };
    await play(run, 'confirm');
    run.host.fail('repository.adopt', { says: 'the branch is locked' });
    expect(await enter(run, 'confirm')).toBe('ok');
    expect(run.said).toContain('not committed in your repository');
    expect(run.notes.at(-1)).toContain('the branch is locked');
  });
});
