import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import schema from '../../schemas/runbook.schema.json' with { type: 'json' };
import { renderRunbookReference } from '../../scripts/docs/runbooks.ts';
import { renderMermaid } from '../../scripts/docs/graph.ts';
import { generateDocuments, graphOf } from '../../scripts/docs/sources.ts';

const COMMITTED = readFileSync('docs/RUNBOOKS.md', 'utf8');

test('the committed reference of runbooks is the one that the schema and the shipped runbooks give', async () => {
  expect(COMMITTED).toBe((await generateDocuments()).get('docs/RUNBOOKS.md'));
});

test('every key of the schema has a row, and every shipped runbook is shown whole', () => {
  const keys = Object.values({ runbook: schema, ...schema.$defs }).flatMap((item) =>
    'properties' in item ? Object.keys(item.properties) : [],
  );
  expect(keys.length).toBeGreaterThan(50);
  expect(
    keys.filter(
      (key) => !new RegExp(`^\\| \`${key}\`( \\*)? \\| .*\\w.* \\| .*\\w.* \\|$`, 'mu').test(COMMITTED),
    ),
  ).toEqual([]);
  const files = globSync('runbooks/*.yaml');
  expect(files.length).toBeGreaterThan(5);
  expect(
    files.filter((file) => !COMMITTED.includes(readFileSync(file, 'utf8').split('\n').slice(1).join('\n'))),
  ).toEqual([]);
});

test('every link within the reference leads to a heading, and no heading is there twice', () => {
  const headings = [...COMMITTED.matchAll(/^#+ (.+)$/gmu)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\w\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
  const links = [...COMMITTED.matchAll(/\]\(#([^)]+)\)/gu)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((link) => !headings.includes(link))).toEqual([]);
  expect(headings.filter((heading, at) => headings.indexOf(heading) !== at)).toEqual([]);
});

test('a key that is added to the schema shows up', () => {
  const text = renderRunbookReference({
    introduction: '# Runbooks',
    schema: {
      title: 'Runbook',
      properties: { speed: { type: 'integer', minimum: 1, default: 3, description: 'How fast.' } },
      required: ['speed'],
      $defs: { one: { title: 'Same', type: 'string' }, two: { title: 'Same', type: 'boolean' } },
    },
    examples: [],
    kinds: { steps: [], checks: [] },
    graph: { file: 'x.yaml', text: 'flowchart TD' },
  });
  expect(text).toContain('| `speed` * | integer, at least 1 | `3` | How fast. |');
  expect(text).toContain('### Same: two\n\nA true or false.');
});

test('the picture of the states has every state and every edge of the graph', () => {
  const graph = graphOf('runbooks/enable-docker.yaml');
  const text = renderMermaid(graph);
  expect(COMMITTED).toContain(text);
  const arrows = [...text.matchAll(/^ {2}(s_\w+) -->(?:\|([^|]+)\|)? (s_\w+)$/gmu)].flatMap(
    ([, from, on, to]) => (on ?? 'ok').split(', ').map((outcome) => `${from} ${outcome} ${to}`),
  );
  expect(arrows.length).toBe(graph.edges.length);
  expect(new Set(arrows).size).toBe(graph.edges.length);
});
