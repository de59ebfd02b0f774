import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a preview reads of the state: who reads it there writes into it, too. */
const FILES = [
  'journal.db',
  'journal.db-wal',
  'index.db',
  'index.db-wal',
  'checkpoint.json',
  'audit-key.pem',
  'audit-key.pub',
  'quarantine.json',
];

/**
 * A copy of a state directory in memory, for a preview of a host whose state takes nothing: what is written goes there,
 * and is gone when this program ends. Snapshots are read where they are.
 */
export function copyState(state: string): string {
  const copy = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nixos-ai-state-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const name of FILES)
    if (existsSync(join(state, name))) copyFileSync(join(state, name), join(copy, name));
  if (existsSync(join(state, 'facts')))
    cpSync(join(state, 'facts'), join(copy, 'facts'), { recursive: true });
  if (existsSync(join(state, 'snapshots.git'))) borrowSnapshots(state, copy);
  return copy;
}

/** A repository of its own, whose objects are also those of the other. */
function borrowSnapshots(state: string, copy: string): void {
  const [from, to] = [join(state, 'snapshots.git'), join(copy, 'snapshots.git')];
  for (const directory of ['refs', 'objects/info']) mkdirSync(join(to, directory), { recursive: true });
  for (const name of ['HEAD', 'config']) copyFileSync(join(from, name), join(to, name));
  writeFileSync(join(to, 'objects/info/alternates'), `${join(from, 'objects')}\n`);
}
