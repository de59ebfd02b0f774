import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPicture } from '../../../engine/report/graph/draw.ts';
import { measureText } from '../../../engine/report/graph/measure.ts';
import type { Label, Picture, Point, Rectangle } from '../../../engine/report/graph/picture.ts';
import { crossings, orderRails, type Line } from '../../../engine/report/graph/rails.ts';
import { FONT } from '../../../engine/report/graph/sizes.ts';
import { spread } from '../../../engine/report/graph/spread.ts';
import { traceRun } from '../../../engine/report/graph/trace.ts';
import { anyGraph, eventsOf, exampleGraphs, type Example } from './graphs.ts';

let examples: readonly Example[];
beforeAll(async () => (examples = await exampleGraphs()));

interface Named extends Rectangle {
  readonly name: string;
}

const around = (label: Label, size: number, bold = false): Named => ({
  name: `“${label.text}”`,
  x: label.x,
  y: label.y - size,
  width: measureText(label.text, size, bold),
  height: size,
});

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function overlaps(all: readonly Named[]): string[] {
  return all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => (overlap(one, other) ? [`${one.name} and ${other.name}`] : [])),
  );
}

/** Straight parts of a line, as rectangles without thickness. */
function partsOf(name: string, points: readonly Point[]): Named[] {
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? end;
    return {
      name,
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(start.x - end.x),
      height: Math.abs(start.y - end.y),
    };
  });
}

const onEdge = (box: Rectangle, { x, y }: Point): boolean =>
  ((x === box.x || x === box.x + box.width) && y >= box.y && y <= box.y + box.height) ||
  ((y === box.y || y === box.y + box.height) && x >= box.x && x <= box.x + box.width);

/** Everything that would make a picture hard to read; empty when nothing does. */
function flaws(picture: Picture): string[] {
  const boxes = picture.boxes.map((box) => ({ ...box, name: box.node.id, shown: box.name }));
  const labels = picture.arrows.flatMap((arrow) =>
    arrow.label === undefined ? [] : [around(arrow.label, FONT.label)],
  );
  const texts = [
    around(picture.title, FONT.title, true),
    ...picture.subtitle.map((label) => around(label, FONT.subtitle)),
    ...labels,
    ...picture.legend.map((item) => around(item, FONT.label)),
  ];
  const page = { x: 0, y: 0, width: picture.width, height: picture.height };
  const inside = (one: Rectangle, whole: Rectangle): boolean =>
    one.x >= whole.x &&
    one.y >= whole.y &&
    one.x + one.width <= whole.x + whole.width &&
    one.y + one.height <= whole.y + whole.height;
  const arrows = picture.arrows.map((arrow) => ({ ...arrow, name: `${arrow.from} → ${arrow.to}` }));
  const boxNamed = (id: string) => boxes.find((box) => box.name === id);
  return [
    ...overlaps([...boxes, ...texts]).map((pair) => `overlap: ${pair}`),
    ...overlaps(picture.bands.map((band) => ({ ...band, name: `band ${band.phase}` }))),
    ...[...boxes, ...texts].filter((one) => !inside(one, page)).map((one) => `off the page: ${one.name}`),
    ...boxes
      .filter(
        (box) =>
          measureText(box.shown, FONT.name, true) > box.width ||
          measureText(box.detail, FONT.detail) > box.width,
      )
      .map((box) => `text leaves its box: ${box.name}`),
    ...arrows
      .filter((arrow) => {
        const [from, to, start, end] = [
          boxNamed(arrow.from),
          boxNamed(arrow.to),
          arrow.points[0],
          arrow.points.at(-1),
        ];
        return !(from && to && start && end && onEdge(from, start) && onEdge(to, end));
      })
      .map((arrow) => `does not lead from box to box: ${arrow.name}`),
    ...arrows.flatMap((arrow) =>
      partsOf(arrow.name, arrow.points).flatMap((part) =>
        boxes.filter((box) => crosses(part, box)).map((box) => `${arrow.name} runs through ${box.name}`),
      ),
    ),
    ...arrows.flatMap((one, index) =>
      arrows
        .slice(index + 1)
        .flatMap((other) =>
          one.to !== other.to && runTogether(partsOf('', one.points), partsOf('', other.points))
            ? [`cannot be told apart: ${one.name} and ${other.name}`]
            : [],
        ),
    ),
  ];
}

/** Whether a line without thickness has a part in a box, not only at its edge. */
function crosses(part: Rectangle, box: Rectangle): boolean {
  return overlap(part, { x: box.x + 0.5, y: box.y + 0.5, width: box.width - 1, height: box.height - 1 });
}

