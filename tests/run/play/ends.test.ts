import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import { foldRun } from '../../../engine/journal/fold.ts';
import { liveRuns } from '../../../engine/journal/live-runs.ts';
import type { RunOutcome } from '../../../engine/model/outcome.ts';
import { ALL } from '../../lib/scope.ts';
import { ENABLE_DOCKER } from '../../steps/support/play.ts';
import { startRollback } from '../../../engine/run/play/take-back.ts';
import { MortalHost, type Death } from '../support/mortal.ts';

const OPEN_PORT = '  - id: open\n    edit: [{ add: networking.firewall.allowedTCPPorts, items: [8080] }]\n';
const FAILING = '  - id: look\n    verify: [{ unit: nothing.service }]\n';
const ASKING = `${FAILING}    on-failure: needs-human\n`;
const CONFIGURATION = '/etc/nixos/configuration.nix';

/** What of a run is still there although it has ended. */
function leftOf({ host, journal }: MortalHost, run: string): readonly string[] {
  const { state } = host;
  const names = [
    ...state.timers.keys(),
    ...state.launched.keys(),
    ...state.roots.keys(),
    ...state.files.keys(),
  ];
  const kept = foldRun(journal.events(run))?.ended?.outcome === 'needs-human';
  return names.filter(
    (name) => name.includes(run) && !(kept && name.includes('/runs/')) && !isKeptRoot(name, run),
  );
}

/** The way back of a verified run, by its name; a file of the configuration of before lies in the snapshots. */
function isKeptRoot(name: string, run: string): boolean {
  return name === run || name.endsWith(`/roots/${run}`);
}

async function readAgreement({ host }: MortalHost) {
  const { running, profile } = await host.systems.links();
  const text = (await host.files.readText(CONFIGURATION)) ?? '';
  const files = new Map([['configuration.nix', text]]);
  const meant = evaluateText({ entries: ['configuration.nix'], files }, { options: [], packages: [] });
  return { running, profile, boots: host.state.next, files: meant.ok ? meant.value.outPath : '' };
}

const outcomeOf = ({ journal }: MortalHost, run: string): RunOutcome | undefined =>
  foldRun(journal.events(run))?.ended?.outcome;

/** What running system, profile, boot entry and files have to be after what ended last. */
function expectAgreement(
  now: Awaited<ReturnType<typeof readAgreement>>,
  before: Awaited<ReturnType<typeof readAgreement>>,
  outcome: RunOutcome | undefined,
): void {
  if (outcome === 'verified')
    expect(now).toEqual({ running: now.files, profile: now.files, boots: now.files, files: now.files });
  // The new system stays on trial: what boots is that of before.
  else if (outcome === 'needs-human')
    expect([now.running, now.profile, now.boots]).toEqual([now.files, before.profile, before.boots]);
  else expect(now).toEqual(before);
}

const RUN = '20260105-110000-dead';
const RUNS: readonly (readonly [string, string, RunOutcome])[] = [
  ['is verified', ENABLE_DOCKER, 'verified'],
  ['fails its check', ENABLE_DOCKER + FAILING, 'rolled-back'],
  ['needs a person after its check', ENABLE_DOCKER + ASKING, 'needs-human'],
];
/** Who comes after the engine that died. */
const RETURNS: Readonly<Record<string, (host: MortalHost) => Promise<unknown>>> = {
  'a person who resumes it': async (host) => host.resume(),
  'the next run': async (host) => host.run(OPEN_PORT + FAILING),
  'nobody but its timer, then the next run': async (host) => {
    await host.timersFire();
    await host.run(OPEN_PORT + FAILING);
  },
  'a person who takes it back': async (host) => host.rollBack(RUN),
};

/** Of so many deaths one is played. */
const ONE_IN = process.env['FAULT_POINTS'] === 'all' ? 1 : ALL ? 7 : 41;

