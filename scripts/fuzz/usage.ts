import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds for which a process had a processor, and for which it wanted one and had none. */
export interface Usage {
  readonly busy: number;
  readonly queued: number;
}

/**
 * What all threads of a process have used until now; nothing for one that has ended.
 *
 * By this and not by the clock a hang is told: on a computer that has much else to do, what a process waits for a
 * processor is no fault of its own. All threads, since one that waits for another of its own waits for nobody else.
 */
export function usageOf(pid: number): Usage {
  const threads = tasksOf(pid).map((task) => readUsage(`/proc/${pid}/task/${task}/schedstat`));
  return threads.reduce(
    (sum, { busy, queued }) => ({ busy: sum.busy + busy, queued: sum.queued + queued }),
    NOTHING,
  );
}

/** Whether something that a process has started still runs. */
export function hasChildren(pid: number): boolean {
  return tasksOf(pid).some((task) => read(`/proc/${pid}/task/${task}/children`).trim() !== '');
}

/** Megabytes that a process has now, and had at most; 0 once it has ended. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = read(`/proc/${pid}/status`);
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1] ?? 0) / 1024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

const NOTHING: Usage = { busy: 0, queued: 0 };

function readUsage(file: string): Usage {
  const [busy, queued] = read(file).split(' ');
  return { busy: Number(busy ?? 0) / 1e6, queued: Number(queued ?? 0) / 1e6 };
}

function tasksOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** A file of the kernel; nothing where the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