/** Whether two lines lie on each other for a stretch. */
function runTogether(one: readonly Rectangle[], other: readonly Rectangle[]): boolean {
  return one.some((a) =>
    other.some((b) => {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
      const level = a.height === 0 && b.height === 0 && Math.abs(a.y - b.y) < 2 && across > 1;
      const upright = a.width === 0 && b.width === 0 && Math.abs(a.x - b.x) < 2 && down > 1;
      return level || upright;
    }),
  );
}

describe('a picture', () => {
  it('of every shipped runbook has everything in its place', () => {
    const found = examples.map(({ name, graph, about }) => [name, flaws(buildPicture(graph, about))]);
    expect(found).toEqual(examples.map(({ name }) => [name, []]));
  });

  it('of every shipped runbook has everything in its place when a run is shown in it', () => {
    const found = examples.map(({ name, graph, about }) => {
      const way = eventsOf(graph, [
        ['plan', 'ok'],
        ['consent', 'reject'],
      ]);
      return [name, flaws(buildPicture(graph, about, traceRun(way)))];
    });
    expect(found).toEqual(examples.map(({ name }) => [name, []]));
  });

  it('of any machine has everything in its place, whatever is said above it', () => {
    fc.assert(
      fc.property(anyGraph, fc.string({ unit: 'grapheme', maxLength: 300 }), (graph, text) => {
        const words = text.replaceAll(/(.{9})/gu, '$1 ');
        expect(flaws(buildPicture(graph, { title: text, subtitle: words }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('that is spoilt is noticed', () => {
    const [example] = examples;
    if (example === undefined) throw new Error('no example');
    const picture = buildPicture(example.graph, example.about);
    const moved = picture.boxes.map((box, index) => (index === 1 ? { ...box, y: box.y - 40 } : box));
    expect(flaws({ ...picture, boxes: moved }).length).toBeGreaterThan(2);
    expect(flaws({ ...picture, width: picture.width - 60 })).not.toEqual([]);
  });

  it('has a sample in its legend for whatever needs one', () => {
    const [first, long] = [examples[0], examples.find((example) => example.name === 'thirty-steps')];
    if (first === undefined || long === undefined) throw new Error('no example');
    const samples = (example: Example) =>
      buildPicture(example.graph, example.about).legend.map((item) => item.sample);
    expect(samples(long)).toEqual(['ok', 'failure', 'stopped', 'early', 'engine', 'step', 'mutates']);
  });
});

describe('spreading things along a line', () => {
  const wishes = fc.array(fc.record({ at: fc.nat(500), size: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 9,
  });

  it('keeps their order, the gaps and the top', () => {
    fc.assert(
      fc.property(wishes, fc.nat(20), (all, gap) => {
        const places = spread(all, gap, 0);
        const starts = all.map(({ size }, index) => (places[index] ?? NaN) - size / 2);
        const ends = all.map(({ size }, index) => (places[index] ?? NaN) + size / 2);
        starts.forEach((start, index) => {
          expect(start).toBeGreaterThanOrEqual((index === 0 ? 0 : (ends[index - 1] ?? 0) + gap) - 1e-6);
        });
      }),
    );
  });

  it('leaves alone what does not collide', () => {
    expect(
      spread(
        [
          { at: 20, size: 10 },
          { at: 60, size: 10 },
        ],
        5,
        0,
      ),
    ).toEqual([20, 60]);
    expect(
      spread(
        [
          { at: 50, size: 10 },
          { at: 50, size: 10 },
        ],
        4,
        0,
      ),
    ).toEqual([43, 57]);
    expect(spread([{ at: 2, size: 10 }], 4, 0)).toEqual([5]);
  });
});

describe('ordering shared lines', () => {
  const line = fc.record({
    sources: fc.array(fc.nat(100), { minLength: 1, maxLength: 5 }),
    target: fc.nat(100),
    side: fc.constantFrom('left' as const, 'right' as const),
  });
  const total = (lines: readonly Line[]): number =>
    lines.reduce(
      (sum, left, index) =>
        sum + lines.slice(index + 1).reduce((rest, right) => rest + crossings(left, right), 0),
      0,
    );

  it('loses none, and no two neighbours would cross less the other way round', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (parts) => {
        const lines = parts.map((part, index) => ({ ...part, to: `t${index}` }));
        const ordered = orderRails(lines);
        expect(ordered.map(({ to }) => to).sort()).toEqual(lines.map(({ to }) => to).sort());
        const better = ordered.slice(1).filter((right, index) => {
          const left = ordered[index] ?? right;
          return crossings(right, left) < crossings(left, right);
        });
        expect(better).toEqual([]);
        expect(total(ordered)).toBeLessThanOrEqual(total(lines.toSorted((a, b) => a.target - b.target)));
      }),
    );
  });
});
