import type { StepOutcome } from '../../model/outcome.ts';
import { duration } from '../../model/units.ts';
import type { DiagramNode } from './diagram.ts';
import type { Visit } from './trace.ts';
import { INK, MOODS, PALE, PAPER, PHASES, SOFT_INK, TAKEN, type Tint } from './palette.ts';
import type { Band, Box, Picture } from './picture.ts';
import { BOX_PADDING, FONT } from './sizes.ts';
import { escapeXml, number, text } from './svg-text.ts';

/** The ground of one phase, with its name. */
export function renderBand(band: Band, picture: Picture): string {
  const tint = PHASES[band.phase];
  const reached = picture.boxes.some(
    (box) => box.node.visit !== undefined && box.y > band.y && box.y < band.y + band.height,
  );
  const pale = picture.traced && !reached;
  const [fill, ink] = pale ? [PALE.fill, PALE.text] : [tint.fill, tint.line];
  // Whoever looks at one part of a long phase sees its name too.
  const count = Math.max(1, Math.round(band.height / NAME_EVERY));
  const labels = Array.from({ length: count }, (_, index) => {
    const y = band.y + ((index + 0.5) / count) * band.height + 4;
    return text({ text: band.phase, x: band.x + 14, y }, FONT.band, { fill: ink, weight: 600 });
  });
  return `<g>${rectangle(band, 8, fill)}${labels.join('')}</g>`;
}

const NAME_EVERY = 400;

/** One state or end: what it is called, what it does, and what became of it. */
export function renderBox(box: Box, traced: boolean): string {
  const { node } = box;
  const pale = traced && node.visit === undefined;
  const tint = tintOf(node);
  const line = pale ? PALE.line : ((node.form === 'end' ? undefined : fateColour(node.visit)) ?? tint.line);
  const title = `${node.name}: ${node.detail}${node.mutates ? '. It changes the host.' : ''}`;
  const visited = node.visit === undefined ? '' : ` data-visited="${node.visit.outcome ?? 'yes'}"`;
  const parts = [
    `<g data-node="${escapeXml(node.id)}"${visited}><title>${escapeXml(title)}</title>`,
    rectangle(box, cornerOf(node), pale ? PAPER : fillOf(node), line, node.visit === undefined ? 1.4 : 2.2),
    ...(node.mutates ? [changesMark(box, pale)] : []),
    ...(node.form === 'step' ? [ownMark(box, line)] : []),
    ...words(box, pale),
    ...(node.visit === undefined || node.form === 'end' ? [] : [fateOf(box, node.visit)]),
    '</g>',
  ];
  return parts.join('');
}

function tintOf(node: DiagramNode): Tint {
  if (node.mood !== undefined) return MOODS[node.mood];
  return PHASES[node.phase ?? 'plan'];
}

function fillOf(node: DiagramNode): string {
  if (node.form === 'end') return node.visit === undefined ? tintOf(node).fill : tintOf(node).line;
  return node.form === 'rollback' ? tintOf(node).fill : PAPER;
}

function cornerOf(node: DiagramNode): number {
  if (node.form === 'end') return 22;
  return node.form === 'step' ? 3 : 9;
}

function words(box: Box, pale: boolean): string[] {
  const { node } = box;
  const reachedEnd = node.form === 'end' && node.visit !== undefined;
  const ink = reachedEnd ? PAPER : pale ? PALE.text : node.form === 'end' ? tintOf(node).line : INK;
  const soft = reachedEnd ? PAPER : pale ? PALE.text : SOFT_INK;
  const middle = box.y + box.height / 2;
  const x = box.x + BOX_PADDING;
  return [
    text({ text: box.name, x, y: middle - 3 }, FONT.name, { fill: ink, weight: 600 }),
    text({ text: box.detail, x, y: middle + 13.5 }, FONT.detail, { fill: soft }),
  ];
}

/** A bar at the left edge: the author wrote this one. */
function ownMark(box: Box, line: string): string {
  return `<rect x="${number(box.x)}" y="${number(box.y)}" width="5" height="${number(box.height)}" rx="2" fill="${line}"/>`;
}

/** A second edge inside the first. */
function changesMark(box: Box, pale: boolean): string {
  const inner = { x: box.x + 3.5, y: box.y + 3.5, width: box.width - 7, height: box.height - 7 };
  return rectangle(
    inner,
    Math.max(1, cornerOf(box.node) - 3),
    'none',
    pale ? PALE.line : tintOf(box.node).line,
    1,
  );
}

const WELL: readonly StepOutcome[] = ['ok', 'no-change', 'hold', 'reboot', 'pending'];

/** The colour of a state that did not end well. */
function fateColour(visit: Visit | undefined): string | undefined {
  if (visit === undefined) return undefined;
  if (visit.outcome === undefined) return TAKEN.failure;
  if (WELL.includes(visit.outcome)) return undefined;
  return visit.outcome === 'reject' || visit.outcome === 'stop' ? TAKEN.stopped : TAKEN.failure;
}

/** A mark for the outcome and the time it took, in the upper right. */
function fateOf(box: Box, visit: Visit): string {
  const { outcome } = visit;
  const bad = fateColour(visit);
  const well = bad === undefined;
  const colour = bad ?? TAKEN.ok;
  const [x, y] = [box.x + box.width - 20, box.y + box.height / 2 - 8];
  const sign = well
    ? 'M-4 0.5L-1.2 3.4L4 -3'
    : outcome === undefined
      ? 'M0 -4V1.5M0 3.8V4'
      : 'M-3.2 -3.2L3.2 3.2M3.2 -3.2L-3.2 3.2';
  const again = visit.attempts > 1 ? `${visit.attempts}× ` : '';
  const said = outcome === undefined ? 'cut off' : `${again}${duration(visit.took)}`;
  return `<circle cx="${number(x)}" cy="${number(y)}" r="8" fill="${colour}"/><path d="${sign}" transform="translate(${number(x)} ${number(y)})" fill="none" stroke="${PAPER}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>${text({ text: said, x: x - 13, y: y + 4 }, FONT.label, { fill: SOFT_INK, anchor: 'end' })}`;
}

function rectangle(
  place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  radius: number,
  fill: string,
  line?: string,
  width = 1.4,
): string {
  const edge = line === undefined ? '' : ` stroke="${line}" stroke-width="${width}"`;
  return `<rect x="${number(place.x)}" y="${number(place.y)}" width="${number(place.width)}" height="${number(place.height)}" rx="${radius}" fill="${fill}"${edge}/>`;
}
