import type { Diagram } from './diagram.ts';
import { layLegend } from './legend.ts';
import { fitText, wrapLabel } from './measure.ts';
import type { Arrow, Label, Picture } from './picture.ts';
import { isDown, placeRows, spineOf, type Rows } from './rows.ts';
import { routeExits } from './routes.ts';
import { FONT, MARGIN } from './sizes.ts';
import { placeTargets, rankTargets } from './targets.ts';

/**
 * Gives everything of a diagram its place. The way where all is well runs down on the left, one band a phase; whatever
 * leaves it goes right to a shared line, a line for each target, and along that to its target.
 */
export function layOutGraph(diagram: Diagram): Picture {
  // How wide it is does not depend on how far down it begins, but how long the heading is depends on how wide it is.
  const { width } = place(diagram, 0);
  const heading = layHeading(diagram, width);
  return { ...place(diagram, heading.bottom), ...heading };
}

function place(diagram: Diagram, top: number): Omit<Picture, 'title' | 'subtitle'> {
  const line = spineOf(diagram);
  const rows = placeRows(diagram, line, top, rankTargets(diagram, line));
  const targets = placeTargets(diagram, rows, top);
  const { arrows, rails, right } = routeExits(diagram, rows, targets);
  const boxes = [...rows.boxes, ...arrows.boxes];
  const width = Math.ceil(Math.max(right, MIN_WIDTH - MARGIN) + MARGIN);
  const bottom = Math.max(rows.bottom, ...boxes.map((box) => box.y + box.height));
  const legend = layLegend(diagram, width, bottom + MARGIN);
  return {
    width,
    height: Math.ceil(legend.bottom + MARGIN),
    bands: rows.bands,
    boxes,
    arrows: [...downArrows(diagram, rows, line), ...arrows.arrows],
    rails,
    legend: legend.items,
    traced: diagram.traced,
  };
}

const MIN_WIDTH = 640;
const SUBTITLE_LINES = 3;
const SUBTITLE_LEADING = 19;

function layHeading(
  diagram: Diagram,
  width: number,
): Pick<Picture, 'title' | 'subtitle'> & { bottom: number } {
  const room = width - 2 * MARGIN;
  const y = MARGIN + FONT.title;
  const text = fitText(diagram.about.title, FONT.title, room, true);
  const lines = wrapLabel(diagram.about.subtitle, FONT.subtitle, room, SUBTITLE_LINES);
  const subtitle = lines.map((line, index): Label => ({
    text: line,
    x: MARGIN,
    y: y + 24 + index * SUBTITLE_LEADING,
    width: room,
  }));
  return { title: { text, x: MARGIN, y, width: room }, subtitle, bottom: (subtitle.at(-1)?.y ?? y) + 22 };
}

// Where in a box's width the arrows down leave: all well in the middle, otherwise to its right.
const DOWN = 0.5;
const DOWN_OTHERWISE = 0.66;

function downArrows(diagram: Diagram, rows: Rows, line: readonly string[]): Arrow[] {
  return diagram.arrows.flatMap((arrow) => {
    const from = rows.boxes.find((box) => box.node.id === arrow.from);
    const to = rows.boxes.find((box) => box.node.id === arrow.to);
    if (from === undefined || to === undefined || !isDown(arrow, line)) return [];
    const x = from.x + from.width * (arrow.manner === 'ok' ? DOWN : DOWN_OTHERWISE);
    const [start, end] = [from.y + from.height, to.y];
    const label = {
      text: arrow.on.join(', '),
      x: x + 8,
      y: (start + end) / 2 + 1,
      width: from.x + from.width - x,
    };
    return [
      {
        ...arrow,
        points: [
          { x, y: start },
          { x, y: end },
        ],
        own: 2,
        ...(arrow.manner === 'ok' ? {} : { label }),
      },
    ];
  });
}
