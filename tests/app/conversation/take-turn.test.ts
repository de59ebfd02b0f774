import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consentTo } from '../../../engine/app/approval.ts';
import { KnownHost } from '../../../engine/app/conversation/known-host.ts';
import type { Reply } from '../../../engine/app/conversation/reply.ts';
import { newConversation, type ConversationState } from '../../../engine/app/conversation/state.ts';
import { takeTurn, type Said } from '../../../engine/app/conversation/take-turn.ts';
import type { AppDeps } from '../../../engine/app/deps.ts';
import type { AppEvent } from '../../../engine/app/event.ts';
import { depsOf, played } from '../../lib/app.ts';
import { makeHost, type Host } from '../../lib/cli.ts';
import { readHostState } from '../../lib/host-state.ts';
import { person } from '../../lib/principals.ts';

const alice = person('alice');
const { signal } = new AbortController();
const control = { consent: consentTo({ kind: 'everything', by: 'person' }), signal } as const;

// A turn that applies is a real evaluation, build and switch.
const SLOW = 240_000;

describe('a conversation', { timeout: SLOW }, () => {
  let host: Host;
  let deps: AppDeps;
  let known: KnownHost;
  let state: ConversationState;
  beforeAll(async () => {
    host = await makeHost();
    deps = await depsOf(host.dir);
    known = new KnownHost(deps);
  });
  beforeEach(() => {
    state = newConversation({ cache: true });
  });
  afterAll(async () => host.end());

  const configuration = (): string => readFileSync(join(host.dir, 'etc/nixos/configuration.nix'), 'utf8');

  /** One turn; what happened in it, and what was answered. */
  const turn = async (said: Said): Promise<{ events: readonly AppEvent[]; replies: readonly Reply[] }> => {
    const { events, result } = await played(takeTurn(deps, alice, { state, said, host: known, ...control }));
    state = result.value ?? state;
    return { events, replies: events.flatMap((event) => (event.type === 'reply' ? [event.reply] : [])) };
  };
  const say = async (line: string): Promise<readonly Reply[]> => (await turn({ kind: 'line', line })).replies;
  const kinds = (replies: readonly Reply[]): readonly string[] => replies.map(({ kind }) => kind);

  it('plans, adds to the plan, says why, applies exactly that, and takes it back', async () => {
    const before = readHostState(host.dir);
    expect(kinds(await say('install htop'))).toEqual(['plan-stands']);
    expect(await say('also git')).toMatchObject([
      { kind: 'read-as', sentence: 'install htop, then install git' },
      { kind: 'plan-stands' },
    ]);
    expect(await say('why?')).toMatchObject([
      { kind: 'why', facts: { request: 'install htop, then install git' } },
    ]);
    expect(readHostState(host.dir)).toEqual(before);

    const planHash = state.shown?.preview?.planHash;
    expect(await say('apply it')).toMatchObject([
      { kind: 'applies', planHash },
      { kind: 'ended', ran: { outcome: 'verified' } },
    ]);
    expect(configuration()).toMatch(/htop\s+git/u);
    expect(state.shown?.applied).toMatch(/^\d{8}-/u);
    expect(await say('yes')).toMatchObject([
      { kind: 'question', question: expect.stringContaining('applied') as unknown },
    ]);
    const again = await turn({ kind: 'action', action: 'apply' });
    expect(again.replies).toEqual([{ kind: 'applied-already', run: state.shown?.applied }]);

    expect(await say('undo that')).toMatchObject([{ kind: 'ended', ran: { outcome: 'verified' } }]);
    expect(state.shown).toBeUndefined();
    expect(configuration()).not.toContain('htop');
  });

  it('is a value: the same turn from the same state gives the same plan, and the state before it is as it was', async () => {
    const before = state;
    await say('install git');
    expect(before).toEqual(newConversation({ cache: true }));
    const first = state;
    state = before;
    await say('install git');
    expect(state.shown?.preview?.planHash).toBe(first.shown?.preview?.planHash);
    expect(state.turns).toEqual(first.turns);
  });

  it('does not apply a plan that is no longer the one that was shown', async () => {
    await say('install git');
    appendFileSync(join(host.dir, 'etc/nixos/configuration.nix'), '# edited meanwhile\n');
    const before = readHostState(host.dir);
    const { replies } = await turn({ kind: 'action', action: 'apply' });
    expect(replies).toMatchObject([{ kind: 'applies' }, { kind: 'ended', ran: { outcome: 'rejected' } }]);
    expect(readHostState(host.dir)).toEqual(before);
    expect(await say('never mind')).toEqual([{ kind: 'dropped', what: 'plan', planStays: false }]);
    expect(kinds(await say('apply it'))).toEqual(['question']);
  });

  it('shows a plan again before it is applied where something else was said since', async () => {
    const before = readHostState(host.dir);
    await say('install git');
    expect(await say('what failed?')).toMatchObject([{ kind: 'answer', answer: { kind: 'units' } }]);
    expect(kinds(await say('apply it'))).toEqual(['not-what-was-shown-last', 'plan', 'plan-stands']);
    expect(readHostState(host.dir)).toEqual(before);
  });

  it('asks, and takes the number of a choice', async () => {
    const [asked] = await say('install htop for dave');
    expect(asked).toMatchObject({ kind: 'question' });
    const choices = asked?.kind === 'question' ? asked.choices : [];
    expect(await say('2')).toMatchObject([
      { kind: 'read-as', sentence: choices[1] },
      { kind: 'plan-stands' },
    ]);
    expect(state.question).toBeUndefined();
  });

  it('plans a runbook that is named, with its values', async () => {
    const named = { kind: 'runbook', runbook: 'enable-docker', sentence: ':run enable-docker' } as const;
    const without = await turn({ ...named, given: {} });
    expect(without.events).toMatchObject([{ type: 'finding', finding: { code: 'PAR001' } }]);
    expect(state.shown).toBeUndefined();
    expect(kinds((await turn({ ...named, given: { user: 'alice' } })).replies)).toEqual(['plan-stands']);
    expect(state.shown).toMatchObject({ read: false, sentence: ':run enable-docker' });
  });

  it('says that there is nothing to take back as a finding, and stays where it is', async () => {
    const before = state;
    const { events } = await turn({ kind: 'undo', run: 'no-such-run' });
    expect(events).toMatchObject([{ type: 'finding', finding: { code: 'RUN004' } }]);
    expect(state).toEqual(before);
  });

  it.each([
    ['drop', [{ kind: 'dropped', what: 'nothing', planStays: false }]],
    ['show', [{ kind: 'nothing-planned' }]],
    ['why', [{ kind: 'nothing-planned' }]],
  ] as const)('answers %s where nothing is planned', async (action, replies) => {
    expect((await turn({ kind: 'action', action })).replies).toEqual(replies);
  });

  it('repeats no secret', async () => {
    const secret = 'correct-Horse7battery';
    const { events } = await turn({ kind: 'line', line: `set the wifi password to ${secret}` });
    expect(events).toMatchObject([{ type: 'finding', finding: { severity: 'error' } }]);
    expect(JSON.stringify([events, state])).not.toContain(secret);
  });
});
