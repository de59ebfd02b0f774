import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempt } from '../../engine/llm/attempt.ts';
import { parseErrorText } from '../../engine/llm/network/error-body.ts';
import { troubleOfNetwork } from '../../engine/llm/network/network-error.ts';
import { readRetryAfter } from '../../engine/llm/network/retry-after.ts';
import { addTokens, BACKOFF, withRetries } from '../../engine/llm/retry.ts';
import { troubleOfHttp } from '../../engine/llm/classify.ts';
import { choosePlanners } from '../../engine/llm/choose.ts';
import { fakeClock } from './support/calls.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

test.each([
  [{ 'retry-after': '3' }, 3000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'later' }, undefined],
  [{ 'retry-after': '1e9' }, undefined],
  [{}, undefined],
])('the header %o asks to wait %s milliseconds', (headers: Record<string, string>, wait) => {
  expect(readRetryAfter(new Headers(headers), NOW)).toBe(wait);
});

test('whatever a header says, a wait is a number that is not negative, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      const wait = readRetryAfter(new Headers({ 'retry-after': text.replaceAll(/[\r\n\0]/gu, '') }), NOW);
      expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
    }),
  );
});

async function playFailures(
  made: readonly Attempt[],
  retries: number,
  random: () => number,
): Promise<{ readonly result: Attempt; readonly slept: readonly number[]; readonly calls: number }> {
  const clock = fakeClock();
  let calls = 0;
  const attempt = async (): Promise<Attempt> => {
    calls += 1;
    return Promise.resolve(made[Math.min(calls, made.length) - 1] ?? { text: '', requests: 1 });
  };
  const { signal } = new AbortController();
  const result = await withRetries(attempt, { retries, clock, random, signal, onWait: () => undefined });
  return { result, slept: clock.slept, calls };
}

const DOWN: Attempt = { trouble: { kind: 'unavailable', message: 'is down', passing: true }, requests: 1 };

test('waits are bounded, in number and in length, and double on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.double({ min: 0, max: 1, noNaN: true }), async (retries, jitter) => {
      const { slept, calls, result } = await playFailures([DOWN], retries, () => jitter);
      expect(calls).toBe(retries + 1);
      expect(result).toMatchObject({ requests: retries + 1 });
      slept.forEach((delay, index) => {
        const full = BACKOFF.first * 2 ** index;
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(Math.min(full, BACKOFF.most));
      });
    }),
  );
});

test('the tokens of attempts that failed are counted', async () => {
  const tokens = { inputTokens: 10, outputTokens: 2 };
  const { result } = await playFailures(
    [
      { ...DOWN, tokens },
      { text: 'x', tokens, requests: 2 },
    ],
    2,
    () => 0,
  );
  expect(result).toMatchObject({ text: 'x', requests: 3, tokens: { inputTokens: 20, outputTokens: 4 } });
});

test('an interruption during a wait ends it', async () => {
  const controller = new AbortController();
  const clock = { now: () => NOW, sleep: async () => Promise.resolve(controller.abort()) };
  let calls = 0;
  const attempt = async (): Promise<Attempt> => {
    calls += 1;
    return Promise.resolve(DOWN);
  };
  const options = { retries: 5, clock, random: () => 0, signal: controller.signal, onWait: () => undefined };
  expect(await withRetries(attempt, options)).toMatchObject({ trouble: { kind: 'aborted' } });
  expect(calls).toBe(1);
});

test.each([
  ['OpenAI', '{"error":{"message":"No","type":"x","code":"invalid_api_key"}}', 'No', 'invalid_api_key'],
  [
    'Anthropic',
    '{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}',
    'Busy',
    'overloaded_error',
  ],
  [
    'Gemini',
    '[{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}]',
    'Quota',
    'RESOURCE_EXHAUSTED',
  ],
  ['Ollama', '{"error":"model not found"}', 'model not found', undefined],
  [
    'vLLM',
    '{"object":"error","message":"No model","type":"NotFoundError","code":404}',
    'No model',
    'NotFoundError',
  ],
  ['FastAPI', '{"detail":"Not Found"}', 'Not Found', undefined],
  ['plain text', 'upstream error', 'upstream error', undefined],
  ['a page', '<html>502</html>', undefined, undefined],
  ['nothing', '', undefined, undefined],
  ['null', 'null', undefined, undefined],
])('the error body of %s is read', (_who, text, message, code) => {
  expect(parseErrorText(text)).toEqual({
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
  });
});

test('any error body is read without an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof parseErrorText(text)).toBe('object');
    }),
  );
});

test.each([
  [429, 'insufficient_quota', 'rate-limited', false],
  [429, 'rate_limit_exceeded', 'rate-limited', true],
  [400, 'content_filter', 'refused', false],
  [400, 'context_length_exceeded', 'rejected', false],
  [401, 'overloaded_error', 'unauthorized', false],
  [402, 'x', 'unauthorized', false],
  [408, 'x', 'unavailable', true],
  [529, 'overloaded_error', 'unavailable', true],
  [400, 'constructor', 'rejected', false],
] as const)('%i with the code %s is %s, and may pass: %s', (status, code, kind, passing) => {
  expect(troubleOfHttp({ status, body: { code } }, undefined)).toMatchObject({ kind, passing });
});

test.each([
  ['ENOTFOUND', 'unreachable', true],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable', true],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
  ['CERT_HAS_EXPIRED', 'unreachable', false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', false],
] as const)('a connection that fails with %s is %s, and may pass: %s', (code, kind, passing) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error('secret'), { code }) });
  const trouble = troubleOfNetwork(error, 'example.org');
  expect(trouble).toMatchObject({ kind, passing });
  expect(trouble.message).not.toContain('secret');
});

test('names of planners are looked up in the settings first, then among the built-in ones', () => {
  const mine = {
    name: 'ollama',
    kind: 'openai',
    model: 'x',
    timeout: 1,
    retries: 0,
    maxTokens: 256,
  } as const;
  expect(choosePlanners(['offline', 'ollama', 'openai'], [mine]).value).toMatchObject([
    'offline',
    mine,
    { name: 'openai', kind: 'openai' },
  ]);
  expect(choosePlanners(['olama'], [])).toMatchObject({
    ok: false,
    findings: [{ code: 'LLM007', fix: expect.stringContaining("'ollama'") }],
  });
});

test.each([
  [undefined, undefined, undefined],
  [{ inputTokens: 1, outputTokens: 2 }, undefined, { inputTokens: 1, outputTokens: 2 }],
  [
    { inputTokens: 1, outputTokens: 2 },
    { inputTokens: 10, outputTokens: 20 },
    { inputTokens: 11, outputTokens: 22 },
  ],
  [
    { inputTokens: 1, outputTokens: 2, cachedTokens: 3 },
    { inputTokens: 10, outputTokens: 20 },
    { inputTokens: 11, outputTokens: 22, cachedTokens: 3 },
  ],
  [
    { inputTokens: 1, outputTokens: 2 },
    { inputTokens: 10, outputTokens: 20, cachedTokens: 30 },
    { inputTokens: 11, outputTokens: 22, cachedTokens: 30 },
  ],
  [
    { inputTokens: 1, outputTokens: 2, cachedTokens: 3 },
    { inputTokens: 10, outputTokens: 20, cachedTokens: 30 },
    { inputTokens: 11, outputTokens: 22, cachedTokens: 33 },
  ],
])('the tokens of %j and %j are %j', (one, other, sum) => {
  expect(addTokens(one, other)).toEqual(sum);
});
