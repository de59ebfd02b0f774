import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FailureKind } from '../../engine/model/completion.ts';
import { call, KEY, PROTOCOLS, settingsFor, type CallOptions, type Protocol } from './support/calls.ts';
import type { Reply, Script, ScriptedServer } from './support/servers.ts';
import { until } from '../lib/until.ts';

const ANSWER = '{"word":"zwei – 二 – 🐋"}';
const OK: Reply = { kind: 'answer', text: ANSWER };

// So that the time it takes to load an SDK is not part of the time for a request.
beforeAll(async () => {
  await Promise.all([import('openai'), import('@anthropic-ai/sdk'), import('ollama')]);
});

const open: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

async function start(protocol: Protocol, script: Script): Promise<ScriptedServer> {
  const server = await protocol.start(script);
  open.push(server);
  return server;
}

interface Success {
  readonly title: string;
  readonly script: readonly Reply[];
  readonly text?: string;
  readonly requests: number;
  readonly slept?: readonly number[];
}

const MALFORMED = '{"word": "two", ';

const SUCCESSES: readonly Success[] = [
  { title: 'an answer in three pieces', script: [OK], requests: 1 },
  { title: 'every byte in a write of its own', script: [{ ...OK, pieces: 12, chunk: 1 }], requests: 1 },
  {
    title: 'chunks of seven bytes that split characters',
    script: [{ ...OK, pieces: 40, chunk: 7 }],
    requests: 1,
  },
  {
    title: 'text that is no JSON',
    script: [{ kind: 'answer', text: MALFORMED }],
    text: MALFORMED,
    requests: 1,
  },
  {
    title: 'a rate limit with retry-after, then an answer',
    script: [{ kind: 'status', status: 429, headers: { 'retry-after': '2' } }, OK],
    requests: 2,
    slept: [2125],
  },
  {
    title: 'a rate limit with retry-after-ms, then an answer',
    script: [{ kind: 'status', status: 429, headers: { 'retry-after-ms': '70', 'retry-after': '9' } }, OK],
    requests: 2,
    slept: [195],
  },
  {
    title: 'two failures of the server, then an answer',
    script: [{ kind: 'status', status: 500 }, { kind: 'status', status: 529 }, OK],
    requests: 3,
    slept: [375, 750],
  },
  {
    title: 'a connection that breaks, then an answer',
    script: [{ kind: 'cut', text: 'x' }, OK],
    requests: 2,
    slept: [375],
  },
  {
    title: 'overload in the stream, then an answer',
    script: [{ kind: 'stream-error', code: 'overloaded_error', message: 'busy' }, OK],
    requests: 2,
    slept: [375],
  },
];

interface Failing {
  readonly title: string;
  readonly script: readonly Reply[];
  readonly kind: FailureKind;
  readonly message: RegExp;
  readonly requests: number;
  readonly status?: number;
  readonly retryAfter?: number;
  /** Milliseconds for one request. */
  readonly timeout?: number;
}

