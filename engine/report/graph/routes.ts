import type { Diagram, DiagramArrow, Manner } from './diagram.ts';
import { measureText } from './measure.ts';
import type { Arrow, Box, Label, Point, Rail } from './picture.ts';
import { orderRails, type Line } from './rails.ts';
import { boxWidth, textsOf, type Exit, type Rows } from './rows.ts';
import { BOX_HEIGHT, FONT, LABEL_ROOM, RAIL_GAP, SLOT } from './sizes.ts';
import type { RailTarget } from './targets.ts';

export interface Routes {
  readonly arrows: { readonly boxes: readonly Box[]; readonly arrows: readonly Arrow[] };
  readonly rails: readonly Rail[];
  readonly right: number;
}

/** From every exit to its shared line, along that, and to the target's box: which is placed here, from left to right. */
export function routeExits(diagram: Diagram, rows: Rows, targets: readonly RailTarget[]): Routes {
  const lines = orderRails(linesOf(rows, targets));
  const gutter = new Gutter(rows.right, rows.exits, lines);
  const near = boxesOf(targets, 'near', gutter.end, diagram.traced);
  const nearRight = Math.max(gutter.end, ...near.map((box) => box.x + box.width));
  const second = exitsOfBoxes(diagram, near, targets);
  const secondLines = orderRails(
    targets
      .filter((target) => second.some((exit) => exit.arrow.to === target.node.id))
      .map((target) => ({
        to: target.node.id,
        side: 'right',
        target: target.at,
        sources: second.filter((exit) => exit.arrow.to === target.node.id).map((exit) => exit.at.y),
      })),
  );
  const secondGutter = new Gutter(nearRight, second, secondLines);
  const far = boxesOf(targets, 'far', secondGutter.end, diagram.traced);
  const boxes = [...near, ...far];
  const goal = (to: string): Point | undefined => {
    const box = boxes.find((candidate) => candidate.node.id === to);
    return box === undefined ? rows.entries.get(to) : { x: box.x, y: box.y + box.height / 2 };
  };
  return {
    arrows: { boxes, arrows: [...gutter.arrows(goal), ...secondGutter.arrows(goal)] },
    rails: [...gutter.rails(goal), ...secondGutter.rails(goal)],
    right: Math.max(nearRight, ...far.map((box) => box.x + box.width)),
  };
}

function linesOf(rows: Rows, targets: readonly RailTarget[]): readonly Line[] {
  const sources = (to: string): number[] =>
    rows.exits.filter((exit) => exit.arrow.to === to).map((exit) => exit.at.y);
  const right = targets.map((target) => ({ to: target.node.id, target: target.at, side: 'right' as const }));
  const left = [...rows.entries].map(([to, point]) => ({ to, target: point.y, side: 'left' as const }));
  return [...right, ...left]
    .map((line) => ({ ...line, sources: sources(line.to) }))
    .filter((line) => line.sources.length > 0);
}

function boxesOf(
  targets: readonly RailTarget[],
  column: RailTarget['column'],
  x: number,
  traced: boolean,
): Box[] {
  const own = targets.filter((target) => target.column === column);
  if (own.length === 0) return [];
  const width = boxWidth(
    own.map((target) => target.node),
    traced,
  );
  return own.map(({ node, at, height }) => ({
    node,
    ...textsOf(node, width, traced),
    x,
    y: at - height / 2,
    width,
    height,
  }));
}

function exitsOfBoxes(
  diagram: Diagram,
  boxes: readonly Box[],
  targets: readonly RailTarget[],
): readonly Exit[] {
  const height = (to: string): number => targets.find((target) => target.node.id === to)?.at ?? 0;
  return boxes.flatMap((box) => {
    const leaving = diagram.arrows
      .filter((arrow) => arrow.from === box.node.id)
      .toSorted((a, b) => height(a.to) - height(b.to));
    const step = Math.min(SLOT, BOX_HEIGHT / Math.max(1, leaving.length));
    return leaving.map((arrow, place) => ({
      arrow,
      at: { x: box.x + box.width, y: box.y + box.height / 2 + (place - (leaving.length - 1) / 2) * step },
    }));
  });
}

/** The room between two columns: first the labels of what comes in, then the shared lines. */
class Gutter {
  /** Where the next column begins. */
  readonly end: number;
  readonly #labels: number;
  readonly #exits: readonly Exit[];
  readonly #lines: readonly { readonly line: Line; readonly x: number }[];

  constructor(from: number, exits: readonly Exit[], lines: readonly Line[]) {
    const widest = Math.max(0, ...exits.map((exit) => measureText(labelOf(exit.arrow), FONT.label)));
    this.#labels = from + LABEL_ROOM;
    this.#exits = exits;
    const first = this.#labels + widest + 1.5 * LABEL_ROOM;
    this.#lines = lines.map((line, index) => ({ line, x: Math.round(first + index * RAIL_GAP) }));
    this.end = lines.length === 0 ? from : Math.round(first + lines.length * RAIL_GAP + 14);
  }

  arrows(goal: (to: string) => Point | undefined): Arrow[] {
    return this.#exits.flatMap((exit) => {
      const x = this.#lines.find(({ line }) => line.to === exit.arrow.to)?.x;
      const end = goal(exit.arrow.to);
      if (x === undefined || end === undefined) return [];
      const points = [exit.at, { x, y: exit.at.y }, { x, y: end.y }, end];
      return [{ ...exit.arrow, points, own: 2, label: this.#label(exit) }];
    });
  }

  rails(goal: (to: string) => Point | undefined): Rail[] {
    return this.#lines.flatMap(({ line, x }) => {
      const end = goal(line.to);
      if (end === undefined) return [];
      const ys = [...line.sources, end.y];
      const trunk = [
        { x, y: Math.min(...ys) },
        { x, y: Math.max(...ys) },
      ] as const;
      const arrows = this.#exits.filter((exit) => exit.arrow.to === line.to).map((exit) => exit.arrow);
      return [
        {
          to: line.to,
          manner: worst(arrows),
          trunk,
          lead: [{ x, y: end.y }, end],
          joints: line.sources
            .filter((y) => line.sources.length > 1 && y !== trunk[0].y)
            .map((y) => ({ x, y })),
        },
      ];
    });
  }

  #label(exit: Exit): Label {
    const text = labelOf(exit.arrow);
    return { text, x: this.#labels, y: exit.at.y - 5, width: measureText(text, FONT.label) };
  }
}

function labelOf(arrow: DiagramArrow): string {
  return arrow.on.join(', ');
}

function worst(arrows: readonly DiagramArrow[]): Manner {
  const order = ['failure', 'stopped', 'early', 'ok'] as const;
  return order.find((manner) => arrows.some((arrow) => arrow.manner === manner)) ?? 'ok';
}
