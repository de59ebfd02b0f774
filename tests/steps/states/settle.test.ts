import { describe, expect, it } from 'vitest';
import type { UnitMoment } from '../../../engine/host/simulated/state.ts';
import { begin, ENABLE_DOCKER, enter, play } from '../support/play.ts';

const FAILED = { active: 'failed', sub: 'failed', result: 'exit-code' };
const TEN = Array.from({ length: 10 }, (_, at) => `line ${at + 20}`);
const WAITS = { active: 'activating', sub: 'auto-restart', result: 'exit-code' };

/** The new system runs, and one of its units goes so. */
async function switched(moments: readonly UnitMoment[], failedBefore: readonly string[] = []) {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'switch');
  const { build } = run.state;
  if (build === undefined) throw new Error('it was built');
  run.state = { ...run.state, build: { ...build, failedBefore } };
  run.host.state.systems.set(build.outPath, { units: { 'web.service': moments } });
  await play(run, 'settle', 'switch');
  const begun = run.host.clock.now().getTime();
  const outcome = await enter(run, 'settle');
  return { run, outcome, took: run.host.clock.now().getTime() - begun };
}

describe('a switch settles', () => {
  it('when nothing has failed for as long as the limit says', async () => {
    const { outcome, took, run } = await switched([{ after: 0 }]);
    expect(outcome).toBe('ok');
    expect(took).toBeGreaterThanOrEqual(run.host.limits.settle);
  });

  it.each<[string, readonly UnitMoment[], string]>([
    ['fails at once', [{ after: 0, ...FAILED }], 'units failed: web.service'],
    [
      'fails within the window',
      [
        { after: 0, active: 'activating', sub: 'start' },
        { after: 900, ...FAILED },
      ],
      'units failed: web.service',
    ],
    ['fails again and again', [{ after: 0, ...WAITS, restarts: 1 }], 'units failed: web.service'],
    [
      'never comes to rest',
      [{ after: 0, active: 'activating', sub: 'start' }],
      'units did not settle: web.service',
    ],
  ])('not with a unit that %s', async (_, moments, said) => {
    const { outcome, run } = await switched(moments);
    expect(outcome).toBe('fail');
    expect(run.said).toContain(said);
  });

  it.each([
    ['from its log', ['starting', 'unknown directive "x"'], '', ['starting', 'unknown directive "x"']],
    ['from the activation where it has none', [], 'web.service: gone\nother: fine', ['web.service: gone']],
    ['without what would act on a terminal', ['\u001B[31mred\u001B[0m\u0007 bell'], '', ['red  bell']],
    ['as its last ten lines', Array.from({ length: 30 }, (_, at) => `line ${at}`), '', TEN],
  ])('not with a unit that fails, and says why: %s', async (_, log, output, lines) => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'switch');
    const outPath = run.state.build?.outPath ?? '';
    run.host.state.systems.set(outPath, { units: { 'web.service': [{ after: 0, ...FAILED }] } });
    run.host.state.logs.set('web.service', log);
    await play(run, 'settle', 'switch');
    run.state = { ...run.state, switch: { exitCode: 4, running: outPath, output } };
    expect(await enter(run, 'settle')).toBe('fail');
    const told = ['web.service said:', ...lines.map((line) => `  ${line}`)].join('\n');
    expect(run.said).toBe(`after the switch: units failed: web.service\n${told}`);
  });

  it.each<[string, readonly UnitMoment[], readonly string[]]>([
    [
      'takes its time',
      [
        { after: 0, active: 'activating', sub: 'start' },
        { after: 20_000, active: 'active' },
      ],
      [],
    ],
    [
      'fails once and then runs',
      [
        { after: 0, ...WAITS },
        { after: 3_000, active: 'active', result: 'success' },
      ],
      [],
    ],
    ['failed before', [{ after: 0, ...FAILED }], ['web.service']],
  ])('with a unit that %s', async (_, moments, failedBefore) => {
    expect((await switched(moments, failedBefore)).outcome).toBe('ok');
  });

  it('with a unit that fails after the window: that is for the checks of the trial to see', async () => {
    expect((await switched([{ after: 0 }, { after: 60_000, ...FAILED }])).outcome).toBe('ok');
  });

  it('not when another system was activated meanwhile', async () => {
    const run = begin(ENABLE_DOCKER);
    await play(run, 'settle');
    run.host.state.running = '/nix/store/other-nixos-system';
    expect(await enter(run, 'settle')).toBe('fail');
    expect(run.said).toBe('another system was activated in the meantime');
  });
});
