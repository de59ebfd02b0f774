import { writeSync } from 'node:fs';

/** Prints a short text without the streams of Node, which take longer to load than some commands to run. */
export function printAtOnce(text: string): void {
  writeSync(1, text);
}
