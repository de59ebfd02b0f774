import type { Label, LegendItem, Picture } from './picture.ts';
import { FRAME, INK, PAPER, SOFT_INK } from './palette.ts';
import { FONT } from './sizes.ts';
import { renderArrow, renderLabel, renderRail } from './svg-arrows.ts';
import { renderBand, renderBox } from './svg-boxes.ts';
import { renderSample } from './svg-legend.ts';
import { escapeXml, text } from './svg-text.ts';

/** The fonts that are looked for; the pictures of `rasterize` are drawn with the first. */
export const FONT_FAMILY =
  "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'DejaVu Sans', sans-serif";

/**
 * A picture as one SVG file that needs nothing else: its text is text, every state and every edge has a title, and the
 * card that it stands on can be read on any page.
 *
 * Each edge is in `data-from`, `data-to` and `data-on` (outcomes, separated by blanks), each state in `data-node`; what
 * a run took has `data-taken`, what it entered `data-visited`.
 */
export function renderSvg(picture: Picture): string {
  const { width, height, title, subtitle } = picture;
  const described = subtitle.map((part) => part.text).join(' ');
  const taken = picture.arrows.filter((arrow) => arrow.taken.length > 0);
  const others = picture.arrows.filter((arrow) => arrow.taken.length === 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="picture-title picture-desc" font-family="${FONT_FAMILY}">`,
    `<title id="picture-title">${escapeXml(title.text)}</title>`,
    `<desc id="picture-desc">${escapeXml(described)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${PAPER}" stroke="${FRAME}"/>`,
    heading(title, subtitle),
    ...picture.bands.map((band) => renderBand(band, picture)),
    ...picture.rails.map((rail) => renderRail(rail, picture.traced)),
    ...others.map((arrow) => renderArrow(arrow, picture.traced)),
    ...taken.map((arrow) => renderArrow(arrow, picture.traced)),
    ...picture.arrows.map((arrow) => renderLabel(arrow, picture.traced)),
    ...picture.boxes.map((box) => renderBox(box, picture.traced)),
    ...picture.legend.map(renderLegendItem),
    '</svg>',
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n');
}

function heading(title: Label, subtitle: readonly Label[]): string {
  return [
    text(title, FONT.title, { fill: INK, weight: 600 }),
    ...subtitle.map((part) => text(part, FONT.subtitle, { fill: SOFT_INK })),
  ].join('\n');
}

function renderLegendItem(item: LegendItem): string {
  return `${renderSample(item.sample, item.x - 34, item.y - 4)}\n${text(item, FONT.label, { fill: SOFT_INK })}`;
}
