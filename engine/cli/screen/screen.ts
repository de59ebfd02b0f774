import { layOut } from '../../report/text/lay-out.ts';
import { layoutOf } from './style.ts';

/** A whole terminal that is drawn over. What stood there before is back when it is closed. */
export interface Screen extends Disposable {
  /** Lines that do not fit are left out at the end. */
  draw(text: string): void;
}

const ENTER = '\u001B[?1049h';
const LEAVE = '\u001B[?1049l';
const HOME = '\u001B[H';
/** From here to the end of the line, and of the screen. */
const REST_OF_LINE = '\u001B[K';
const REST_OF_SCREEN = '\u001B[J';

/** Undefined where the stream is no terminal that can be drawn on, or text is to be plain. */
export function openScreen(stream: NodeJS.WriteStream): Screen | undefined {
  const layout = layoutOf(stream);
  if (!stream.isTTY || layout.plain || process.env['TERM'] === 'dumb') return undefined;
  stream.write(ENTER);
  return {
    draw: (text) => {
      const lines = layOut(text, layoutOf(stream))
        .split('\n')
        .slice(0, (stream.rows ?? 24) - 1);
      // Line by line over what is there: a screen that is wiped first would flicker.
      stream.write(`${HOME}${lines.map((line) => `${line}${REST_OF_LINE}\r\n`).join('')}${REST_OF_SCREEN}`);
    },
    [Symbol.dispose]: () => void stream.write(LEAVE),
  };
}
