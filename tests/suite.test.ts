import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/*
 * What every test keeps to, so that the suite says the same on every computer, and nothing is left out in silence.
 */

const ROOT = new URL('..', import.meta.url).pathname;
const files = globSync('tests/**/*.ts', { cwd: ROOT })
  .filter((file) => file !== 'tests/suite.test.ts')
  .sort();
const textOf = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');

/** Which line of which file a pattern is on. */
function places(pattern: RegExp, allowed: readonly string[] = []): string[] {
  return files
    .filter((file) => !allowed.includes(file))
    .flatMap((file) => {
      const text = textOf(file);
      return [...text.matchAll(pattern)].map(
        ({ index, 0: found }) => `${file}:${text.slice(0, index).split('\n').length}: ${found.trim()}`,
      );
    });
}

interface Rule {
  readonly says: string;
  readonly breach: RegExp;
  /** A text that breaks it: the pattern finds what it is for. */
  readonly example: string;
  /** Files that may, and what for. */
  readonly except?: Readonly<Record<string, string>>;
}

const RULES: readonly Rule[] = [
  {
    says: 'waits for a state, by `until`, and never for a time',
    breach: /\bsetTimeout\(|\bsetInterval\b|timers\/promises|\bAtomics\.wait\b/gu,
    example: 'await new Promise((settle) => setTimeout(settle, 500));',
    except: {
      'tests/lib/until.ts': 'is how one waits for a state',
      'tests/lib/terminal.ts': 'tells tmux of its child again and again',
      'tests/lib/binary-cache.ts': 'is a server that is slow',
      'tests/llm/support/scripted-server.ts': 'is a server that hangs',
      'tests/service/crowd.work.ts': 'is somebody who floods a socket',
    },
  },
  {
    says: 'measures no time: work is counted, by `countsOf`, and times are for `npm run bench`',
    breach: /\bperformance\.now\(|process\.hrtime|\bexpect\([^;]*\bDate\.now\(\)/gu,
    example: 'expect(Date.now() - began).toBeLessThan(5_000);',
  },
  {
    says: 'is not tried again when it fails',
    breach: /\bretry: ?\d/gu,
    example: "test('a', { retry: 2 }, () => {});",
  },
  {
    says: 'expects one answer, not one of several',
    breach: /\bexpect\(\s*\[[^\]\n]*\]\s*\)\s*\.toContain\(|\.toBeOneOf\(|\.toSatisfy\(/gu,
    example: 'expect([0, 4]).toContain(exit);',
  },
  {
    says: 'is left out by `needs`, which takes a reason',
    breach: /\b(?:it|test|describe)\.(?:skip|skipIf|runIf|todo|only|fails)\b/gu,
    example: "test.skipIf(!HAS_TMUX)('a', () => {});",
  },
];

describe('every test', () => {
  test('is looked at', () => expect(files.length).toBeGreaterThan(200));

  test.each(RULES)('$says', ({ breach, example, except }) => {
    expect(example).toMatch(breach);
    expect(places(breach, Object.keys(except ?? {}))).toEqual([]);
  });

  test.each(
    RULES.flatMap(({ says, breach, except }) =>
      Object.keys(except ?? {}).map((file) => ({ says, breach, file })),
    ),
  )('$says: $file is still an exception', ({ breach, file }) => {
    expect(textOf(file)).toMatch(breach);
  });

  test('that returns early says that it was left out', () => {
    expect(earlyReturns("it('a', () => {\n  if (!there) return;\n  expect(1).toBe(1);\n});\n")).toEqual([2]);
    expect(
      earlyReturns("it('a', () => {\n  fc.property(one, (x) => {\n    if (!x) return;\n  });\n});\n"),
    ).toEqual([]);
    const found = files.flatMap((file) => earlyReturns(textOf(file)).map((line) => `${file}:${line}`));
    expect(found).toEqual([]);
  });
});

/**
 * Lines of `if (…) return;` right in a test. The code is formatted: what stands further out begins around it, and only a
 * test has no name and no other call before its arrow.
 */
function earlyReturns(text: string): number[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^\s*if \(.*\) return;$/u.test(line)) return [];
    return isTest(lines, enclosing(lines, at)) ? [at + 1] : [];
  });
}

/** The line of the function around a line. */
function enclosing(lines: readonly string[], from: number): number {
  let indent = indentOf(lines[from]);
  for (let at = from - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    if (/(?:=> \{|\) \{|\): [^{]*\{)$/u.test(line) && !/^\s*(?:if|for|while|\} else)\b/u.test(line))
      return at;
    indent = indentOf(line);
  }
  return -1;
}

function isTest(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (/^\s*(?:it|test)\b.*=> \{$/u.test(line) || /^\s*[\])]+\(.*=> \{$/u.test(line)) return true;
  // The arguments of a test, a line each.
  if (!/^\s*(?:async )?\(.*\) => \{$/u.test(line)) return false;
  const outer =
    lines.slice(0, at).findLast((one) => one.trim() !== '' && indentOf(one) < indentOf(line)) ?? '';
  return /^\s*(?:(?:it|test)\b.*|[\])]+)\($/u.test(outer);
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}
