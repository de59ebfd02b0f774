import { afterEach, describe, expect, test } from 'vitest';
import { makeCompleteInOrder } from '../../engine/llm/complete.ts';
import type { CompletionProgress, CompletionResult } from '../../engine/model/completion.ts';
import { fakeClock, KEY, PROTOCOLS, REQUEST, settingsFor, type Protocol } from './support/calls.ts';
import type { Reply, ScriptedServer } from './support/servers.ts';

const OK: Reply = { kind: 'answer', text: '{"word":"two"}' };
const ANSWERED = { ok: true, completion: { text: '{"word":"two"}' } };

const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

interface Played {
  readonly result: CompletionResult;
  readonly servers: readonly ScriptedServer[];
  readonly progress: readonly CompletionProgress[];
  readonly slept: readonly number[];
}

/** One call to several servers in order, each with its own script. */
async function play(
  steps: readonly (readonly [Protocol, Reply])[],
  more: Parameters<typeof settingsFor>[2] = {},
): Promise<Played> {
  const servers = await Promise.all(steps.map(async ([protocol, reply]) => protocol.start([reply])));
  open.push(...servers);
  const list = steps.map(([protocol], index) => settingsFor(protocol, servers[index]?.url ?? '', more));
  const clock = fakeClock();
  const progress: CompletionProgress[] = [];
  const complete = makeCompleteInOrder(list, { env: { TEST_KEY: KEY }, clock, random: () => 0 });
  const result = await complete(REQUEST, {
    signal: new AbortController().signal,
    onProgress: (heard) => void progress.push(heard),
  });
  return { result, servers, progress, slept: clock.slept };
}

const [RESPONSES, CHAT, ANTHROPIC, OLLAMA] = PROTOCOLS as [Protocol, Protocol, Protocol, Protocol];

const PAIRS = PROTOCOLS.flatMap((first) =>
  PROTOCOLS.filter((second) => second !== first).map((second) => [first, second] as const),
);

test.each(PAIRS)('$0.name is down and $1.name answers', async (first, second) => {
  const { result, progress, servers } = await play([
    [first, { kind: 'status', status: 503 }],
    [second, OK],
  ]);
  expect(result).toMatchObject({ ...ANSWERED, completion: { provider: second.name, attempts: 1 } });
  expect(servers.map(({ requests }) => requests.length)).toEqual([3, 1]);
  const passed = progress.filter(({ kind }) => kind === 'failed-over');
  expect(passed).toMatchObject([{ failure: { kind: 'unavailable', provider: first.name, status: 503 } }]);
});

const GONE_PAST: readonly (readonly [string, Reply])[] = [
  ['unauthorized', { kind: 'status', status: 401 }],
  ['rate-limited', { kind: 'status', status: 429 }],
  ['unavailable', { kind: 'status', status: 500 }],
  ['timeout', { kind: 'hang' }],
  ['cut-off', { kind: 'cut', text: 'x' }],
  ['truncated', { kind: 'truncated', text: 'x' }],
  ['rejected', { kind: 'status', status: 404 }],
];

test.each(GONE_PAST)('the next is asked after %s', async (kind, reply) => {
  const { result, progress } = await play(
    [
      [RESPONSES, reply],
      [ANTHROPIC, OK],
    ],
    { timeout: 0.5 },
  );
  expect(result).toMatchObject(ANSWERED);
  expect(progress).toContainEqual(
    expect.objectContaining({ kind: 'failed-over', failure: expect.objectContaining({ kind }) }),
  );
});

test('a wait that is too long is not waited for: the next is asked at once', async () => {
  const { result, slept, servers } = await play([
    [RESPONSES, { kind: 'status', status: 429, headers: { 'retry-after': '600' } }],
    [OLLAMA, OK],
  ]);
  expect(result).toMatchObject(ANSWERED);
  expect(slept).toEqual([]);
  expect(servers[0]?.requests).toHaveLength(1);
});

describe('nobody else is asked', () => {
  test.each([RESPONSES, CHAT, ANTHROPIC])('after $name declined', async (protocol) => {
    const { result, servers, progress } = await play([
      [protocol, { kind: 'refusal', text: 'No.' }],
      [OLLAMA, OK],
    ]);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'refused', provider: protocol.name } });
    expect(servers[1]?.requests).toHaveLength(0);
    expect(progress.filter(({ kind }) => kind === 'failed-over')).toEqual([]);
  });

  test('after a person interrupted', async () => {
    const hanging = await RESPONSES.start([{ kind: 'hang' }]);
    const next = await OLLAMA.start([OK]);
    open.push(hanging, next);
    const list = [settingsFor(RESPONSES, hanging.url), settingsFor(OLLAMA, next.url)];
    const complete = makeCompleteInOrder(list, {
      env: { TEST_KEY: KEY },
      clock: fakeClock(),
      random: () => 0,
    });
    const result = await complete(REQUEST, { signal: AbortSignal.timeout(100) });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'aborted' } });
    expect(next.requests).toHaveLength(0);
  });
});

test('when all fail, the failure names every one, and adds up what they took', async () => {
  const { result } = await play([
    [RESPONSES, { kind: 'status', status: 401, message: 'bad key' }],
    [ANTHROPIC, { kind: 'truncated', text: 'x' }],
    [OLLAMA, { kind: 'status', status: 503, headers: { 'retry-after': '600' } }],
  ]);
  expect(result).toMatchObject({
    ok: false,
    failure: {
      kind: 'unavailable',
      attempts: 3,
      retryAfter: 600_000,
      usage: { inputTokens: 120, outputTokens: 30 },
    },
  });
  for (const { name } of [RESPONSES, ANTHROPIC, OLLAMA]) {
    expect(result.failure?.message).toContain(`'${name}'`);
    expect(result.failure?.fix).toContain(`${name}:`);
  }
});

test('an order of nobody is not configured', async () => {
  const { result } = await play([]);
  expect(result).toMatchObject({ ok: false, failure: { kind: 'not-configured', attempts: 0 } });
});
