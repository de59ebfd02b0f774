import { describe, expect, it } from 'vitest';
import { checkRestore } from '../../../engine/check/check-runbook.ts';
import { NIXOS_DEFAULTS } from '../../../engine/config/host-settings.ts';
import { failed } from '../../../engine/model/finding.ts';
import type { Autonomy } from '../../../engine/model/policy.ts';
import { extended } from '../../lib/policy.ts';
import {
  begin,
  beginChecked,
  ENABLE_DOCKER,
  enter,
  person,
  play,
  RUN,
  type PlayOptions,
} from '../support/play.ts';

const COMMAND = '  - id: clear\n    run: { argv: [clear], effect: change, undo: [restore] }\n';

/** A policy whose every class needs this of a user's runbook. */
function needing(need: Autonomy) {
  const classes = ['package', 'service', 'network', 'access', 'boot'].map(
    (name) => `${name}: { user: ${need} }`,
  );
  return extended(`autonomy: { ${classes.join(', ')} }`);
}

async function asked(need: Autonomy, options: PlayOptions = {}, approvals: PlayOptions['approvals'] = []) {
  const run = begin(ENABLE_DOCKER, { policy: needing(need), approvals, ...options });
  await play(run, 'consent');
  const outcome = await enter(run, 'consent');
  return { run, outcome, consent: run.state.consent };
}

const YES = { approved: true, by: 'person' } as const;
const NO = { approved: false, by: 'nobody', why: 'nobody is here' } as const;
const LATER = '2030-01-01T00:00:00.000Z';
const EARLIER = '2020-01-01T00:00:00.000Z';
const JOB = { kind: 'schedule', name: 'nightly' } as const;

describe('consent', () => {
  it.each([
    ['policy lets it pass, whoever is here', 'automatic', NO, 'ok'],
    ['a person approves', 'confirm', YES, 'ok'],
    ['nobody approves', 'confirm', NO, 'reject'],
    ['two people are needed and who asks says yes', 'two-people', YES, 'pending'],
  ] as const)('where %s ends with %s', async (_, need, answer, outcome) => {
    expect((await asked(need, { answer })).outcome).toBe(outcome);
  });

  it.each([
    ['somebody else', person('bob'), LATER, 'ok'],
    ['who asks', person('alice'), LATER, 'pending'],
    ['somebody else, too long ago', person('bob'), EARLIER, 'pending'],
  ])('of two people, where %s has approved, ends as it should', async (_, by, expires, outcome) => {
    const { outcome: ended } = await asked('two-people', { answer: NO }, [{ by, expires }]);
    expect(ended).toBe(outcome);
  });

  it.each([
    ['is one of them', ['ops'], 'ok'],
    ['is none of them', ['users'], 'pending'],
  ])('of two people with approvers, where somebody else %s', async (_, groups, outcome) => {
    const run = begin(ENABLE_DOCKER, {
      policy: { ...needing('two-people'), approvers: { users: [], groups: ['ops'] } },
      approvals: [{ by: person('bob'), expires: LATER }],
    });
    run.host.state.groups.set('bob', groups);
    await play(run, 'consent');
    expect(await enter(run, 'consent')).toBe(outcome);
  });

  it('of two people names the approval that it spends', async () => {
    const { consent } = await asked('two-people', { answer: NO }, [{ by: person('bob'), expires: LATER }]);
    expect(consent?.spends).toEqual({ run: RUN, seq: 1 });
  });

  it('is waited for no longer than the first time said, however often it is looked for', async () => {
    const { run, outcome } = await asked('two-people', { answer: NO });
    const until = run.state.waiting?.expires;
    expect([outcome, until]).toEqual(['pending', '2026-01-05T20:00:00.000Z']);
    await run.host.clock.sleep(60_000);
    expect([await enter(run, 'consent'), run.state.waiting?.expires]).toEqual(['pending', until]);
    await run.host.clock.sleep(run.host.limits.approval);
    expect(await enter(run, 'consent')).toBe('reject');
    expect(run.said).toContain(`nobody approved it before ${until ?? ''}`);
  });

  it('comes too late where another system runs than the plan started from', async () => {
    const { run } = await asked('two-people', { answer: NO });
    const later = begin(ENABLE_DOCKER, {
      policy: needing('two-people'),
      approvals: [{ by: person('bob'), expires: LATER }],
    });
    const approved = { ...later, host: run.host, state: run.state };
    expect(await enter(approved, 'consent')).toBe('ok');
    await run.host.systems.setProfile('/nix/store/another-system');
    const moved = { ...later, host: run.host, state: run.state };
    expect(await enter(moved, 'consent')).toBe('fail');
    expect(moved.said).toContain('RUN012');
  });

  it('is asked for what did not hold before, although policy would let it pass', async () => {
    const run = begin(ENABLE_DOCKER, { policy: needing('automatic'), answer: NO });
    await play(run, 'consent');
    const { outPath = '', drvPath = '' } = run.state.dryBuild?.preview ?? {};
    await run.host.quarantine.add({
      outPath,
      drvPath,
      run: 'earlier',
      reason: 'settle: units failed',
      at: EARLIER,
    });
    expect(await enter(run, 'consent')).toBe('reject');
    expect(run.said).toContain('QTN001');
  });

  it('is held where only a plan was wanted', async () => {
    const { outcome, consent } = await asked('automatic', { started: { mode: 'plan' } });
    expect(outcome).toBe('hold');
    expect(consent?.decision).toBe('held');
  });

  it('binds an approval to this plan, and to the time of the host', async () => {
    const { run, consent } = await asked('confirm', { answer: YES });
    const { clock, limits } = run.host;
    const expires = new Date(clock.now().getTime() + limits.approval).toISOString();
    expect(consent).toMatchObject({ planHash: run.state.dryBuild?.preview.planHash, expires });
  });
});

