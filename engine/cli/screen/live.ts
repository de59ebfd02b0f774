/**
 * Lines at the end of a terminal that are drawn over and over, a part for each that draws some. They are taken away
 * before anything else is said.
 */
export interface Live {
  /** Columns that a line may have. */
  columns(): number;
  draw(part: object, lines: readonly string[]): void;
  /** Takes everything away until something is drawn again. */
  clear(): void;
  /** A line that stays. */
  say(line: string): void;
}

/** Undefined where the stream is no terminal, or one that wants plain text. */
export function makeLive(stream: NodeJS.WriteStream): Live | undefined {
  const { NO_COLOR, TERM } = process.env;
  if (!stream.isTTY || (NO_COLOR ?? '') !== '' || TERM === 'dumb') return undefined;
  const parts = new Map<object, readonly string[]>();
  let drawn = '';
  const replace = (text: string, after = ''): void => {
    const height = drawn.split('\n').length - 1;
    const away = drawn === '' ? '' : `\r${height === 0 ? '' : `\u001B[${height}A`}\u001B[J`;
    stream.write(away + after + text);
    drawn = text;
  };
  // Two evaluations at once say the same.
  const lines = (): string => [...new Set([...parts.values()].flat())].slice(0, MOST_LINES).join('\n');
  return {
    // A line that fills the last column would wrap on some terminals.
    columns: () => Math.max(20, (stream.columns ?? 80) - 1),
    draw: (part, drawnNow) => {
      if (drawnNow.length === 0) parts.delete(part);
      else parts.set(part, drawnNow);
      const text = lines();
      if (text !== drawn) replace(text);
    },
    clear: () => {
      if (drawn !== '') replace('');
    },
    say: (line) => replace(lines(), `${line}\n`),
  };
}

const MOST_LINES = 6;
