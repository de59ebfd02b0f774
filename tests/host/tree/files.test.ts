import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MODULE = new URL('../../../engine/host/tree/files.ts', import.meta.url).href;
let directory: string;
beforeEach(() => (directory = mkdtempSync('/tmp/nixos-ai-files-')));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('what many processes write at once is whole, and none of them fails', async () => {
  const file = join(directory, 'facts.json');
  const writers = ['a', 'b', 'c', 'd'].map((letter) =>
    spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { writeShared } from ${JSON.stringify(MODULE)};
       for (let round = 0; round < 100; round += 1)
         await writeShared(${JSON.stringify(file)}, '${letter}'.repeat(100_000));`,
    ]),
  );
  const ended = await Promise.all(writers.map(async (writer) => once(writer, 'exit')));
  expect(ended.map(([exitCode]: readonly unknown[]) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toMatch(/^(?:a{100000}|b{100000}|c{100000}|d{100000})$/u);
  expect(readdirSync(directory)).toEqual(['facts.json']);
});
