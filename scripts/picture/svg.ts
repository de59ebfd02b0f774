import { countCells, parseTerminal, type Stretch, type Style } from './terminal.ts';

// Pixels. The size of a cell fits the fonts below; each stretch is stretched to its cells, so columns hold in any font.
const CELL = { width: 8, height: 19 };
const FONT_SIZE = 13.3;
const MARGIN = 16;
const TITLE_HEIGHT = 34;
const BACKGROUND = '#161b22';
const FRAME = '#30363d';
const FOREGROUND = '#e6edf3';
const DIM = '#8b949e';

/** The sixteen colours, chosen to be read on the background. */
const COLOURS = [
  '#6e7681',
  '#ff7b72',
  '#56d364',
  '#e3b341',
  '#79c0ff',
  '#d2a8ff',
  '#76e3ea',
  '#e6edf3',
  '#8b949e',
  '#ffa198',
  '#7ee787',
  '#f2cc60',
  '#a5d6ff',
  '#e2c5ff',
  '#b3f0ff',
  '#ffffff',
] as const;

/**
 * What a program wrote to a terminal → a picture of it: an SVG with its text as text, so that it can be selected,
 * searched and read aloud.
 *
 * @example
 * renderTerminalSvg('\u001b[32mverified\u001b[39m', 'nixos-ai')   // '<svg xmlns=…'
 */
export function renderTerminalSvg(output: string, title: string): string {
  const lines = parseTerminal(output);
  const columns = Math.max(40, ...lines.map(widthOf));
  const width = columns * CELL.width + 2 * MARGIN;
  const height = TITLE_HEIGHT + lines.length * CELL.height + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
    `<title>${escape(title)}</title>`,
    `<style>text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace;font-size:${FONT_SIZE}px;fill:${FOREGROUND};white-space:pre}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${BACKGROUND}" stroke="${FRAME}"/>`,
    `<path d="M0.5 ${TITLE_HEIGHT}.5H${width - 0.5}" stroke="${FRAME}"/>`,
    `<text x="${width / 2}" y="22" text-anchor="middle" fill="${DIM}" style="fill:${DIM}">${escape(title)}</text>`,
    ...lines.flatMap((line, row) => renderLine(line, row)),
    '</svg>',
    '',
  ].join('\n');
}

function widthOf(line: readonly Stretch[]): number {
  return line.reduce((sum, stretch) => sum + countCells(stretch.text), 0);
}

function renderLine(line: readonly Stretch[], row: number): string[] {
  const y = TITLE_HEIGHT + MARGIN + row * CELL.height + FONT_SIZE;
  const spans = line.filter((stretch) => stretch.text.trim() !== '').map(renderStretch);
  return spans.length === 0
    ? []
    : [`<text y="${y.toFixed(1)}" xml:space="preserve">${spans.join('')}</text>`];
}

function renderStretch({ text, column, style }: Stretch): string {
  const x = MARGIN + column * CELL.width;
  const length = countCells(text) * CELL.width;
  return `<tspan x="${x}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${attributesOf(style)}>${escape(text)}</tspan>`;
}

function attributesOf({ bold, dim, colour }: Style): string {
  const fill = colour === undefined ? (dim ? DIM : undefined) : COLOURS[colour];
  return `${fill === undefined ? '' : ` style="fill:${fill}"`}${bold ? ' font-weight="bold"' : ''}`;
}

function escape(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // Control characters are not allowed in XML at all.
      .replaceAll(/\p{Cc}/gu, ' ')
  );
}
