import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulationOptions } from '../../../engine/host/simulated/first-state.ts';
import { simulateHost } from '../../../engine/host/simulated/host.ts';
import { openJournal } from '../../../engine/journal/journal.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { RunEvent } from '../../../engine/model/event.ts';
import type { StepMessage } from '../../../engine/model/step-message.ts';
import { tellWithFindings } from '../../../engine/report/messages/tell-message.ts';
import type { RunDeps } from '../../../engine/run/deps.ts';
import { conduct, conductResume } from '../../../engine/run/play/conduct.ts';
import { SHIPPED_POLICY } from '../../../tests/lib/policy.ts';
import { mustCheck } from '../../../tests/lib/runbooks.ts';
import { begin, CONFIGURATION, ENABLE_DOCKER, person, RUN } from '../../../tests/steps/support/play.ts';

/** The English of an event, made anew. */
function tellAs(event: Extract<RunEvent, { readonly message: string }>): string {
  // It was written by this engine: its code is one of those that there are.
  const said = event.said as StepMessage | undefined;
  return tellWithFindings(said, 'findings' in event ? event.findings : undefined, KINDS);
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync('/tmp/nixos-ai-conductor-');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A whole run on a simulated host, with a real journal. */
async function run(
  steps: string,
  options: Partial<SimulationOptions> = {},
  signal = new AbortController().signal,
) {
  const host = simulateHost({ policy: SHIPPED_POLICY, configuration: CONFIGURATION, ...options });
  using journal = openJournal(join(directory, 'state'), () => host.clock.now());
  const answer = { approved: true, by: 'person' } as const;
  const deps: RunDeps = {
    principal: person('alice'),
    host,
    journal,
    consent: { plan: async () => Promise.resolve(answer), question: async () => Promise.resolve(answer) },
    self: ['nixos-ai'],
    redact: (text) => text,
    onEvent: () => undefined,
    signal,
  };
  const checked = mustCheck(steps);
  const result = await conduct(deps, checked, RUN, begin(steps).state.started);
  const paused = result.outcome === 'pending-reboot';
  if (paused) host.cycle();
  const resumed = paused ? await conductResume(deps, checked, RUN) : undefined;
  return { host, result, resumed, events: journal.events(RUN) };
}

describe('a run on a simulated host', () => {
  it('is verified, and what it made boots', async () => {
    const { host, result } = await run(ENABLE_DOCKER);
    expect(result.outcome).toBe('verified');
    const { running, profile } = await host.systems.links();
    expect(running).toBe(profile);
    expect(await host.files.readText('/etc/nixos/configuration.nix')).toContain('docker.enable = true;');
    expect(host.state.timers.size).toBe(0);
  });

  it.each([
    ['activation.test', { times: 1, exitCode: 2 }, 'rolled-back'],
    ['activation.boot', { times: 1 }, 'rolled-back'],
    ['systems.setProfile', { times: 1, done: true }, 'rolled-back'],
    ['files.write', { of: '/etc/nixos/configuration.nix', times: 1 }, 'rolled-back'],
    ['store.realise', { times: 1 }, 'failed'],
    ['activation.check', {}, 'failed'],
    ['activation.boot', {}, 'needs-human'],
    ['store.keep', {}, 'verified'],
  ] as const)('in which %s fails (%o) ends %s', async (name, failure, outcome) => {
    const { host, result } = await run(ENABLE_DOCKER, { fail: { [name]: failure } });
    expect(result.outcome).toBe(outcome);
    const { running, profile } = await host.systems.links();
    if (outcome === 'rolled-back')
      expect([running, profile]).toEqual([host.state.generations.get(1)?.path, running]);
  });

  it('has not ended while its timer cannot be called off: what the timer does is its end', async () => {
    const asking = `${ENABLE_DOCKER}  - id: look\n    verify: [{ unit: nothing.service }]\n    on-failure: needs-human\n`;
    const { host, result, events } = await run(asking, {
      fail: { 'timers.disarm': { says: 'Access denied' } },
    });
    expect(result).toMatchObject({ outcome: 'needs-human', exitCode: 4 });
    expect(result.message).toContain('could not be called off (Access denied)');
    expect(result.message).toContain('the run stays open');
    expect(host.state.timers.size).toBe(1);
    expect(events.filter(({ type }) => type === 'run-ended')).toEqual([]);
  });

  it('says in its last words that its way back was not kept', async () => {
    const { result, events } = await run(ENABLE_DOCKER, {
      fail: { 'store.keep': { says: 'no space left' } },
    });
    const remarks = [
      expect.stringMatching(/is not kept from garbage collection.*no space left$/u),
    ] as unknown[];
    expect(result).toMatchObject({ outcome: 'verified', did: 'change', remarks });
    const remarked = [
      { code: 'end.not-kept', values: { error: expect.stringContaining('no space left') as unknown } },
    ];
    expect(events.at(-1)).toMatchObject({ type: 'run-ended', remarks, remarked });
  });

  it.each([
    [
      'that is verified',
      `${ENABLE_DOCKER}  - id: look\n    verify: [{ file: /etc/nixos/configuration.nix }]\n`,
      {},
    ],
    ['that goes back', ENABLE_DOCKER, { fail: { 'activation.boot': { times: 1 } } }],
    ['that needs a person', ENABLE_DOCKER, { fail: { 'activation.boot': {} } }],
    ['whose engine throws', ENABLE_DOCKER, { fail: { 'store.realise': { times: 1 } } }],
  ] as const)('says in every event of a run %s what its English is made of', async (_, steps, options) => {
    const { events } = await run(steps, options);
    const told = events.flatMap((event) =>
      'message' in event ? [[event.message, event.said && tellAs(event)] as const] : [],
    );
    expect(told.length).toBeGreaterThan(6);
    for (const [message, made] of told) expect(made ?? message).toBe(message);
    const silent = events.filter((event) => 'message' in event && event.message !== '' && !('said' in event));
    expect(silent.filter((event) => !('findings' in event))).toEqual([]);
  });

  it('gives a command up when its time is over, without anybody waiting for it', async () => {
    const hangs = '  - id: hang\n    run: { argv: [dump], effect: read }\n    timeout: 1h\n';
    const { result, host } = await run(hangs, { fail: { exec: { hangs: true } } });
    expect(result.outcome).toBe('failed');
    expect(result.message).toContain('it took longer than 3600 s');
    expect(host.clock.now().toISOString()).toBe('2026-01-05T13:00:00.000Z');
  });

  it('tries again as often as it says, and as late', async () => {
    const again =
      '  - id: again\n    run: { argv: [dump], effect: read }\n    retry: { attempts: 2, delay: 10m }\n';
    const { result, events, host } = await run(again, { fail: { exec: { times: 2 } } });
    const attempts = events.filter((event) => event.type === 'step-started' && event.node === 'step:again');
    expect(attempts).toHaveLength(3);
    expect(result.outcome).toBe('failed');
    expect(host.clock.now().toISOString()).toBe('2026-01-05T12:20:00.000Z');
  });

  it('that waits for a boot goes on after it', async () => {
    const { result, resumed } = await run(`${ENABLE_DOCKER}  - id: now\n    reboot: { within: 2h }\n`);
    expect(result.outcome).toBe('pending-reboot');
    expect(resumed?.outcome).toBe('verified');
  });

  it('changes nothing when a person stops it before it begins to', async () => {
    const { host, result } = await run(ENABLE_DOCKER, {}, AbortSignal.abort());
    expect(result.outcome).toBe('failed');
    expect(host.log).toEqual([]);
  });
});
