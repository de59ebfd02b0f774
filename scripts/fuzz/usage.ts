import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds for which a process had a processor, and for which it wanted one and had none, by its main thread. */
export interface Usage {
  readonly busy: number;
  readonly queued: number;
  /** Both, of its other threads: it may wait for them. */
  readonly others: number;
}

/**
 * What a process has used until now; nothing for one that has ended.
 *
 * By this and not by the clock a hang is told: on a computer that has much else to do, what a process waits for a
 * processor is no fault of its own. What it works is what its main thread does: what others do beside that, such as to
 * collect garbage, takes nobody longer where there are processors enough.
 */
export function usageOf(pid: number): Usage {
  const ofTask = (task: string) => readSchedule(`/proc/${pid}/task/${task}/schedstat`);
  const others = tasksOf(pid)
    .filter((task) => task !== String(pid))
    .map(ofTask)
    .reduce((sum, { busy, queued }) => sum + busy + queued, 0);
  return { ...ofTask(String(pid)), others };
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

function readSchedule(file: string): Omit<Usage, 'others'> {
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
