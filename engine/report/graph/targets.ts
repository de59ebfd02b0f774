import type { Diagram, DiagramNode } from './diagram.ts';
import { spineOf, type Rows } from './rows.ts';
import { CLEAR, END_HEIGHT, BOX_HEIGHT, SLOT, TARGET_GAP } from './sizes.ts';
import { spread } from './spread.ts';

/** What stands beside the way, with the middle of its height. */
export interface RailTarget {
  readonly node: DiagramNode;
  readonly at: number;
  readonly height: number;
  /** Next to the way, or behind the states that are. */
  readonly column: 'near' | 'far';
}

/** How far down a target will be: as its sources are, on average. */
export function rankTargets(diagram: Diagram, line: readonly string[]): (target: string) => number {
  return (target) => {
    const own = line.indexOf(target);
    if (own !== -1) return own;
    const sources = diagram.arrows
      .filter((arrow) => arrow.to === target)
      .map((arrow) => line.indexOf(arrow.from));
    const known = sources.filter((index) => index !== -1);
    return known.reduce((sum, index) => sum + index, 0) / Math.max(1, known.length);
  };
}

export function placeTargets(diagram: Diagram, rows: Rows, top: number): readonly RailTarget[] {
  const line = spineOf(diagram);
  const beside = diagram.nodes.filter((node) => !line.includes(node.id));
  const near = spreadNear(beside, rows, top, diagram);
  return [...near, ...placeFar(diagram, beside, near)];
}

/** Everything that the way leads to, each beside the middle of where it is come from. */
function spreadNear(
  beside: readonly DiagramNode[],
  rows: Rows,
  top: number,
  diagram: Diagram,
): readonly RailTarget[] {
  const wishes = beside.flatMap((node) => {
    const sources = rows.exits.filter((exit) => exit.arrow.to === node.id).map((exit) => exit.at.y);
    if (sources.length === 0 && node.form === 'end') return [];
    // Nothing leads to a rollback that only recovery enters.
    if (sources.length === 0) sources.push(rows.bottom);
    const behind = diagram.arrows.some(
      (arrow) => arrow.to === node.id && beside.some((other) => other.id === arrow.from),
    );
    const at = sources.reduce((sum, y) => sum + y, 0) / sources.length;
    const column = behind ? ('far' as const) : ('near' as const);
    return [{ node, at, size: heightOf(node), column, only: sources.length === 1 ? at : undefined }];
  });
  // A line to the far column must pass below the state that leads there too.
  const rank = (wish: (typeof wishes)[number]): number => (wish.column === 'far' ? Infinity : wish.at);
  const ordered = wishes.toSorted((a, b) => rank(a) - rank(b));
  const middles = spread(ordered, TARGET_GAP, top);
  const taken = [
    ...rows.exits.map((exit) => exit.at.y),
    ...[...rows.entries.values()].map((point) => point.y),
  ];
  let shift = 0;
  return ordered.map(({ node, size, column, only }, index) => {
    const wanted = middles[index] ?? 0;
    let at = wanted + shift;
    if (only !== undefined && Math.abs(only - at) <= CLEAR) at = only;
    // Two lines of one height would look like one line.
    else while (taken.some((y) => Math.abs(y - at) < CLEAR)) at += 1;
    shift = Math.max(0, at - wanted);
    return { node, at, height: size, column };
  });
}

/** What only states beside the way lead to, around the height of those. */
function placeFar(
  diagram: Diagram,
  beside: readonly DiagramNode[],
  near: readonly RailTarget[],
): readonly RailTarget[] {
  return near.flatMap((source) => {
    const only = beside.filter(
      (node) =>
        near.every((other) => other.node.id !== node.id) &&
        diagram.arrows.some((arrow) => arrow.from === source.node.id && arrow.to === node.id),
    );
    const below = near.some((other) => other.column === 'far');
    const step = END_HEIGHT + TARGET_GAP;
    return only.map((node, index): RailTarget => {
      const place = below ? index - only.length + 1 : index - (only.length - 1) / 2;
      return {
        node,
        at: source.at + place * step - (below ? SLOT / 2 : 0),
        height: heightOf(node),
        column: 'far',
      };
    });
  });
}

function heightOf(node: DiagramNode): number {
  return node.form === 'end' ? END_HEIGHT : BOX_HEIGHT;
}
