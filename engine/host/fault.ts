import { appendFileSync } from 'node:fs';

/**
 * Fault points: named places, before and after everything that lasts, where a test ends this process as a power cut
 * would, or holds it still. `NIXOS_AI_FAULT=name#3` kills at the third time the point is passed; `NIXOS_AI_FAULT_STOP=name#3`
 * stops there until SIGCONT, so that another process can do meanwhile what a race would; `NIXOS_AI_FAULT_LOG=file` writes
 * every point that is passed. Without any, a point costs one comparison.
 */
const target = process.env['NIXOS_AI_FAULT'];
const stop = process.env['NIXOS_AI_FAULT_STOP'];
const log = process.env['NIXOS_AI_FAULT_LOG'];
const enabled = target !== undefined || stop !== undefined || log !== undefined;
const passed = new Map<string, number>();

/**
 * @example
 * faultPoint('file:before configuration.nix');
 */
export function faultPoint(name: string): void {
  if (!enabled) return;
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  const point = `${name}#${count}`;
  if (log !== undefined) appendFileSync(log, `${point}\n`);
  if (point === stop) process.kill(process.pid, 'SIGSTOP');
  // Nothing runs after this: no handler, no flush, no exit code of ours.
  if (point === target) process.kill(process.pid, 'SIGKILL');
}

/** A fault point before and after an act. */
export async function withFaultPoints<T>(name: string, act: () => Promise<T>): Promise<T> {
  faultPoint(`${name} before`);
  const result = await act();
  faultPoint(`${name} after`);
  return result;
}

/**
 * A point between a look and what follows from it, where a test holds the process still as `NIXOS_AI_FAULT_STOP` says. What
 * only looks changes nothing by its death, so nobody is killed here, and the point is in no list.
 */
export function racePoint(name: string): void {
  if (stop === undefined) return;
  const count = (passed.get(name) ?? 0) + 1;
  passed.set(name, count);
  if (`${name}#${count}` === stop) process.kill(process.pid, 'SIGSTOP');
}
