import { MANNERS, PALE, PAPER, PHASES, TAKEN } from './palette.ts';
import type { LegendItem } from './picture.ts';
import { number } from './svg-text.ts';

const WIDTH = 26;
const HEIGHT = 14;
const NEUTRAL = PHASES.plan.line;

/** A small line or box as the picture has it; `y` is its middle. */
export function renderSample(sample: LegendItem['sample'], x: number, y: number): string {
  switch (sample) {
    case 'engine':
      return box(x, y, 4);
    case 'step':
      return `${box(x, y, 2)}<rect x="${number(x)}" y="${number(y - HEIGHT / 2)}" width="4" height="${HEIGHT}" fill="${NEUTRAL}"/>`;
    case 'mutates':
      return `${box(x, y, 4)}<rect x="${number(x + 3)}" y="${number(y - HEIGHT / 2 + 3)}" width="${WIDTH - 6}" height="${HEIGHT - 6}" rx="2" fill="none" stroke="${NEUTRAL}"/>`;
    case 'taken':
      return stroke(x, y, TAKEN.ok, 3);
    case 'pale':
      return stroke(x, y, PALE.line, 1.5);
    default:
      return stroke(x, y, MANNERS[sample].line, 1.5, MANNERS[sample].dash);
  }
}

function box(x: number, y: number, radius: number): string {
  return `<rect x="${number(x)}" y="${number(y - HEIGHT / 2)}" width="${WIDTH}" height="${HEIGHT}" rx="${radius}" fill="${PAPER}" stroke="${NEUTRAL}"/>`;
}

function stroke(x: number, y: number, colour: string, width: number, dash?: string): string {
  const dashed = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `<path d="M${number(x)} ${number(y)}H${number(x + WIDTH)}" stroke="${colour}" stroke-width="${width}"${dashed}/>`;
}
