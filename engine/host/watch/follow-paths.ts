import type { Clock, Timeout } from '../../model/host/clock.ts';
import { systemClock } from '../clock.ts';
import type { Watching } from './follow-journal.ts';

/** Hears of changes below paths; the kernel tells, nothing is polled. Several within `settle` milliseconds are one. */
export async function followPaths(
  paths: readonly string[],
  onChange: (path: string) => void,
  onTrouble: (message: string) => void,
  settle = 500,
  clock: Clock = systemClock,
): Promise<Watching> {
  if (paths.length === 0) return { close: () => undefined };
  const { watch } = await import('chokidar');
  const timers = new Map<string, Timeout>();
  const watcher = watch([...paths], { ignoreInitial: true, persistent: true, followSymlinks: false });
  watcher.on('all', (_event: string, changed: string) => {
    for (const path of paths.filter((one) => changed === one || changed.startsWith(`${one}/`))) {
      timers.get(path)?.cancel();
      timers.set(
        path,
        clock.after(settle, () => onChange(path)),
      );
    }
  });
  watcher.on('error', (error: unknown) => onTrouble(error instanceof Error ? error.message : String(error)));
  await new Promise<void>((ready) => void watcher.once('ready', () => ready()));
  return {
    close: () => {
      timers.forEach((timer) => timer.cancel());
      void watcher.close();
    },
  };
}