describe.each(RUNS)('a run that %s', (_, steps, wanted) => {
  it('leaves no timer, unit or root when nobody disturbs it', async () => {
    using host = new MortalHost();
    const before = await readAgreement(host);
    const ended = await host.run(steps);
    expect(ended.value?.outcome).toBe(wanted);
    expect(leftOf(host, ended.value?.run ?? '')).toEqual([]);
    expectAgreement(await readAgreement(host), before, wanted);
  });

  it.each(Object.keys(RETURNS))(
    'leaves nothing and a host that agrees, wherever its engine died, and after it came %s',
    async (who) => {
      using whole = new MortalHost();
      const points = await whole.runAndDie(steps, RUN, { at: Number.POSITIVE_INFINITY, done: true });
      expect(points).toBeGreaterThan(40);
      const first = Object.keys(RETURNS).indexOf(who);
      for (let at = 1; at <= points; at += 1)
        for (const done of [true, false])
          if ((at * 2 + Number(done)) % ONE_IN === (first * 10) % ONE_IN)
            await dieAndReturn(steps, { at, done }, who);
    },
    600_000,
  );
});

async function dieAndReturn(steps: string, death: Death, who: string): Promise<void> {
  using host = new MortalHost();
  const before = await readAgreement(host);
  await host.runAndDie(steps, RUN, death);
  await RETURNS[who]?.(host);
  const began = host.journal.runs(10, RUN).length > 0;
  const outcome = outcomeOf(host, RUN);
  const where = `died ${JSON.stringify(death)}, came back: ${who}`;
  const found = { where, ended: !began || outcome !== undefined, left: leftOf(host, RUN) };
  expect(found).toEqual({ where, ended: true, left: [] });
  expectAgreement(await readAgreement(host), before, outcome);
}

/** What boots while a new system stays on trial for a person; undefined where none does. */
function bootsOf({ journal }: MortalHost): string | undefined {
  const last = liveRuns(journal.runs(), () => true).at(-1);
  const state = last?.outcome === 'needs-human' ? foldRun(journal.events(last.run)) : undefined;
  return state?.plan?.before.profile;
}

describe('a run that waits for its window', () => {
  const WAITING = `${ENABLE_DOCKER}  - id: now\n    reboot: { window: 02:00-04:00, within: 2d }\n`;

  it.each([
    ['taken back', async (host: MortalHost) => host.rollBack()],
    ['stopped by another boot', async (host: MortalHost) => host.host.cycle()],
  ])('leaves no timer when it is %s', async (_, end) => {
    using host = new MortalHost();
    const waiting = await host.run(WAITING);
    expect(waiting.value?.outcome).toBe('pending-reboot');
    const { run = '' } = waiting.value ?? {};
    expect([...host.host.state.timers.keys()]).toEqual([`nixos-ai-window-${run}`]);
    await end(host);
    if (host.journal.unfinished().length > 0) await host.resume();
    expect(outcomeOf(host, run)).toBeDefined();
    expect(leftOf(host, run)).toEqual([]);
  });
});

describe('a rollback', () => {
  it('shows what it would do of a run that was interrupted, and does not do it', async () => {
    using host = new MortalHost();
    await playAs(host, 'interrupted', ENABLE_DOCKER);
    const before = await readAgreement(host);
    const [run = ''] = host.journal.unfinished();
    const shown = await startRollback(host.deps(), run, { deadMan: false, dryRun: true });
    expect(shown.value?.outcome).toBe('planned');
    expect([await readAgreement(host), host.journal.unfinished()]).toEqual([before, [run]]);
  });

  it('of one that was taken back is refused, and loses nothing that came after', async () => {
    using host = new MortalHost();
    const first = (await host.run(ENABLE_DOCKER)).value?.run;
    await host.rollBack(first);
    await host.run(OPEN_PORT);
    const before = await readAgreement(host);
    expect((await host.rollBack(first)).findings).toMatchObject([{ code: 'RUN005' }]);
    expect(await readAgreement(host)).toEqual(before);
  });

  it('of a rollback brings back what that took', async () => {
    using host = new MortalHost();
    const start = await readAgreement(host);
    const first = (await host.run(ENABLE_DOCKER)).value?.run;
    const there = await readAgreement(host);
    const back = (await host.rollBack(first)).value?.run;
    expect(await readAgreement(host)).toEqual(start);
    expect((await host.rollBack(back)).value?.outcome).toBe('verified');
    expect(await readAgreement(host)).toEqual(there);
    expect((await host.rollBack()).value?.outcome).toBe('verified');
    expect(await readAgreement(host)).toEqual(start);
  });

  it('is refused where somebody wrote by hand between two runs that would go', async () => {
    using host = new MortalHost();
    const first = (await host.run(ENABLE_DOCKER)).value?.run;
    const text = (await host.host.files.readText(CONFIGURATION)) ?? '';
    await host.host.files.write(CONFIGURATION, `${text}# by hand\n`);
    await host.run(OPEN_PORT);
    const before = await readAgreement(host);
    const refused = await host.rollBack(first);
    expect(refused.value).toMatchObject({ outcome: 'failed' });
    expect(refused.value?.message).toContain('RUN003');
    expect(await readAgreement(host)).toEqual(before);
  });

  it('asks for later runs although policy would not ask', async () => {
    using host = new MortalHost();
    const first = (await host.run(ENABLE_DOCKER)).value?.run;
    await host.run(OPEN_PORT);
    const no = { approved: false, by: 'person', why: 'not now' } as const;
    const consent = { plan: async () => Promise.resolve(no), question: async () => Promise.resolve(no) };
    const refused = await startRollback({ ...host.deps(), consent }, first, {
      deadMan: false,
      dryRun: false,
    });
    expect(refused.value).toMatchObject({ outcome: 'rejected' });
  });
});

