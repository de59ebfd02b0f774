import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ExportedRow } from './walk.ts';

/**
 * The rows of an export (`nixos-ai audit export`), one at a time. Throws where a line is not such a row: it says
 * which line.
 */
export function* readExport(file: string): Generator<ExportedRow> {
  let number = 0;
  for (const line of readLines(file)) {
    number += 1;
    if (line === '') continue;
    const row = parseRow(line);
    if (row === undefined) throw new Error(`line ${number} of ${file} is not a row of an export`);
    yield row;
  }
}

/** A row as a line of an export; `readExport` gives it back. */
export function renderExportedRow(row: ExportedRow): string {
  return `${JSON.stringify(row)}\n`;
}

function* readLines(file: string): Generator<string> {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(65_536);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) {
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    yield rest + decoder.end();
  } finally {
    closeSync(handle);
  }
}

function parseRow(line: string): ExportedRow | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, run, seq, at, type, payload, hash, previous } = value as Record<string, unknown>;
  if (typeof id !== 'number' || typeof seq !== 'number') return undefined;
  const texts = { run, at, type, payload, hash, previous };
  return Object.values(texts).every((text) => typeof text === 'string')
    ? ({ id, seq, ...texts } as ExportedRow)
    : undefined;
}
