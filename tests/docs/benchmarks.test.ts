import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { benchmarks } from '../../scripts/bench/all.ts';
import { renderPage } from '../../scripts/bench/page.ts';

test('a page has a row and a bar for every ratio, green where ours is the faster one', () => {
  const { markdown, chart } = renderPage(
    [
      { name: 'a / b', ratio: 0.5, ours: 1, baseline: 2, unit: 'ms' },
      { name: 'c < d', ratio: 3, ours: 300, baseline: 100, unit: 'rows/s' },
      { name: 'e | f', ratio: 2, ours: 2, baseline: 1, unit: 'ms' },
    ],
    'abc1234',
  );
  expect(markdown).toContain('| a / b | 0.50 | 1.00 | 2.00 | ms |');
  expect(markdown).toContain('| e \\| f | 2.00 |');
  expect(chart.match(/fill="#2da44e"/gu)).toHaveLength(2);
  expect(chart.match(/fill="#8b949e"/gu)).toHaveLength(1);
  expect(chart).toContain('c &lt; d');
});

test('the committed page has what is measured today, and its chart is there', () => {
  const page = readFileSync('docs/BENCHMARKS.md', 'utf8');
  // Those of a real nixpkgs are measured where there is one.
  const missing = benchmarks
    .map(({ name }) => name)
    .filter((name) => name !== 'nixpkgs' && !page.includes(name));
  expect(missing).toEqual([]);
  expect(existsSync('docs/img/benchmarks.svg')).toBe(true);
});
