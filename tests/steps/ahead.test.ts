import { describe, expect, it } from 'vitest';
import { failed, type Result } from '../../engine/model/finding.ts';
import type { EvaluatedFacts } from '../../engine/model/host/evaluate.ts';
import { Ahead } from '../../engine/steps/ahead.ts';

const never = (): AbortSignal => new AbortController().signal;
const FOUND: Result<EvaluatedFacts> = failed({ code: 'EVAL001', severity: 'error', message: 'found' });

/** An evaluation that ends when it is told to, and remembers by which signal it was begun. */
function begun(key: string) {
  const ahead = new Ahead();
  const signals: AbortSignal[] = [];
  ahead.begin(key, async (signal) => {
    signals.push(signal);
    return Promise.resolve(FOUND);
  });
  return { ahead, signals };
}

describe('an evaluation that is begun early', () => {
  it('is none at first, is there once it is begun, and is gone once it was taken', async () => {
    expect(new Ahead().isBegun).toBe(false);
    const { ahead } = begun('a');
    expect(ahead.isBegun).toBe(true);
    expect(await ahead.take('a', never())).toBe(FOUND);
    expect(ahead.isBegun).toBe(false);
    expect(await ahead.take('a', never())).toBeUndefined();
  });

  it('is the first that was begun: another is not begun beside it', async () => {
    const { ahead, signals } = begun('a');
    ahead.begin('b', async (signal) => {
      signals.push(signal);
      return Promise.resolve(undefined);
    });
    expect(signals).toHaveLength(1);
    expect(await ahead.take('a', never())).toBe(FOUND);
    expect(signals[0]?.aborted).toBe(false);
  });

  it('ends, and gives nothing, where something else is needed', async () => {
    const { ahead, signals } = begun('a');
    expect(await ahead.take('b', never())).toBeUndefined();
    expect(signals[0]?.aborted).toBe(true);
  });

  it('ends, and gives nothing, where who asks has given up', async () => {
    const { ahead, signals } = begun('a');
    expect(await ahead.take('a', AbortSignal.abort())).toBeUndefined();
    expect(signals[0]?.aborted).toBe(true);
  });

  it('ends with who waits for it', async () => {
    const ahead = new Ahead();
    const asking = new AbortController();
    ahead.begin(
      'a',
      async (signal) =>
        new Promise((settle) => {
          signal.addEventListener('abort', () => settle(FOUND));
        }),
    );
    const taken = ahead.take('a', asking.signal);
    asking.abort();
    expect(await taken).toBeUndefined();
  });

  it('gives nothing where it fails', async () => {
    const ahead = new Ahead();
    ahead.begin('a', async () => Promise.reject(new Error('no')));
    expect(await ahead.take('a', never())).toBeUndefined();
  });

  it('ends when it is dropped, and another can be begun', async () => {
    const { ahead, signals } = begun('a');
    await ahead.drop();
    expect([signals[0]?.aborted, ahead.isBegun]).toEqual([true, false]);
    ahead.begin('b', async () => Promise.resolve(FOUND));
    expect(await ahead.take('b', never())).toBe(FOUND);
  });
});
