import type { Label } from './picture.ts';

export interface TextStyle {
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'middle' | 'end';
}

/** One line of text. */
export function text(label: Pick<Label, 'text' | 'x' | 'y'>, size: number, style: TextStyle): string {
  const attributes = [
    `x="${number(label.x)}" y="${number(label.y)}" font-size="${size}" fill="${style.fill}"`,
    ...(style.weight === undefined ? [] : [`font-weight="${style.weight}"`]),
    ...(style.anchor === undefined ? [] : [`text-anchor="${style.anchor}"`]),
  ];
  return `<text ${attributes.join(' ')}>${escapeXml(label.text)}</text>`;
}

/** Text between tags and in attributes; characters that XML cannot hold at all are replaced. */
export function escapeXml(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A length with at most one digit after the point. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
