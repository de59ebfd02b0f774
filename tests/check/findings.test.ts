import { globSync, readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import { FINDING_CODES, UNKNOWN_CODE } from '../../engine/model/finding-codes.ts';
import { FINDING_SECTIONS, type UndocumentedCode } from '../../engine/model/findings/sections.ts';
import { FINDINGS, renderFindingsReference } from '../../scripts/docs/findings.ts';

const root = new URL('../../', import.meta.url).pathname;
const CODE = /'([A-Z]{2,5}[0-9]{3})'/gu;

function used(): ReadonlySet<string> {
  const files = globSync('engine/**/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('finding-codes.ts') && !file.startsWith('engine/model/findings/'),
  );
  return new Set(
    files.flatMap((file) =>
      [...readFileSync(root + file, 'utf8').matchAll(CODE)].map((match) => match[1] ?? ''),
    ),
  );
}

function documented(): readonly string[] {
  const rows = readFileSync(`${root}docs/FINDINGS.md`, 'utf8').matchAll(
    /^\| ([A-Z]{2,5}[0-9]{3}) \| (.+) \| (.+) \|$/gmu,
  );
  return [...rows].map((row) => row[1] ?? '');
}

test('every code of a finding is documented, and every documented code is used', () => {
  const codes = [...used(), UNKNOWN_CODE].sort();
  expect(codes.length).toBeGreaterThan(50);
  expect([...documented()].sort()).toEqual(codes);
});

test('the list of codes is what is used, and what a newer engine may use', () => {
  const codes = [...used(), UNKNOWN_CODE].sort();
  expect([...FINDING_CODES].sort()).toEqual(codes);
});

test('the documented table is what the code says of each', () => {
  expectTypeOf<UndocumentedCode>().toBeNever();
  expect(readFileSync(root + FINDINGS, 'utf8')).toBe(renderFindingsReference(FINDING_SECTIONS));
});

test('what a code means is a sentence or two, and so is what to do', () => {
  const texts = FINDING_SECTIONS.flatMap(({ rows }) => Object.values(rows).flat());
  expect(
    texts.filter((text) => !/^(?:[A-Z`/]|git |systemd ).*[.`)]$/u.test(text) || text.length > 230),
  ).toEqual([]);
});

test('no code is documented twice', () => {
  expect(documented()).toHaveLength(new Set(documented()).size);
});
