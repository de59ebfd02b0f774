import { readdirSync, readFileSync } from 'node:fs';

/** The environment variable that every process of a unit carries, as a control group would. */
export const MARK = 'SANDBOX_UNIT';

export function mark(root, unit) {
  return `${root}:${unit}`;
}

/** When a process began, in clock ticks since boot: with its number, what tells it from every other. */
export function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** The processes of one unit, or (without a unit) of every unit of this root. */
export function markedProcesses(root, unit) {
  const wanted = `${MARK}=${mark(root, unit ?? '')}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) =>
      environment(pid).some((entry) => (unit === undefined ? entry.startsWith(wanted) : entry === wanted)),
    )
    .map(Number)
    .filter((pid) => startTime(pid) !== undefined);
}

/** Signals a process, and says whether it was there. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function environment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