type Kind = 'verified' | 'needs-human' | 'interrupted' | 'rolled-back';
const KINDS: readonly Kind[] = ['verified', 'needs-human', 'interrupted', 'rolled-back'];

/** Plays a run that ends so; gives its name. */
async function playAs(host: MortalHost, kind: Kind, edit: string): Promise<string> {
  if (kind === 'interrupted') {
    const run = `20260105-1${host.journal.runs().length}0000-dead`;
    const [recovered] = host.journal.unfinished();
    if (recovered !== undefined) await host.resume();
    const points = await countUntilConfirm(edit);
    await host.runAndDie(edit, run, { at: points, done: true });
    return run;
  }
  const more = { verified: '', 'needs-human': ASKING, 'rolled-back': FAILING }[kind];
  const ended = await host.run(edit + more);
  expect(ended.value?.outcome).toBe(kind);
  return ended.value?.run ?? '';
}

const trials = new Map<string, Promise<number>>();

/** How much is asked for until the change is on trial. */
async function countUntilConfirm(edit: string): Promise<number> {
  const known = trials.get(edit) ?? findTrial(edit);
  trials.set(edit, known);
  return known;
}

async function findTrial(edit: string): Promise<number> {
  using host = new MortalHost();
  const whole = await host.runAndDie(edit, RUN, { at: Number.POSITIVE_INFINITY, done: true });
  for (let at = whole; at > 0; at -= 1) {
    using other = new MortalHost();
    await other.runAndDie(edit, RUN, { at, done: true });
    if (foldRun(other.journal.events(RUN))?.at?.node === 'settle') return at;
  }
  throw new Error('no point lies in the trial');
}

const ACTIONS: Readonly<Record<string, (host: MortalHost, first: string) => Promise<unknown>>> = {
  'the timer of the first fires late': async (host, first) => host.rollBack(first, true),
  'the first is taken back by its name': async (host, first) => host.rollBack(first),
  'the last verified one is taken back': async (host) => host.rollBack(),
};

describe.each(KINDS)('two runs, of which the first is %s', (first) => {
  describe.each(KINDS)('and the second is %s', (second) => {
    it.each(Object.keys(ACTIONS))('agree with the host after %s', async (action) => {
      using host = new MortalHost();
      const one = await playAs(host, first, ENABLE_DOCKER);
      await playAs(host, second, OPEN_PORT);
      await ACTIONS[action]?.(host, one);
      await host.timersFire();
      if (host.journal.unfinished().length > 0) await host.resume();
      const now = await readAgreement(host);
      expect(now.running).toBe(now.files);
      expect(now.profile).toBe(now.boots);
      expect(now.profile).toBe(bootsOf(host) ?? now.running);
      for (const { run } of host.journal.runs()) expect(leftOf(host, run)).toEqual([]);
    });
  });
});
