import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../../engine/app/answer-question.ts';
import { applyConfiguration } from '../../engine/app/apply-configuration.ts';
import { consentTo } from '../../engine/app/approval.ts';
import { approvePlan } from '../../engine/app/approve-plan.ts';
import type { AppDeps } from '../../engine/app/deps.ts';
import { doSentence, exitCodeOfSentence } from '../../engine/app/do-sentence.ts';
import type { AppEvent } from '../../engine/app/event.ts';
import { exitCodeOfRefusal } from '../../engine/app/exit-code.ts';
import { planSentence } from '../../engine/app/plan-sentence.ts';
import { resumeRun } from '../../engine/app/resume-run.ts';
import { rollBack } from '../../engine/app/roll-back.ts';
import { runJob } from '../../engine/app/run-job.ts';
import { runRunbook } from '../../engine/app/run-runbook.ts';
import { showPrompt } from '../../engine/app/show-prompt.ts';
import { failed } from '../../engine/model/finding.ts';
import { jobPrincipal } from '../../engine/model/principal.ts';
import { plain } from '../../engine/report/text/paint.ts';
import { renderStory } from '../../engine/report/run/story.ts';
import { depsOf, played, valueOf } from '../lib/app.ts';
import { makeHost, type Host } from '../lib/cli.ts';
import { readHostState } from '../lib/host-state.ts';
import { person } from '../lib/principals.ts';

const alice = { ...person('alice'), door: 'http', known: 'secret' } as const;
const bob = { ...person('bob'), door: 'socket', known: 'socket' } as const;
const { signal } = new AbortController();
const yes = { consent: consentTo({ kind: 'everything', by: '--yes' }), signal } as const;
const no = { consent: consentTo({ kind: 'nothing', why: 'not now' }), signal } as const;
const sentence = (text: string) => ({ sentence: text, cache: true, tasks: true }) as const;

const typesOf = (events: readonly AppEvent[]): readonly string[] => events.map(({ type }) => type);
const runOf = (events: readonly AppEvent[]) => events.filter((event) => 'run' in event);

// Each is a real evaluation, build and switch; here are up to three of them.
const SLOW = 240_000;

