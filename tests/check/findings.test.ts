import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const CODE = /'([A-Z]{2,5}[0-9]{3})'/gu;

function used(): ReadonlySet<string> {
  const files = globSync('engine/**/*.ts', { cwd: root });
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
  const codes = [...used()].sort();
  expect(codes.length).toBeGreaterThan(50);
  expect([...documented()].sort()).toEqual(codes);
});

test('no code is documented twice', () => {
  expect(documented()).toHaveLength(new Set(documented()).size);
});
