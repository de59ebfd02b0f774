import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeRunId } from '../../engine/run/run-id.ts';

const NOW = new Date('2026-11-22T10:05:01.900Z');

describe('the name of a run', () => {
  it('is when it began, and chance', () => {
    expect(makeRunId(NOW, () => Uint8Array.from([0, 31, 32, 63, 255, 10, 20, 30, 40, 50]))).toBe(
      '20261122-100501-0z0zzamy8j',
    );
  });

  it('sorts by time', () => {
    const names = [2, 0, 1].map((hours) => makeRunId(new Date(NOW.getTime() + hours * 3_600_000)));
    expect(names.toSorted()).toEqual([names[1], names[2], names[0]]);
  });

  it('is another for each of ten thousand hosts that begin in one moment', () => {
    const names = Array.from({ length: 10_000 }, () => makeRunId(NOW));
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each(['request', 'event'])('schemas/%s.schema.json takes the names of runs, old ones too', (name) => {
  const text = readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8');
  const [, pattern = ''] = /"pattern": "(\^\[0-9\]\{8\}-[^"]+)"/u.exec(text) ?? [];
  const taken = new RegExp(pattern, 'u');
  for (let turn = 0; turn < 100; turn += 1) expect(makeRunId(new Date())).toMatch(taken);
  expect('20261122-100501-a3f9').toMatch(taken);
  expect('20261122-100501-').not.toMatch(taken);
});
