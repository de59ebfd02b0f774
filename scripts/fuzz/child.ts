/**
 * The process in which inputs of one target are played, so that one that hangs or takes all memory can be killed:
 * `node --expose-gc scripts/fuzz/child.ts TARGET`, told by messages what to play.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { MOST_MEMORY, readInput, type Answer } from './messages.ts';
import { loadTarget } from './targets.ts';

const target = await loadTarget(process.argv[2] ?? '');
const subject = await target.open();
const before = memoryNow();
const heldBefore = heldNow();
process.on('message', (message: unknown) => void play(message).then(say));
// Who asks has gone, or has asked enough.
process.on('disconnect', () => void close().finally(() => process.exit(0)));
say({ kind: 'ready' });

async function play(message: unknown): Promise<Answer> {
  forgetPeak();
  const begun = spent();
  try {
    const ending = await subject.play(readInput(message));
    const took = spent() - begun;
    const peak = peakMemory() - before;
    return { kind: 'ended', ending, took, peak, held: peak > MOST_MEMORY ? heldNow() - heldBefore : 0 };
  } catch (error) {
    return { kind: 'threw', what: error instanceof Error ? told(error) : String(error) };
  }
}

/** Milliseconds of this process alone, which a busy computer does not lengthen; of a subject that waits for others, by the clock. */
function spent(): number {
  const { user, system } = process.cpuUsage();
  return target.waits === true ? performance.now() : (user + system) / 1_000;
}

function told(error: Error): string {
  const cause = error.cause instanceof Error ? `\n  cause: ${told(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

async function close(): Promise<void> {
  await subject.close?.();
}

function say(answer: Answer): void {
  process.send?.(answer);
}

/** Megabytes in use, without what only waits to be thrown away. */
function memoryNow(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

/** Megabytes that somebody holds: what was thrown away is given back when the other threads of V8 come to it. */
function heldNow(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 2 ** 20);
}

/** The kernel's own peak, counted from here (see proc(5)). */
function forgetPeak(): void {
  writeFileSync('/proc/self/clear_refs', '5');
}

function peakMemory(): number {
  return Math.round(Number(/VmHWM:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024);
}