describe('consent to a change that a schedule asks for', () => {
  const started = { cause: JOB };
  const bob = person('bob');

  it.each<[string, PlayOptions, string]>([
    ['nobody has approved', { answer: NO }, 'pending'],
    ['who wrote it has approved in advance', { answer: YES }, 'ok'],
    ['somebody has approved this plan', { answer: NO, approvals: [{ by: bob, expires: LATER }] }, 'ok'],
    [
      'somebody has approved it too long ago',
      { answer: NO, approvals: [{ by: bob, expires: EARLIER }] },
      'pending',
    ],
  ])('where %s ends as it should', async (_, options, outcome) => {
    const { run, outcome: ended } = await asked('confirm', { ...options, started }, options.approvals);
    expect(ended).toBe(outcome);
    expect(run.state.waiting !== undefined).toBe(outcome === 'pending');
  });

  it('is not given where nobody can say who may approve', async () => {
    const run = begin(ENABLE_DOCKER, { policy: needing('confirm'), answer: NO, started });
    await play(run, 'consent');
    const finding = { code: 'POL010', severity: 'error', message: 'policy: it cannot be used' } as const;
    run.host.state.policy = failed(finding);
    expect(await enter(run, 'consent')).toBe('reject');
    expect(run.said).toContain('POL010');
    expect(run.state.consent).toBeUndefined();
  });

  it('is not given to what did not hold before, whatever was approved before that', async () => {
    const approvals = [{ by: bob, expires: LATER }];
    const run = begin(ENABLE_DOCKER, { policy: needing('confirm'), answer: YES, started, approvals });
    await play(run, 'consent');
    const { outPath = '', drvPath = '' } = run.state.dryBuild?.preview ?? {};
    await run.host.quarantine.add({ outPath, drvPath, run: 'earlier', reason: 'settle: fell', at: EARLIER });
    expect(await enter(run, 'consent')).toBe('reject');
    expect(run.said).toContain('QTN001');
  });
});

it('a plan that policy forbids by now is rejected', async () => {
  const run = begin(ENABLE_DOCKER, { policy: needing('confirm'), answer: YES });
  await play(run, 'consent');
  const { dryBuild } = run.state;
  const { preview } = dryBuild ?? {};
  if (dryBuild === undefined || preview?.decision === undefined) throw new Error('it was decided');
  const decision = { ...preview.decision, need: 'forbidden' } as const;
  run.state = { ...run.state, dryBuild: { ...dryBuild, preview: { ...preview, decision } } };
  expect(await enter(run, 'consent')).toBe('reject');
});

