import type { Diagram, DiagramArrow, DiagramNode } from './diagram.ts';
import { fitText, measureText } from './measure.ts';
import type { Band, Box, Point } from './picture.ts';
import {
  BAND_GAP,
  BAND_LABEL,
  BAND_PADDING,
  BOX_HEIGHT,
  BOX_PADDING,
  END_HEIGHT,
  FONT,
  LABEL_GAP,
  MARGIN,
  MAX_BOX_TEXT,
  ROW_GAP,
  SLOT,
  VISIT_ROOM,
} from './sizes.ts';

/** An edge that leaves a state to the right. */
export interface Exit {
  readonly arrow: DiagramArrow;
  readonly at: Point;
}

/** The way where all is well, from top to bottom, and where everything else leaves and enters it. */
export interface Rows {
  readonly boxes: readonly Box[];
  readonly bands: readonly Band[];
  readonly exits: readonly Exit[];
  /** Where a state is entered from the right: another one leads forward to it. */
  readonly entries: ReadonlyMap<string, Point>;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Ids from the start along `ok` to the end where all is well. The states of the engine that are gone through where a
 * change has to be booted stand before that end.
 */
export function spineOf(diagram: Diagram): readonly string[] {
  const line = straightLine(diagram);
  const more = diagram.nodes.filter(({ id, form }) => form === 'engine' && !line.includes(id));
  return [...line.slice(0, -1), ...more.map(({ id }) => id), ...line.slice(-1)];
}

function straightLine(diagram: Diagram): readonly string[] {
  const line: string[] = [];
  for (let at: string | undefined = diagram.start; at !== undefined && !line.includes(at);) {
    line.push(at);
    const here: string = at;
    at = diagram.arrows.find((arrow) => arrow.from === here && arrow.manner === 'ok')?.to;
  }
  return line;
}

/** Whether an arrow goes to the very next state of the way. */
export function isDown(arrow: DiagramArrow, line: readonly string[]): boolean {
  const from = line.indexOf(arrow.from);
  return from !== -1 && line[from + 1] === arrow.to;
}

/** Places the way below `top`. `rank` orders the exits of a state: the lower the target, the lower the exit. */
export function placeRows(
  diagram: Diagram,
  line: readonly string[],
  top: number,
  rank: (target: string) => number,
): Rows {
  const nodes = line.flatMap((id) => diagram.nodes.filter((node) => node.id === id));
  const x = MARGIN + BAND_LABEL + BAND_PADDING;
  const width = boxWidth(nodes, diagram.traced);
  const boxes: Box[] = [];
  const exits: Exit[] = [];
  const entries = new Map<string, Point>();
  let y = top + BAND_PADDING;
  nodes.forEach((node, index) => {
    const leaving = exitsOf(diagram, node, line, rank);
    const entered = diagram.arrows.some(
      (arrow) => arrow.to === node.id && line.includes(arrow.from) && !isDown(arrow, line),
    );
    const slots = leaving.length + (entered ? 1 : 0);
    const height = Math.max(node.form === 'end' ? END_HEIGHT : BOX_HEIGHT, slots * SLOT + 8);
    if (index > 0) y += gapBefore(diagram, nodes[index - 1], node, line);
    boxes.push({ node, ...textsOf(node, width, diagram.traced), x, y, width, height });
    const slot = (place: number): Point => ({
      x: x + width,
      y: y + height / 2 + (place - (slots - 1) / 2) * SLOT,
    });
    if (entered) entries.set(node.id, slot(0));
    leaving.forEach((arrow, place) => exits.push({ arrow, at: slot(place + (entered ? 1 : 0)) }));
    y += height;
  });
  return {
    boxes,
    bands: bandsOf(boxes),
    exits,
    entries,
    right: x + width + BAND_PADDING,
    bottom: y + BAND_PADDING,
  };
}

function exitsOf(
  diagram: Diagram,
  node: DiagramNode,
  line: readonly string[],
  rank: (target: string) => number,
): readonly DiagramArrow[] {
  return diagram.arrows
    .filter((arrow) => arrow.from === node.id && !isDown(arrow, line))
    .toSorted((a, b) => rank(a.to) - rank(b.to));
}

function gapBefore(
  diagram: Diagram,
  before: DiagramNode | undefined,
  node: DiagramNode,
  line: readonly string[],
): number {
  const labelled = diagram.arrows.some(
    (arrow) => arrow.from === before?.id && arrow.manner !== 'ok' && isDown(arrow, line),
  );
  return (
    ROW_GAP +
    (labelled ? LABEL_GAP : 0) +
    (before?.phase === node.phase && node.form !== 'end' ? 0 : BAND_GAP)
  );
}

/** One width for all: the widest text counts, within reason. */
export function boxWidth(nodes: readonly DiagramNode[], traced: boolean): number {
  const texts = nodes.flatMap((node) => [
    measureText(node.name, FONT.name, true) + visitRoom(node, traced),
    measureText(node.detail, FONT.detail),
  ]);
  const room = Math.min(MAX_BOX_TEXT, Math.max(...texts));
  return Math.ceil(room + 2 * BOX_PADDING);
}

export function textsOf(node: DiagramNode, width: number, traced: boolean): Pick<Box, 'name' | 'detail'> {
  const room = width - 2 * BOX_PADDING;
  return {
    name: fitText(node.name, FONT.name, room - visitRoom(node, traced), true),
    detail: fitText(node.detail, FONT.detail, room),
  };
}

/** An end has no time, so that its name needs no room beside it. */
function visitRoom(node: DiagramNode, traced: boolean): number {
  return traced && node.form !== 'end' ? VISIT_ROOM : 0;
}

function bandsOf(boxes: readonly Box[]): readonly Band[] {
  const bands: Band[] = [];
  for (const box of boxes) {
    const { phase } = box.node;
    if (phase === undefined) continue;
    const last = bands.at(-1);
    if (last?.phase === phase) {
      bands[bands.length - 1] = { ...last, height: box.y + box.height + BAND_PADDING - last.y };
    } else {
      const width = BAND_LABEL + box.width + 2 * BAND_PADDING;
      bands.push({ phase, x: MARGIN, y: box.y - BAND_PADDING, width, height: box.height + 2 * BAND_PADDING });
    }
  }
  return bands;
}
