import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../../engine/model/outcome.ts';
import { renderGraphText } from '../../scripts/docs/graph.ts';
import { graphOf } from '../../scripts/docs/sources.ts';

const FILES = ['README.md', ...globSync('docs/**/*.md')].sort();
const README = readFileSync('README.md', 'utf8');

/** Every match of a pattern in every document, with the document. */
function findAll(pattern: RegExp): { readonly file: string; readonly groups: readonly string[] }[] {
  return FILES.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => ({ file, groups: match.map(String) })),
  );
}

test('every link of a document leads to a file of the project', () => {
  const links = findAll(/\[[^\]]*\]\((?!https?:|#)([\w./-]+)(?:#[^)]*)?\)/gu);
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(
    ({ file, groups }) => !existsSync(normalize(join(dirname(file), groups[1] ?? ''))),
  );
  expect(broken).toEqual([]);
});

test('every path of the code that a document names is there', () => {
  const paths = findAll(/`((?:engine|nix|schemas|scripts|tests|runbooks)\/[\w./-]*)`/gu);
  expect(paths.length).toBeGreaterThan(50);
  expect(paths.filter(({ groups }) => !existsSync(groups[1] ?? ''))).toEqual([]);
});

test('every function that the architecture names is there', () => {
  const code = globSync('engine/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const names = [...readFileSync('docs/ARCHITECTURE.md', 'utf8').matchAll(/`([a-z]+[A-Z]\w*)`/gu)].map(
    (match) => match[1] ?? '',
  );
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !new RegExp(`function ${name}\\b`, 'u').test(code))).toEqual([]);
});

test('every test that a document names is there', () => {
  const rows = findAll(/\[(tests\/[\w./-]+)\]\([^)]+\) "([^"]+)"/gu);
  expect(rows.length).toBeGreaterThan(20);
  const missing = rows.filter(({ groups: [, file = '', title = ''] }) => {
    const titles = readFileSync(file, 'utf8').matchAll(
      /^.*['"`](.+)['"`],\s*(?:(?:\{[^}]*\}|\w+),\s*)?(?:async\s*)?(?:\(|function)/gmu,
    );
    return ![...titles].some((match) => match[1]?.endsWith(title));
  });
  expect(missing).toEqual([]);
});

test('every code that a document names is a finding', () => {
  const known = readFileSync('docs/FINDINGS.md', 'utf8');
  const codes = findAll(/\b((?:RB|RUN|NIX|OPT|PROOF|HOST|REF|POL)\d{3})\b/gu);
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter(({ groups }) => !known.includes(`| ${groups[1]} |`))).toEqual([]);
});

test('the states and the runbook of the README are those of the shipped runbook', () => {
  const file = 'runbooks/enable-docker.yaml';
  expect(README).toContain(`\`\`\`\n${renderGraphText(graphOf(file))}\n\`\`\``);
  expect(README).toContain(`\`\`\`yaml\n${readFileSync(file, 'utf8').split('\n').slice(1).join('\n')}\`\`\``);
});

test.each(['README.md', 'docs/SAFETY.md'])('%s has a row for every exit code', (file) => {
  const codes = [...readFileSync(file, 'utf8').matchAll(/^\| (\d) \|/gmu)].map((match) => Number(match[1]));
  expect(codes).toEqual([...new Set(Object.values(EXIT_CODES))].sort((a, b) => a - b));
});

test('every decision has its date, and a row in the list', () => {
  const list = readFileSync('docs/decisions/README.md', 'utf8');
  const decisions = globSync('docs/decisions/[0-9]*.md');
  expect(decisions.length).toBeGreaterThan(5);
  for (const file of decisions) {
    const [title = '', , date = ''] = readFileSync(file, 'utf8').split('\n');
    const [, number = '', words = ''] = /^# (\d{4}): (.+)$/u.exec(title) ?? [];
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(list).toContain(`| [${number}](${file.slice('docs/decisions/'.length)}) | ${words} |`);
  }
});

test('no line is longer than 120 characters where it can be broken', () => {
  const written = FILES.filter((file) => !/(?:RUNBOOKS|COMMANDS)\.md$/u.test(file));
  const long = written.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.length > 120 && !line.startsWith('|'))
      .map((line) => `${file}: ${line}`),
  );
  expect(long).toEqual([]);
});