describe('what a door asks for, without a terminal', { timeout: SLOW }, () => {
  let host: Host;
  let deps: AppDeps;
  beforeAll(async () => {
    host = await makeHost();
    deps = await depsOf(host.dir);
  });
  afterAll(async () => host.end());

  const configuration = (): string => readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8');

  it('a sentence is planned, and nothing is on record', async () => {
    const input = { sentence: 'install htop', cache: true, signal };
    const { events, result } = await played(planSentence(deps, alice, input));
    expect(result).toMatchObject({ ok: true, value: { kind: 'checked', planned: { planner: 'offline' } } });
    expect(runOf(events)).toEqual([]);
  });

  it('a sentence is done as far as its preview, and says what it would run', async () => {
    const before = readHostState(host.dir);
    const act = doSentence(deps, alice, { ...sentence('install htop'), ...no, mode: 'plan' });
    const { events, result } = await played(act);
    expect(result).toMatchObject({ ok: true, value: { kind: 'ran', ran: { outcome: 'planned' } } });
    const commands = result.value?.kind === 'ran' ? (result.value.ran.commands ?? []) : [];
    expect(commands.length).toBeGreaterThan(3);
    expect(typesOf(events).filter((type) => type.startsWith('run-'))).toEqual(['run-started', 'run-ended']);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('a sentence that somebody does not agree to changes nothing, and what it ended with says so', async () => {
    const before = readHostState(host.dir);
    const done = await valueOf(
      doSentence(deps, alice, { ...sentence('install htop'), ...no, mode: 'apply' }),
    );
    expect(done).toMatchObject({ kind: 'ran', ran: { outcome: 'rejected', message: 'not now' } });
    expect(exitCodeOfSentence(done)).toBe(5);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('a sentence is applied by who asks for it, who was asked when everything had been read', async () => {
    const read: AppEvent[] = [];
    const seen: string[] = [];
    const consent = {
      ...yes.consent,
      plan: async ({ planHash }: { readonly planHash: string }) => {
        seen.push(planHash);
        expect(read.at(-1)).toMatchObject({ type: 'step-started', node: 'consent' });
        return Promise.resolve({ approved: true, by: 'person' as const });
      },
    };
    const act = doSentence(deps, alice, { ...sentence('install htop'), consent, signal, mode: 'apply' });
    for await (const event of act.events) read.push(event);
    expect((await act.result).value).toMatchObject({ kind: 'ran', ran: { outcome: 'verified' } });
    expect(seen).toHaveLength(1);
    expect(read[0]).toMatchObject({ type: 'run-started', by: { name: 'alice', door: 'http' } });
    expect(new Set(runOf(read).map(({ run }) => run)).size).toBe(1);
    expect(configuration()).toContain('htop');
  });

  it('a run is taken back', async () => {
    const { events, result } = await played(rollBack(deps, bob, yes));
    expect(result.value).toMatchObject({ outcome: 'verified', exitCode: 0 });
    expect(events[0]).toMatchObject({ type: 'run-started', mode: 'rollback', by: { name: 'bob' } });
    expect(configuration()).not.toContain('htop');
  });

  it('a runbook is run with values, and what it lacks is a finding', async () => {
    const input = { runbook: 'enable-docker', ...yes, mode: 'apply' } as const;
    const refused = await played(runRunbook(deps, alice, { ...input, given: {} }));
    expect(refused.result.findings).toContainEqual(expect.objectContaining({ code: 'PAR001' }));
    expect(runOf(refused.events)).toEqual([]);
    const ran = await valueOf(runRunbook(deps, alice, { ...input, given: { user: 'alice' } }));
    expect(ran.outcome).toBe('verified');
  });

  it('what lies in the configuration is made what runs', async () => {
    appendFileSync(join(host.dir, 'etc/nixos/configuration.nix'), '# by hand\n');
    const ran = await valueOf(applyConfiguration(deps, alice, { ...yes, mode: 'apply' }));
    expect(ran.outcome).toMatch(/^(?:verified|no-change)$/u);
  });

  it('a question is answered, asked as such or in words', async () => {
    const answer = await valueOf(answerQuestion(deps, alice, { topic: 'history', query: '' }));
    expect(answer).toMatchObject({ kind: 'history' });
    const done = await valueOf(
      doSentence(deps, alice, { ...sentence('how much disk is free?'), ...no, mode: 'apply' }),
    );
    expect(done).toMatchObject({ kind: 'answered', answer: { kind: 'disk' } });
    expect(exitCodeOfSentence(done)).toBe(0);
  });

  it.each([
    ['install htop for dave', true, 'open', 2],
    ['format the disk', true, 'open', 5],
    ['upgrade the system', false, 'task', 0],
  ])("'%s' (tasks: %s) ends %s, exit code %i", async (text, tasks, kind, exitCode) => {
    const act = doSentence(deps, alice, { ...sentence(text), tasks, ...no, mode: 'plan' });
    const { events, result } = await played(act);
    expect(result.value).toMatchObject({ kind });
    expect(result.value === undefined ? undefined : exitCodeOfSentence(result.value)).toBe(exitCode);
    expect(runOf(events)).toEqual([]);
  });

  it('what a model would be sent is shown, with the warning that none is asked', async () => {
    const input = { sentence: 'install htop', cache: true };
    const { events, result } = await played(showPrompt(deps, alice, input));
    expect(result.value).toContain('install htop');
    expect(events).toMatchObject([{ type: 'finding', finding: { code: 'PLN004' } }]);
  });

  it('a secret is refused by every act that reads a sentence, and is in no event', async () => {
    const secret = `ghp_${'aB3dE6gH9jK2mN5pQ8rS'.repeat(2).slice(0, 36)}`;
    const text = `set the variable TOKEN to ${secret}`;
    const { events, result } = await played(
      doSentence(deps, alice, { ...sentence(text), ...yes, mode: 'apply' }),
    );
    expect(result.ok).toBe(false);
    expect(JSON.stringify([events, result])).not.toContain(secret);
  });

  it('who aborts before a run begins to change the host stops it there', async () => {
    const stop = new AbortController();
    const before = readHostState(host.dir);
    const input = { ...sentence('install git'), ...yes, signal: stop.signal, mode: 'apply' } as const;
    const act = doSentence(deps, alice, input);
    for await (const event of act.events)
      if (event.type === 'step-started' && event.node === 'dry-build') stop.abort();
    expect((await act.result).value).toMatchObject({ kind: 'ran', ran: { outcome: 'failed' } });
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('that no run was interrupted is a finding', async () => {
    const { result } = await played(resumeRun(deps, alice, yes));
    expect(result.findings).toMatchObject([{ code: 'RUN006' }]);
    expect(exitCodeOfRefusal(result.findings)).toBe(2);
  });

  it('a journal that cannot be opened is a finding of every act that needs it', async () => {
    const finding = { code: 'HOST005', severity: 'error', message: 'no' } as const;
    const without = { ...deps, openJournal: () => failed(finding) };
    const acts = [
      rollBack(without, alice, yes),
      resumeRun(without, alice, yes),
      approvePlan(without, alice, { run: 'x', ...yes }),
      answerQuestion(without, alice, { topic: 'disk', query: '' }),
      doSentence(without, alice, { ...sentence('install git'), ...yes, mode: 'apply' }),
    ];
    for (const act of acts) expect((await played<unknown>(act)).result).toEqual(failed(finding));
    expect(exitCodeOfRefusal([finding])).toBe(1);
  });

  it('a way back that could not be kept is told in the story of the run', async () => {
    const without: AppDeps = {
      ...deps,
      host: deps.host.around(
        (exec) => async (command, options) =>
          command.argv.some((word) => word.includes('/nixos-ai/roots/'))
            ? { exitCode: 1, stdout: '', stderr: 'no space left', timedOut: false, aborted: false }
            : exec(command, options),
      ),
    };
    const act = doSentence(without, alice, { ...sentence('install git'), ...yes, mode: 'apply' });
    const { events, result } = await played(act);
    expect(result.value).toMatchObject({ kind: 'ran', ran: { outcome: 'verified', exitCode: 0 } });
    const note = events.find((event) => event.type === 'note' && event.message.includes('no space left'));
    expect(note).toMatchObject({ message: expect.stringContaining('is not kept') as unknown });
    expect(renderStory(runOf(events), plain)).toContain('no space left');
  });

  describe('where policy wants two people', () => {
    let strict: AppDeps;
    let file: string;
    beforeAll(() => {
      file = join(host.dir, 'etc/nixos-ai/policy.yaml');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'policy: 1\nextends: default\nautonomy: { network: two-people }\n');
      strict = deps;
    });
    const open = (port: number, by: AppDeps = strict, mode: 'plan' | 'apply' = 'apply') =>
      doSentence(by, alice, { ...sentence(`open port ${port}`), ...yes, mode });

    it('another one approves exactly the plan that was shown, and then it is applied', async () => {
      const asked = await valueOf(open(8080));
      expect(asked).toMatchObject({ kind: 'ran', ran: { outcome: 'pending-approval', exitCode: 7 } });
      const run = asked.kind === 'ran' ? asked.ran.run : '';
      const own = await played(approvePlan(strict, alice, { run, ...yes }));
      expect(own.result.findings).toMatchObject([{ code: 'POL003' }]);
      const refused = await played(approvePlan(strict, bob, { run, ...no }));
      expect(refused.result.findings).toMatchObject([{ code: 'POL004' }]);
      const { events, result } = await played(approvePlan(strict, bob, { run, ...yes }));
      expect(result.value).toMatchObject({ run, by: { name: 'bob' }, resumed: { run, outcome: 'verified' } });
      expect(events[0]).toMatchObject({ type: 'approval', run, by: { name: 'bob' } });
      expect(events.at(-1)).toMatchObject({ type: 'run-ended', run, outcome: 'verified' });
    });

    it('an approval counts for nothing where the policy cannot be read when it is asked for', async () => {
      const policy = readFileSync(file, 'utf8');
      const breaking: AppDeps = {
        ...strict,
        openJournal: () => {
          const opened = strict.openJournal();
          if (!opened.ok) return opened;
          const journal = opened.value;
          const appendAll = journal.appendAll.bind(journal);
          journal.appendAll = (run, bodies, durable) => {
            if (bodies.some((body) => body.type === 'step-started' && body.node === 'consent'))
              writeFileSync(file, 'policy: of another time\n');
            return appendAll(run, bodies, durable);
          };
          return opened;
        },
      };
      const shown = await valueOf(open(8081, strict, 'plan'));
      const run = shown.kind === 'ran' ? shown.ran.run : '';
      expect((await valueOf(approvePlan(strict, bob, { run, ...yes }))).resumed).toBeUndefined();
      const before = readHostState(host.dir);
      const done = await valueOf(open(8081, breaking));
      writeFileSync(file, policy);
      expect(done).toMatchObject({
        kind: 'ran',
        ran: { outcome: 'rejected', message: expect.stringContaining('cannot be read') as unknown },
      });
      expect(readHostState(host.dir).configuration).toEqual(before.configuration);
      expect(await valueOf(open(8081))).toMatchObject({ kind: 'ran', ran: { outcome: 'verified' } });
    });
  });

  describe('a job of the service', () => {
    const SERVICE = `service: 1
schedules:
  - { name: nightly, calendar: daily, runbook: note, with: { what: night }, approved: true }
triggers:
  - { name: disk, when: { disk-full: { path: /, above: 1 } }, run: note, with: { what: disk }, approved: true }
`;
    const NOTE = `runbook: note
version: 1
description: Says what happened.
parameters:
  what: { type: string, description: What happened. }
steps:
  - id: say
    notify: { param: what }
`;
    beforeAll(() => {
      const place = join(host.dir, 'etc/nixos-ai');
      mkdirSync(join(place, 'runbooks'), { recursive: true });
      writeFileSync(join(place, 'runbooks/note.yaml'), NOTE);
      writeFileSync(join(place, 'service.yaml'), SERVICE);
    });

    it('is run for its schedule, and how it ended is in the log', async () => {
      const principal = jobPrincipal({ kind: 'schedule', name: 'nightly' });
      const { events, result } = await played(runJob(deps, principal, { name: 'nightly', signal }));
      expect(result.value).toMatchObject({ kind: 'ran', ran: { outcome: 'verified' } });
      expect(events[0]).toMatchObject({
        type: 'run-started',
        cause: { kind: 'schedule', name: 'nightly', event: 'daily' },
      });
      using log = deps.openServiceLog();
      expect(log.newest(10).map(({ type }) => type)).toEqual(['job-started', 'job-ended']);
    });

    it('knows what a trigger was met by, however much has happened since', async () => {
      const what = '/ is fuller than 1 %';
      {
        using log = deps.openServiceLog();
        log.append({ type: 'trigger-met', trigger: 'disk', key: 'the key', what });
        log.append({ type: 'trigger-met', trigger: 'disk', key: 'another', what: 'another time' });
        for (let at = 0; at < 1_100; at += 1)
          log.append({ type: 'trouble', about: 'path-changed', message: `${at}` });
      }
      const principal = jobPrincipal({ kind: 'trigger', name: 'disk' });
      const act = runJob(deps, principal, { name: 'disk', key: 'the key', signal });
      const { events } = await played(act);
      expect(events[0]).toMatchObject({
        type: 'run-started',
        cause: { kind: 'trigger', name: 'disk', event: what },
      });
    });

    it.each([
      ['schedule', undefined],
      ['trigger', 'key'],
    ])('that is in no service file is a finding: a %s', async (kind, key) => {
      const principal = jobPrincipal({ kind: kind === 'trigger' ? 'trigger' : 'schedule', name: 'other' });
      const { result } = await played(runJob(deps, principal, { name: 'other', key, signal }));
      expect(result.findings).toMatchObject([{ code: 'SRV004' }]);
    });
  });
});