const FAILURES: readonly Failing[] = [
  {
    title: 'a wrong key',
    script: [{ kind: 'status', status: 401, message: 'bad key' }],
    kind: 'unauthorized',
    message: /answered 401: "bad key"/u,
    requests: 1,
    status: 401,
  },
  {
    title: 'a key that may not',
    script: [{ kind: 'status', status: 403, message: 'not allowed' }],
    kind: 'unauthorized',
    message: /answered 403/u,
    requests: 1,
    status: 403,
  },
  ...[400, 404, 413, 422].map((status): Failing => ({
    title: `a request that is answered ${status}`,
    script: [{ kind: 'status', status, message: 'will not do' }],
    kind: 'rejected',
    message: new RegExp(`answered ${status}: "will not do"`, 'u'),
    requests: 1,
    status,
  })),
  ...[500, 502, 503, 529].map((status): Failing => ({
    title: `${status} every time`,
    script: [{ kind: 'status', status }],
    kind: 'unavailable',
    message: new RegExp(`answered ${status}`, 'u'),
    requests: 3,
    status,
  })),
  {
    title: 'a wait that is too long',
    script: [{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
    kind: 'rate-limited',
    message: /answered 429/u,
    requests: 1,
    status: 429,
    retryAfter: 3_600_000,
  },
  {
    title: 'a server that says not to try again',
    script: [{ kind: 'status', status: 503, headers: { 'x-should-retry': 'false' } }],
    kind: 'unavailable',
    message: /answered 503/u,
    requests: 1,
    status: 503,
  },
  {
    title: 'an answer that hit its limit',
    script: [{ kind: 'truncated', text: '{"word":' }],
    kind: 'truncated',
    message: /512 tokens/u,
    requests: 1,
  },
  {
    title: 'an answer without end',
    script: [{ kind: 'endless' }],
    kind: 'truncated',
    message: /512 tokens/u,
    requests: 1,
  },
  {
    title: 'one line without end',
    script: [{ kind: 'endless', line: true }],
    kind: 'truncated',
    message: /3145728 bytes/u,
    requests: 1,
  },
  {
    title: 'a stream that breaks every time',
    script: [{ kind: 'cut', text: '{"word":' }],
    kind: 'cut-off',
    message: /before the end/u,
    requests: 3,
  },
  {
    title: 'a stream that ends without its mark',
    script: [{ kind: 'cut', text: '{"word":"two"}', cleanly: true }],
    kind: 'cut-off',
    message: /before the end/u,
    requests: 3,
  },
  {
    title: 'no answer at all',
    script: [{ kind: 'hang' }],
    kind: 'timeout',
    message: /within 0\.3 seconds/u,
    requests: 2,
    timeout: 0.3,
  },
  {
    title: 'an answer that stops coming',
    script: [{ kind: 'hang', after: '{"word":' }],
    kind: 'timeout',
    message: /within 0\.3 seconds/u,
    requests: 2,
    timeout: 0.3,
  },
  {
    title: 'an HTML page',
    script: [{ kind: 'raw', type: 'text/html', body: '<h1>Welcome</h1>' }],
    kind: 'rejected',
    message: /HTML page/u,
    requests: 1,
    status: 200,
  },
  {
    title: 'a redirect',
    script: [{ kind: 'status', status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } }],
    kind: 'rejected',
    message: /redirect/u,
    requests: 1,
    status: 307,
  },
];

describe.each(PROTOCOLS)('$name', (protocol) => {
  test.each(SUCCESSES)(
    'answers in spite of $title',
    async ({ script, text = ANSWER, requests, slept = [] }) => {
      const server = await start(protocol, script);
      const { result, slept: waited } = await call(settingsFor(protocol, server.url));
      expect(result).toMatchObject({ ok: true, completion: { text, attempts: requests } });
      expect(server.requests).toHaveLength(requests);
      expect(waited).toEqual(slept);
    },
  );

  test.each(FAILURES)('fails for $title', async ({ script, kind, message, requests, timeout, ...rest }) => {
    const server = await start(protocol, script);
    const more = timeout === undefined ? {} : { timeout };
    const { result } = await call(settingsFor(protocol, server.url, more));
    const { title: _title, ...expected } = rest;
    expect(result).toMatchObject({ ok: false, failure: { kind, attempts: requests, ...expected } });
    expect(result.failure?.message).toMatch(message);
    expect(result.failure?.message).toContain(protocol.name);
    expect(result.failure?.fix).not.toBe('');
    // Under load, a request may be given up before the server has read it; the failure counts it.
    if (kind === 'timeout') expect(server.requests.length).toBeLessThanOrEqual(requests);
    else expect(server.requests).toHaveLength(requests);
  });

  test('counts tokens, those from a cache as a part, and what they cost', async () => {
    const server = await start(protocol, [OK]);
    const { result } = await call(
      settingsFor(protocol, server.url, { price: { input: 1000, output: 10_000 } }),
    );
    const cached = protocol.name === 'ollama' ? {} : { cachedTokens: 20 };
    expect(result.completion?.usage).toEqual({
      inputTokens: 120,
      outputTokens: 30,
      ...cached,
      cost: 0.12 + 0.3,
    });
  });

  test('says what it hears, and why it waits', async () => {
    const server = await start(protocol, [{ kind: 'status', status: 503, message: 'busy' }, OK]);
    const { progress } = await call(settingsFor(protocol, server.url));
    expect(progress[0]).toMatchObject({ kind: 'started', provider: protocol.name });
    expect(progress[1]).toMatchObject({ kind: 'waiting', delay: 375, because: 'answered 503: "busy"' });
    const counts = progress.flatMap((one) => (one.kind === 'streaming' ? one.characters : []));
    expect(counts.at(-1)).toBe(ANSWER.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  test.each([
    ['before anything came', { kind: 'hang' }, 'started'],
    ['in the middle of the answer', { kind: 'hang', after: '{"wo' }, 'streaming'],
  ] as const)('ends when a person interrupts %s', { timeout: 50_000 }, async (_when, reply, event) => {
    // The time for one request is a minute: longer than this may take.
    const server = await start(protocol, [reply]);
    const controller = new AbortController();
    const seen: string[] = [];
    const options: CallOptions = {
      signal: controller.signal,
      onProgress: ({ kind }) => void seen.push(kind),
    };
    const called = call(settingsFor(protocol, server.url), options);
    await until(() => (seen.includes(event) ? server.requests[0] : undefined), `a request that is ${event}`);
    controller.abort();
    expect((await called).result).toMatchObject({ ok: false, failure: { kind: 'aborted' } });
    await expect.poll(() => server.abandoned()).toBe(server.requests.length);
  });

  test('asks nothing when a person has interrupted already', async () => {
    const server = await start(protocol, [OK]);
    const { result } = await call(settingsFor(protocol, server.url), { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'aborted' } });
    expect(server.requests).toHaveLength(0);
  });

  test('is unreachable where nothing listens, and tried as often as the settings say', async () => {
    const server = await protocol.start([OK]);
    await server.close();
    const { result } = await call(settingsFor(protocol, server.url, { retries: 1 }));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'unreachable', attempts: 2 } });
    expect(result.failure?.message).toContain('ECONNREFUSED');
  });

  test('hides a key that an error body echoes', async () => {
    const echo = ({ authorization, 'x-api-key': key }: Readonly<Record<string, unknown>>): string =>
      `wrong: ${String(authorization ?? key)} and ${KEY.slice(0, 20)}`;
    const server = await start(protocol, [{ kind: 'status', status: 401, message: echo }]);
    const called = await call(settingsFor(protocol, server.url));
    expect(JSON.stringify(server.requests)).toContain(KEY);
    expect(called.result.failure?.message).toContain('[key]');
    for (let at = 0; at + 8 <= KEY.length; at += 1) {
      expect(JSON.stringify(called)).not.toContain(KEY.slice(at, at + 8));
    }
  });
});

test.each(PROTOCOLS.filter(({ name }) => name !== 'ollama'))('$name tells a refusal', async (protocol) => {
  const server = await start(protocol, [{ kind: 'refusal', text: 'I cannot help with that.' }]);
  const { result } = await call(settingsFor(protocol, server.url));
  expect(result).toMatchObject({
    ok: false,
    failure: { kind: 'refused', attempts: 1, usage: { outputTokens: 30 } },
  });
});
