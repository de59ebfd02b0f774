import { styleText } from 'node:util';
import { plain, type Paint } from '../../report/text/paint.ts';
import { isPlain } from './plain.ts';

/** Colours where the stream is a terminal that wants them (NO_COLOR, FORCE_COLOR, TERM and `--plain` are heard). */
export function terminalPaint(stream: NodeJS.WriteStream): Paint {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (isPlain()) return plain;
  const wanted = FORCE_COLOR !== undefined || (stream.isTTY && NO_COLOR === undefined && TERM !== 'dumb');
  if (!wanted) return plain;
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false });
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    green: style('green'),
    yellow: style('yellow'),
    cyan: style('cyan'),
  };
}
