import type { Diagram } from './diagram.ts';
import { measureText } from './measure.ts';
import type { LegendItem } from './picture.ts';
import { FONT, MARGIN } from './sizes.ts';

const SAMPLE = 34;
const GAP = 26;
const LEADING = 24;

/** What the lines and boxes mean: only what is in the picture. */
export function layLegend(
  diagram: Diagram,
  width: number,
  top: number,
): { readonly items: readonly LegendItem[]; readonly bottom: number } {
  let x = MARGIN;
  let y = top;
  const items = entriesOf(diagram).map(([sample, text]): LegendItem => {
    const room = measureText(text, FONT.label);
    if (x + SAMPLE + room > width - MARGIN && x > MARGIN) {
      x = MARGIN;
      y += LEADING;
    }
    const item = { sample, text, x: x + SAMPLE, y, width: room };
    x += SAMPLE + room + GAP;
    return item;
  });
  return { items, bottom: y };
}

const MANNERS = [
  ['ok', 'all well'],
  ['failure', 'failed or timed out'],
  ['stopped', 'stopped by a person'],
  ['early', 'nothing to do right now'],
] as const;

function entriesOf(diagram: Diagram): readonly (readonly [LegendItem['sample'], string])[] {
  const states = [
    ...(diagram.nodes.some((node) => node.form === 'step')
      ? [['step', "the runbook's own step"] as const]
      : []),
    ...(diagram.nodes.some((node) => node.mutates) ? [['mutates', 'changes the host'] as const] : []),
  ];
  if (diagram.traced) return [['taken', 'the path of this run'], ['pale', 'not taken'], ...states];
  return [
    ...MANNERS.filter(([manner]) => diagram.arrows.some((arrow) => arrow.manner === manner)),
    ['engine', 'inserted by the engine'],
    ...states,
  ];
}
