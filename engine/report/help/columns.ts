import { wrapText } from '../text/wrap.ts';

/** Where the second column begins at most; a longer first one has its line for itself. */
const WIDEST = 30;

/**
 * Names and what they mean, in two columns; the second is wrapped and keeps its edge.
 *
 * @example renderColumns([['-y, --yes', 'Approve the plan shown in the preview.']], 80) // '  -y, --yes  Approve the
 * plan shown in the preview.'
 */
export function renderColumns(
  rows: readonly (readonly [string, string])[],
  width: number,
  paint: (name: string) => string = (name) => name,
): string {
  const edge = Math.min(WIDEST, Math.max(...rows.map(([name]) => name.length)) + 4);
  return rows
    .flatMap(([name, meaning]) => {
      const lines = fold(meaning, width - edge);
      const own = name.length + 4 > edge;
      const first = own ? [`  ${paint(name)}`] : [];
      const rest = lines.map((line, at) =>
        at === 0 && !own
          ? `  ${paint(name)}${' '.repeat(edge - name.length - 2)}${line}`
          : ' '.repeat(edge) + line,
      );
      return [...first, ...rest].map((line) => line.trimEnd());
    })
    .join('\n');
}

/** A paragraph as lines of at most so many columns. */
export function fold(text: string, width: number): readonly string[] {
  return wrapText(text, Math.max(width, 20))
    .split('\n')
    .map((line) => line.trimStart());
}
