import { watch } from 'node:fs';
import type { Clock, Timeout } from '../../model/host/clock.ts';
import { systemClock } from '../clock.ts';
import type { Watching } from './follow-journal.ts';

/**
 * Hears that one of some files of a directory was written, made or removed; not more often than every `settle`
 * milliseconds, and always once after the last.
 */
export function followFiles(
  directory: string,
  names: readonly string[],
  onChange: () => void,
  settle = 300,
  clock: Clock = systemClock,
): Watching {
  let timer: Timeout | undefined;
  const watcher = watch(directory, (_event, name) => {
    if (name === null || !names.includes(name) || timer !== undefined) return;
    timer = clock.after(settle, () => {
      timer = undefined;
      onChange();
    });
  });
  return {
    close: () => {
      timer?.cancel();
      watcher.close();
    },
  };
}
