import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../../../engine/model/graph.ts';
import { renderGraph, type TextFormat } from '../../../engine/report/graph/draw.ts';
import { idOf } from '../../../engine/report/graph/mermaid.ts';
import { aboutRun } from '../../../engine/report/graph/about.ts';
import { traceRun } from '../../../engine/report/graph/trace.ts';
import { anyGraph, eventsOf, exampleGraphs, exampleNamed, type Example } from './graphs.ts';
import { readXml } from './xml.ts';
import { person } from '../../lib/principals.ts';

const FORMATS: readonly TextFormat[] = ['svg', 'mermaid', 'dot'];
const ABOUT = { title: 'A title', subtitle: 'A subtitle.' };

let examples: readonly Example[];
beforeAll(async () => (examples = await exampleGraphs()));

/** States and edges as a reader of a format finds them; ids as that format spells them. */
interface Found {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

/** Reads a picture back: nothing of the renderers is used. */
const READERS: Readonly<Record<TextFormat, (text: string) => Found>> = {
  svg: (text) => {
    const elements = readXml(text);
    const groups = elements.filter((element) => element.name === 'g');
    return {
      nodes: groups.flatMap((group) => group.attributes['data-node'] ?? []),
      edges: groups.flatMap(({ attributes }) =>
        (attributes['data-on'] ?? '')
          .split(' ')
          .filter((on) => on !== '')
          .map((on) => `${attributes['data-from']} ${on} ${attributes['data-to']}`),
      ),
    };
  },
  mermaid: (text) => ({
    nodes: [...text.matchAll(/^ +(s_\w+)[[(]/gmu)].map((match) => match[1] ?? ''),
    edges: [...text.matchAll(/^ +(\w+) [-=.]+>(?:\|([^|]+)\|)? (\w+)$/gmu)].flatMap(([, from, label, to]) =>
      (label ?? 'ok').split(', ').map((on) => `${from} ${on} ${to}`),
    ),
  }),
  dot: (text) => ({
    nodes: [...text.matchAll(/^ +"([^"]+)" \[/gmu)].map((match) => match[1] ?? ''),
    edges: [...text.matchAll(/^ +"([^"]+)" -> "([^"]+)" \[(.*)\];$/gmu)].flatMap(([, from, to, attributes]) =>
      (/ label="([^"]+)"/u.exec(attributes ?? '')?.[1] ?? 'ok')
        .split(', ')
        .map((on) => `${from} ${on} ${to}`),
    ),
  }),
};

function expected(graph: Graph, spell: (id: string) => string): Found {
  const ids = [...graph.nodes.map((node) => node.id), ...graph.edges.map((edge) => edge.to)];
  return {
    nodes: [...new Set(ids)].map(spell).sort(),
    edges: graph.edges.map((edge) => `${spell(edge.from)} ${edge.on} ${spell(edge.to)}`).sort(),
  };
}

/** What a picture has, and what it should have. */
function compare(format: TextFormat, graph: Graph): readonly [Found, Found] {
  const found = READERS[format](renderGraph(format, graph, ABOUT));
  const spell = format === 'mermaid' ? idOf : (id: string): string => id;
  return [{ nodes: [...found.nodes].sort(), edges: [...found.edges].sort() }, expected(graph, spell)];
}

describe.each(FORMATS)('%s', (format) => {
  it('has every state and every edge of every shipped runbook, and no other', () => {
    expect(examples.length).toBeGreaterThan(7);
    for (const { graph } of examples) {
      const [found, wanted] = compare(format, graph);
      expect(found).toEqual(wanted);
    }
  });

  it('has every state and every edge of any machine', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const [found, wanted] = compare(format, graph);
        expect(found).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('shows the way of a run, and only that', () => {
    const { graph } = exampleNamed(examples, 'enable-docker');
    const plain = renderGraph(format, graph, ABOUT);
    const traced = renderGraph(format, graph, ABOUT, traceRun(eventsOf(graph, ROLLED_BACK)));
    const marks = { svg: /data-taken="(\w+)"/gu, mermaid: /==>/gu, dot: /style=bold/gu }[format];
    expect(plain.match(marks)).toBeNull();
    expect(traced.match(marks)).toHaveLength(ROLLED_BACK.length);
  });

  it('takes any text as a title', () => {
    const about = { title: `<&>"'\`\n\u0000]]>`, subtitle: '--> <!-- & </svg> \uD800 \u202E' };
    const { graph } = exampleNamed(examples, 'open-port');
    const text = renderGraph(format, graph, about);
    expect(text).not.toContain('\u0000');
    expect(READERS[format](text).nodes.length).toBeGreaterThan(graph.nodes.length);
  });
});

const ROLLED_BACK = [
  ...['plan', 'snapshot', 'edit', 'dry-build', 'consent', 'build', 'preflight', 'switch'].map(
    (node) => [node, 'ok'] as const,
  ),
  ['settle', 'fail'] as const,
  ['rollback', 'ok'] as const,
];

describe('the SVG', () => {
  const svg = (): string => {
    const { graph } = exampleNamed(examples, 'enable-docker');
    return renderGraph('svg', graph, ABOUT, traceRun(eventsOf(graph, ROLLED_BACK)));
  };

  it('says what it is to who cannot see it, and needs no other file', () => {
    const elements = readXml(svg());
    const [root] = elements;
    expect(root?.attributes['role']).toBe('img');
    expect(elements.find((element) => element.name === 'title')?.text).toBe('A title');
    expect(elements.find((element) => element.name === 'desc')?.text).toBe('A subtitle.');
    expect(svg()).not.toMatch(/href|url\(|@import|<image|<script|<foreignObject/u);
  });

  it('has its text as text', () => {
    const texts = readXml(svg())
      .filter((element) => element.name === 'text')
      .map((element) => element.text);
    expect(texts).toEqual(expect.arrayContaining(['dry-build', 'rollback', 'fail, timeout, stop', 'exit 3']));
  });

  it('marks the states that a run entered with their outcome', () => {
    const groups = readXml(svg()).filter((element) => element.attributes['data-node'] !== undefined);
    const visited = groups.flatMap(({ attributes }) =>
      attributes['data-visited'] === undefined
        ? []
        : [`${attributes['data-node']} ${attributes['data-visited']}`],
    );
    expect(visited).toEqual([...ROLLED_BACK.map((pair) => pair.join(' ')), 'end:rolled-back yes']);
  });

  it('says of a merged edge only the outcome by which it was taken', () => {
    const elements = readXml(svg());
    const taken = elements.filter((element) => element.attributes['data-taken'] === 'fail');
    expect(taken.map((element) => element.attributes['data-from'])).toEqual(['settle']);
    expect(elements.filter((element) => element.text === 'fail')).toHaveLength(1);
  });
});

describe('the way of a run', () => {
  it('shows a state in which the engine died as cut off, and no edge from it', () => {
    const { graph } = exampleNamed(examples, 'enable-docker');
    const trace = traceRun(
      eventsOf(
        graph,
        [
          ['plan', 'ok'],
          ['snapshot', 'cut-off'],
        ],
        false,
      ),
    );
    expect(trace.visits.get('snapshot')).toEqual({ attempts: 1, took: 0 });
    expect(trace.edges).toEqual([{ from: 'plan', on: 'ok', to: 'snapshot' }]);
    expect(renderGraph('svg', graph, ABOUT, trace)).toContain('>cut off<');
    expect(renderGraph('mermaid', graph, ABOUT, trace)).toContain('snapshot (cut off)');
  });

  it('adds up attempts, and shows none of them as an edge', () => {
    const { graph } = exampleNamed(examples, 'thirty-steps');
    const [first, second] = [
      { attempt: 1, took: 700 },
      { attempt: 2, took: 800 },
    ].map(({ attempt, took }) => [
      { type: 'step-started', node: 'step:backup-database', phase: 'verify', attempt },
      {
        type: 'step-ended',
        node: 'step:backup-database',
        phase: 'verify',
        attempt,
        outcome: 'fail',
        message: '',
        took,
      },
      { type: 'transition', from: 'step:backup-database', on: 'fail', to: 'step:backup-database' },
    ]);
    const events = [...(first ?? []), ...(second ?? [])].map((body, index) => ({
      v: 1,
      run: 'r',
      seq: index + 1,
      at: '',
      ...body,
    }));
    const trace = traceRun(events as Parameters<typeof traceRun>[0]);
    expect(trace.edges).toEqual([]);
    expect(trace.visits.get('step:backup-database')).toEqual({ outcome: 'fail', attempts: 2, took: 1500 });
    expect(renderGraph('svg', graph, ABOUT, trace)).toContain('>2× 1.5 s<');
  });

  it('is named by what was asked, and says how it ended', () => {
    const { graph } = exampleNamed(examples, 'open-port');
    const started = {
      type: 'run-started',
      request: 'open port 80',
      runbook: 'generated',
      host: '/h',
      by: person('alice'),
    };
    const head = { v: 1, run: 'r1', seq: 1, at: '2026-01-02T03:04:05.678Z', ...started };
    const events = [
      head,
      ...eventsOf(graph, [
        ['plan', 'ok'],
        ['consent', 'hold'],
      ]),
    ];
    expect(aboutRun(events as Parameters<typeof aboutRun>[0])).toEqual({
      title: '“open port 80”',
      subtitle: 'Run r1 on /h, by alice, 2026-01-02 03:04:05 UTC. It ended planned (exit 0)',
    });
  });
});
