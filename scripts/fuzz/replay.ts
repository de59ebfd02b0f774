import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './failure.ts';
import { readInput } from './messages.ts';
import type { Found } from './run.ts';
import type { Input } from './target.ts';

/** Keeps the input of a failure, in a file named after target and reason. */
export function keepFound(directory: string, found: Found): string {
  mkdirSync(directory, { recursive: true });
  const reason = createHash('sha256').update(reasonOf(found.failure)).digest('hex').slice(0, 8);
  const file = join(directory, `${found.target}-${reason}.json`);
  writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
  return file;
}

/** A kept input and its target. Throws where the file is not one of {@link keepFound}. */
export function readKept(file: string): { readonly target: string; readonly input: Input } {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null || !('target' in value) || !('input' in value))
    throw new TypeError(`${file} is not an input that was kept`);
  return { target: String(value.target), input: readInput(value.input) };
}
