import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory, readTextIfThere, removeTree, writeShared } from '../tree/files.ts';

const KEPT_ANSWERS = 200;

/** An answer of a model that was accepted once. It is looked at anew whenever it is used. */
export interface KeptAnswer {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
}

/** What is kept under a key; undefined where nothing is, or nothing that can be read. */
export async function readAnswer(state: string, key: string): Promise<KeptAnswer | undefined> {
  const text = await readTextIfThere(fileOf(state, key)).catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps an answer for the next time. What is kept only saves a call: a full disk is no reason to fail. */
export async function keepAnswer(state: string, key: string, answer: KeptAnswer): Promise<void> {
  try {
    await makePrivateDirectory(directoryOf(state));
    await writeShared(fileOf(state, key), JSON.stringify(answer));
    await prune(directoryOf(state));
  } catch {
    // The next time costs a call.
  }
}

async function prune(directory: string): Promise<void> {
  const names = await readdir(directory);
  if (names.length <= KEPT_ANSWERS) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(directory, name))).mtimeMs })),
  );
  aged.sort((a, b) => b.at - a.at);
  for (const { name } of aged.slice(KEPT_ANSWERS)) await removeTree(join(directory, name));
}

function fileOf(state: string, key: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return join(directoryOf(state), `${name}.json`);
}

function directoryOf(state: string): string {
  return join(state, 'answers');
}

function isKept(value: unknown): value is KeptAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['text', 'provider', 'model'].every(
      (name) => typeof (value as Record<string, unknown>)[name] === 'string',
    )
  );
}