describe('consent to a runbook without a change', () => {
  async function steps(text: string, options: PlayOptions) {
    const run = begin(text, options);
    await play(run, 'consent');
    return { outcome: await enter(run, 'consent'), said: run.said };
  }

  it('is not asked for what only looks', async () => {
    const look = '  - id: look\n    verify: [{ unit: web.service, is: active }]\n';
    expect((await steps(look, { answer: NO })).outcome).toBe('ok');
  });

  it.each([
    ['a person says yes', YES, 'ok'],
    ['nobody says yes', NO, 'reject'],
  ])('is asked once for commands that change the host: %s', async (_, answer, outcome) => {
    expect((await steps(COMMAND, { answer })).outcome).toBe(outcome);
  });

  it('is not enough where its commands need two people', async () => {
    const ended = await steps(COMMAND, { policy: needing('two-people'), answer: YES });
    expect(ended.outcome).toBe('reject');
    expect(ended.said).toContain('two people');
  });

  it('shows what each step does before it asks, whatever its author calls it', async () => {
    const text =
      "  - id: tidy-logs\n    run: { argv: [install, -m, '4755', /bin/dash, 'a b'], effect: change, undo: [rm, x] }\n" +
      '  - id: look\n    run: { argv: [touch, /marker], effect: read }\n';
    const run = begin(text, { answer: NO });
    await play(run, 'consent');
    await enter(run, 'consent');
    expect(run.notes.at(-1)?.split('\n')).toEqual([
      'what the runbook does, in this order:',
      "tidy-logs  runs install -m 4755 /bin/dash 'a b'",
      "             by its author's word it can be undone",
      '             to undo it: rm x',
      'look       runs touch /marker',
      "             by its author's word it changes nothing",
    ]);
  });

  it('to a question of the runbook is told what it lets pass, until the next one', async () => {
    const text =
      '  - id: ask\n    approve: "Show the state of nginx?"\n' +
      '  - id: show-state\n    run: { argv: [systemctl, stop, sshd.service], effect: irreversible }\n' +
      '  - id: more\n    approve: "And now?"\n' +
      '  - id: last\n    run: { argv: [reboot-later], effect: irreversible }\n';
    const run = begin(text, { answer: YES });
    await play(run, 'step:ask');
    const before = run.notes.length;
    await enter(run, 'step:ask');
    expect(run.notes.slice(before)).toEqual([
      'a yes to the next question lets this pass:\n' +
        'show-state  runs systemctl stop sshd.service\n' +
        "              by its author's word it cannot be undone",
    ]);
  });

  it('fails where policy cannot be read', async () => {
    const run = begin(COMMAND, { answer: YES });
    const finding = { code: 'POL010', severity: 'error', message: 'policy: it cannot be used' } as const;
    run.host.state.policy = failed(finding);
    await play(run, 'consent');
    expect(await enter(run, 'consent')).toBe('fail');
    expect(run.said).toContain('POL010');
  });

  it.each<[Autonomy, string]>([
    ['automatic', 'ok'],
    ['confirm', 'reject'],
    ['two-people', 'reject'],
  ])('of a schedule whose commands need %s ends with %s', async (need, outcome) => {
    const started = { cause: JOB };
    expect((await steps(COMMAND, { policy: needing(need), answer: NO, started })).outcome).toBe(outcome);
  });
});

it.each<[string, readonly string[], string]>([
  ['alone is by policy where that lets it pass', [], 'ok'],
  ['with later ones is a person, whatever policy lets pass', [RUN], 'reject'],
])('consent to taking a run back %s', async (_, later, outcome) => {
  const policy = { ...needing('automatic'), conditions: [] };
  const first = begin(ENABLE_DOCKER, { policy });
  expect(await play(first)).toBe('verified');
  const checked = checkRestore({ run: RUN, later }, first.checked.runbook, NIXOS_DEFAULTS.limits);
  const options = { policy, answer: NO, otherRun: first.state, started: { mode: 'rollback' as const } };
  const run = { ...beginChecked(checked, options), host: first.host };
  await play(run, 'consent');
  expect(await enter(run, 'consent')).toBe(outcome);
});
