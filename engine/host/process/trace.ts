import { systemClock } from '../clock.ts';
import { appendFileSync } from 'node:fs';
import type { Command } from '../../model/command.ts';

const file = process.env['NIXOS_AI_TRACE'];

/**
 * Writes one line for every command that has ended to the file that `NIXOS_AI_TRACE` names: its arguments, when it began
 * and when it ended, in milliseconds since 1970. Without the variable it costs one comparison.
 */
export async function traced<T>(command: Command, act: () => Promise<T>): Promise<T> {
  if (file === undefined) return act();
  const start = systemClock.now().getTime();
  try {
    return await act();
  } finally {
    appendFileSync(
      file,
      `${JSON.stringify({ argv: command.argv, start, end: systemClock.now().getTime() })}\n`,
    );
  }
}
