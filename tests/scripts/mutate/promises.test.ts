import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROMISES } from '../../../scripts/mutate/promises/index.ts';

interface Row {
  readonly promise: string;
  readonly tests: readonly { readonly file: string; readonly title: string | undefined }[];
}

const rows = readRows(readFileSync('docs/PROMISES.md', 'utf8'));

describe('every promise', () => {
  it('is broken by a mutant that the test it names has to notice', () => {
    expect(rows.length).toBeGreaterThan(80);
    const whole = rows.filter(
      ({ promise, tests }) =>
        !PROMISES.some(
          (broken) =>
            isOf(broken.promise, promise) &&
            tests.some(({ file, title }) => file === broken.test && title === broken.title),
        ),
    );
    expect(whole.map(({ promise }) => promise)).toEqual([]);
  });

  it('that is broken is one', () => {
    const unknown = PROMISES.filter((broken) => !rows.some(({ promise }) => isOf(broken.promise, promise)));
    expect(unknown.map(({ promise }) => promise)).toEqual([]);
  });

  it('is broken in a place that is there, once', () => {
    const lost = PROMISES.filter(({ file, code }) => readFileSync(file, 'utf8').split(code).length !== 2);
    expect(lost.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
  });
});

/** Rows of a table that name a test; the cell that names it is the last. */
function readRows(text: string): readonly Row[] {
  return text.split('\n').flatMap((line): readonly Row[] => {
    const cells = line.split(' | ');
    const tests = [...(cells.at(-1) ?? '').matchAll(/\[(tests\/[\w./-]+)\]\([^)]+\)([^[]*)/gu)].flatMap(
      ([, file = '', after = '']) => {
        const titles = [...after.matchAll(/"([^"]+)"/gu)].map((match) => match[1]);
        return (titles.length === 0 ? [undefined] : titles).map((title) => ({ file, title }));
      },
    );
    return line.startsWith('| ') && tests.length > 0
      ? [{ promise: (cells[0] ?? '').replace(/^\| /u, ''), tests }]
      : [];
  });
}

/** A fact of a live switch is told by its number. */
function isOf(told: string, promise: string): boolean {
  return /^\d+\.$/u.test(told) ? promise.startsWith(`${told} `) : told === promise;
}
