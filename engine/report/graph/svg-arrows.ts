import { stateName } from '../progress/progress.ts';
import { MANNERS, PALE, TAKEN } from './palette.ts';
import type { Arrow, Point, Rail } from './picture.ts';
import { FONT } from './sizes.ts';
import { escapeXml, number, text } from './svg-text.ts';

const HEAD = 7;
const CORNER = 8;

/** The part that several edges share, with a dot where one joins. */
export function renderRail(rail: Rail, traced: boolean): string {
  const { line, dash } = MANNERS[rail.manner];
  const colour = traced ? PALE.line : line;
  const [top, bottom] = rail.trunk;
  const dots = rail.joints
    .map(({ x, y }) => `<circle cx="${number(x)}" cy="${number(y)}" r="2.4" fill="${colour}"/>`)
    .join('');
  const trunk = top.y === bottom.y ? '' : stroke([top, bottom], colour, dash, 1.5);
  return `<g>${trunk}${stroke(shorten(rail.lead), colour, dash, 1.5)}${head(rail.lead, colour)}${dots}</g>`;
}

/** One edge, or several between the same two states; drawn whole where a run took it. */
export function renderArrow(arrow: Arrow, traced: boolean): string {
  const { from, to, on, manner, taken, points, own } = arrow;
  const walked = taken.length > 0;
  const { line, dash } = MANNERS[manner];
  const colour = walked ? TAKEN[manner] : traced ? PALE.line : line;
  const whole = walked || own === points.length;
  const drawn = whole ? shorten(points) : points.slice(0, own);
  const title = `${stateName(from)}: ${on.join(', ')}: ${stateName(to)}`;
  const data = `data-from="${escapeXml(from)}" data-to="${escapeXml(to)}" data-on="${on.join(' ')}"${walked ? ` data-taken="${taken.join(' ')}"` : ''}`;
  return `<g ${data}><title>${escapeXml(title)}</title>${stroke(drawn, colour, dash, walked ? 3 : 1.5)}${whole ? head(points, colour, walked ? 1.35 : 1) : ''}</g>`;
}

export function renderLabel(arrow: Arrow, traced: boolean): string {
  const { label, taken, manner } = arrow;
  if (label === undefined) return '';
  const walked = taken.length > 0;
  const fill = walked ? TAKEN[manner] : traced ? PALE.text : MANNERS[manner].line;
  const words = walked ? taken.join(', ') : label.text;
  return text({ ...label, text: words }, FONT.label, {
    fill,
    ...(walked ? { weight: 600 } : {}),
  });
}

function stroke(points: readonly Point[], colour: string, dash: string | undefined, width: number): string {
  const dashed = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `<path d="${pathOf(points)}" fill="none" stroke="${colour}" stroke-width="${width}"${dashed}/>`;
}

/** Straight parts with rounded corners. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points.filter((point, index) => index === 0 || !isSame(point, points[index - 1]));
  if (first === undefined) return '';
  const parts = rest.map((point, index) => {
    const before = index === 0 ? first : (rest[index - 1] ?? first);
    const after = rest[index + 1];
    if (after === undefined) return `L${at(point)}`;
    const radius = Math.min(CORNER, distance(before, point) / 2, distance(point, after) / 2);
    return `L${at(towards(point, before, radius))}Q${at(point)} ${at(towards(point, after, radius))}`;
  });
  return `M${at(first)}${parts.join('')}`;
}

/** The line ends where the head begins, so that the tip stays sharp. */
function shorten(points: readonly Point[]): readonly Point[] {
  const [last, before] = [points.at(-1), points.at(-2)];
  if (last === undefined || before === undefined) return points;
  return [...points.slice(0, -1), towards(last, before, HEAD - 1)];
}

function head(points: readonly Point[], colour: string, scale = 1): string {
  const [tip, before] = [points.at(-1), points.at(-2)];
  if (tip === undefined || before === undefined) return '';
  const length = HEAD * scale;
  const base = towards(tip, before, length);
  const [across, along] = [(tip.y - base.y) / length, (tip.x - base.x) / length];
  const half = 0.55 * length;
  const corner = (side: number): string =>
    `${number(base.x + side * across * half)},${number(base.y - side * along * half)}`;
  return `<polygon points="${number(tip.x)},${number(tip.y)} ${corner(1)} ${corner(-1)}" fill="${colour}"/>`;
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const part = whole === 0 ? 0 : length / whole;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isSame(a: Point, b: Point | undefined): boolean {
  return b !== undefined && distance(a, b) < 0.01;
}

function at(point: Point): string {
  return `${number(point.x)} ${number(point.y)}`;
}
