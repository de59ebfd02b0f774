import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Load {
  /** Processes that do nothing but work. */
  readonly cpu: number;
  /** Processes that write, sync and remove a file of a few MiB without a pause. */
  readonly disk: number;
  readonly directory: string;
}

const SPIN = 'for (;;);';
const WRITE = `
const { openSync, writeSync, fsyncSync, closeSync, rmSync } = require('node:fs');
const block = Buffer.alloc(4 << 20, 1);
for (;;) {
  const file = openSync(process.argv[1], 'w');
  writeSync(file, block);
  fsyncSync(file);
  closeSync(file);
  rmSync(process.argv[1]);
}`;

/** Keeps the computer busy until it is disposed of. The processes end with this one, whatever becomes of it. */
export function keepBusy({ cpu, disk, directory }: Load): Disposable & { readonly processes: number } {
  const children = [
    ...Array.from({ length: cpu }, () => busy(SPIN)),
    ...Array.from({ length: disk }, (_, index) => busy(WRITE, join(directory, `busy-${index}`))),
  ];
  const end = (): void => children.forEach((child) => child.kill('SIGKILL'));
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return { processes: children.length, [Symbol.dispose]: end };
}

function busy(code: string, ...args: readonly string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, ['-e', code, ...args], { stdio: 'ignore' });
}
