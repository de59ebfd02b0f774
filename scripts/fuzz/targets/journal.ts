import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { openQueue } from '../../../engine/journal/queue.ts';
import { openServiceLog } from '../../../engine/journal/service-log.ts';
import { damage, damages } from '../damage.ts';
import { makeSandbox } from '../program.ts';
import type { Ending, Input, Target } from '../target.ts';

const STATE = 'var/lib/nixos-ai';
const PARTS = [STATE, 'etc/nixos'] as const;
const FILES = [
  'journal.db',
  'journal.db-wal',
  'journal.db-shm',
  'audit-key.pem',
  'audit-key.pub',
  'checkpoint.json',
  'queue.db',
  'lock.db',
  'index.db',
  'service.db',
  'reserve',
];

/** What reads or goes by a journal. The last ones change the host, so they come last. */
const READING = [
  ['history'],
  ['history', '--json'],
  ['show'],
  ['audit', 'verify'],
  ['audit', 'export'],
  ['status'],
  ['events'],
  ['events', '--json'],
  ['doctor'],
];
const CHANGING = [['resume'], ['rollback'], ['rollback', '--dry-run'], ['set the hostname to sage', '--yes']];

/** A host whose state directory was damaged: everything that reads it says so, and nothing falls over. */
export const journalTarget: Target = {
  name: 'journal',
  about: 'state directories damaged: bytes, rows, tables, logs, keys, checkpoints, kinds of file',
  batch: 20,
  waits: true,
  inputs: () =>
    fc
      .tuple(
        fc.constantFrom(...READING, ...READING, ...CHANGING),
        fc.constantFrom(...CHANGING, ...READING),
        damages(FILES),
      )
      .map(([first, second, done]) => [JSON.stringify(first), JSON.stringify(second), ...done]),
  open: async () => {
    const { directory, run, close } = await makeSandbox();
    await run(['set the hostname to basil', '--yes']);
    await run(['set the hostname to thyme', '--dry-run']);
    // An engine that dies in the middle of a switch leaves a run to go on with, and a log of the database to read.
    await run(['set the hostname to sorrel', '--yes'], {
      NIXOS_AI_FAULT: 'journal:step-ended switch before#1',
    }).catch(() => undefined);
    leaveMore(join(directory, STATE));
    const kept = `${directory}.kept`;
    PARTS.forEach((part) => copy(directory, kept, part));
    const play = async ([first = '[]', second = '[]', ...done]: Input): Promise<Ending> => {
      restore(kept, directory);
      done.forEach((piece) => damage(join(directory, STATE), piece));
      const codes = [];
      for (const command of [first, second]) {
        const { exitCode } = await run(wordsIn(command));
        codes.push(exitCode);
      }
      return codes.every((code) => code === 0) ? 'taken' : 'refused';
    };
    return { play, close };
  },
};

/** What a service and somebody who waited leave behind. */
function leaveMore(state: string): void {
  using log = openServiceLog(state);
  const by = {
    kind: 'person',
    name: 'a member of ops',
    door: 'socket',
    known: 'group',
    groups: ['ops'],
  } as const;
  for (const message of ['it is not a request', 'the caller could not be identified'])
    log.append({ type: 'request-refused', by, message });
  log.append({ type: 'request', by, what: 'status' });
  log.setMark('told', 1);
  using queue = openQueue(state);
  queue.enter({ run: '20260102-030405-abcd', pid: process.pid, since: '2026-01-02T03:04:05.000Z' }, 'look');
}

/** The state and the configuration of the host as they were. Its services run on meanwhile. */
function restore(kept: string, directory: string): void {
  for (const part of PARTS) {
    rmSync(join(directory, part), { recursive: true, force: true });
    copy(kept, directory, part);
  }
}

function copy(from: string, to: string, part: string): void {
  cpSync(join(from, part), join(to, part), {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
}

function wordsIn(piece: string): readonly string[] {
  const words: unknown = JSON.parse(piece);
  return Array.isArray(words) ? words.map(String) : [];
}
