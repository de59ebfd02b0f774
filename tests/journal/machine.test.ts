import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { auditExport, auditJournal } from '../../engine/journal/audit.ts';
import { chainHash } from '../../engine/journal/chain.ts';
import { advanceCheckpoint, readCheckpoint } from '../../engine/journal/checkpoint.ts';
import { openJournal } from '../../engine/journal/journal.ts';
import { goOnOn, isOtherHardware, isSameMachine, readMachine } from '../../engine/journal/machine.ts';
import type { Principal } from '../../engine/model/principal.ts';

const HERE = { installation: 'a', hardware: 'b' };
const THERE = { installation: 'c', hardware: 'd' };
const CLONE = { installation: 'a', hardware: 'd' };
const AT = new Date('2026-01-01T00:00:00Z');
const BOB: Principal = { kind: 'person', name: 'bob', door: 'terminal', known: 'login', groups: [] };

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-machine-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const at = (name: string): string => join(state, name);

/** A run that ends, signed on a machine as the engine would there. */
function writeOn(machine: object, run: string): void {
  using journal = openJournal(state);
  journal.append(run, { type: 'note', node: 'plan', message: 'x' });
  const [last] = [...journal.rows()].slice(-1);
  if (last === undefined) throw new Error('no row');
  const { id, hash } = last;
  const end = { last: { id, hash }, has: () => true, countAfter: (row: number) => id - row };
  if (!advanceCheckpoint(state, end, AT, machine)) throw new Error('not signed');
}

const codesOn = (machine: object): readonly string[] =>
  auditJournal(state, {}, machine).findings.map(({ code }) => code);

describe('a journal is bound to its machine', () => {
  it('and says so where it was written', () => {
    openJournal(state).close();
    rmSync(state, { recursive: true });
    writeOn(HERE, 'a');
    expect(auditJournal(state, {}, HERE).writtenOn).toMatchObject({ now: 'here' });
  });

  it.each([
    ['another machine', THERE, /on another machine/u],
    ['the copy of its disk', CLONE, /on other hardware .* copy/u],
  ])('and is told on %s, whole as it is', (_, machine, said) => {
    writeOn(HERE, 'a');
    writeOn(HERE, 'b');
    const { findings, writtenOn, signed } = auditJournal(state, {}, machine);
    expect(findings).toMatchObject([{ code: 'AUD012', message: expect.stringMatching(said) as unknown }]);
    expect([writtenOn?.now, signed?.id]).toEqual(['elsewhere', 2]);
  });

  it('and goes on saying where it was before when another machine took it over', () => {
    writeOn(HERE, 'a');
    writeOn(THERE, 'b');
    writeOn(THERE, 'c');
    expect(codesOn(THERE)).toEqual([]);
    // Before both it was made on this computer.
    expect(auditJournal(state, {}, THERE).writtenOn).toEqual({ now: 'here', before: [1, 1] });
    expect(codesOn(HERE)).toEqual(['AUD012']);
  });

  it('and nobody can change where without the key', () => {
    writeOn(THERE, 'a');
    const checkpoint: unknown = JSON.parse(readFileSync(at('checkpoint.json'), 'utf8'));
    const edits = [{ machines: [{ since: 1, ...HERE }] }, { machines: [] }, { machines: undefined }];
    for (const edit of edits) {
      writeFileSync(at('checkpoint.json'), JSON.stringify({ ...(checkpoint as object), ...edit }));
      expect(codesOn(HERE)).toEqual(['AUD006']);
    }
    for (const machines of ['x', [1], [{ since: '1' }], [{ since: 1, hardware: 2 }]]) {
      writeFileSync(at('checkpoint.json'), JSON.stringify({ ...(checkpoint as object), machines }));
      expect(codesOn(HERE)).toEqual(['AUD005']);
    }
  });

  it('unless an older engine signed it, which is said, until the next run ends', () => {
    cpSync('tests/data/journals/unbound', state, { recursive: true });
    chmodSync(at('audit-key.pem'), 0o600);
    const { findings, writtenOn, rows, signed } = auditJournal(state, {}, HERE);
    expect(findings).toEqual([]);
    expect([writtenOn, rows, signed?.id]).toEqual([{ now: 'unbound', before: [] }, 3, 3]);
    writeOn(HERE, 'b');
    expect(codesOn(HERE)).toEqual([]);
    expect(readCheckpoint(at('checkpoint.json'))?.machines).toEqual([{ since: 4, ...HERE }]);
    expect(codesOn(THERE)).toEqual(['AUD012']);
  });

  it('but its export is not, which is verified anywhere', () => {
    writeOn(THERE, 'a');
    using journal = openJournal(state);
    writeFileSync(at('export'), [...journal.rows()].map((row) => `${JSON.stringify(row)}\n`).join(''));
    const files = { key: at('audit-key.pub'), checkpoint: at('checkpoint.json') };
    expect(auditExport(at('export'), files, false)).toMatchObject({ findings: [], writtenOn: null });
  });
});

describe('rows behind the last signature', () => {
  const approval = {
    type: 'approval',
    by: BOB,
    planHash: 'f'.repeat(64),
    expires: AT.toISOString(),
  } as const;

  it('are none after an approval, which is signed at once', () => {
    using journal = openJournal(state);
    journal.append('a', { type: 'note', node: 'plan', message: 'x' });
    journal.append('a', approval);
    expect(auditJournal(state)).toMatchObject({ unsigned: 0, signed: { id: 2 }, findings: [] });
  });

  it('are counted', () => {
    using journal = openJournal(state);
    journal.append('a', approval);
    journal.append('a', { type: 'note', node: 'plan', message: 'x' });
    expect(auditJournal(state)).toMatchObject({ unsigned: 1, signed: { id: 1 }, findings: [] });
  });

  it('are no approvals, or somebody made them without the key', () => {
    openJournal(state).close();
    forge('a', { ...approval, type: undefined });
    const { findings, unsigned } = auditJournal(state);
    expect(unsigned).toBe(1);
    expect(findings).toMatchObject([
      { code: 'AUD013', message: expect.stringContaining('row 1') as unknown },
    ]);
  });

  /** A row with a right hash, by somebody who may write the database and has no key. */
  function forge(run: string, payload: object): void {
    const db = new DatabaseSync(at('journal.db'));
    const row = { run, seq: 1, at: AT.toISOString(), type: 'approval', payload: JSON.stringify(payload) };
    const hash = chainHash('0'.repeat(64), row);
    db.prepare('INSERT INTO events (id, run, seq, at, type, payload, hash) VALUES (1, ?, 1, ?, ?, ?, ?)').run(
      run,
      row.at,
      row.type,
      row.payload,
      hash,
    );
    db.close();
  }
});

test('what is not known of a machine tells nothing', () => {
  expect(isSameMachine({}, HERE) && isSameMachine(HERE, {}) && isSameMachine({ hardware: 'b' }, HERE)).toBe(
    true,
  );
  expect(isSameMachine({ hardware: 'd' }, HERE)).toBe(false);
  expect([isOtherHardware(HERE, CLONE), isOtherHardware(HERE, THERE), isOtherHardware(HERE, HERE)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(goOnOn(undefined, {}, 0)).toBeUndefined();
  expect(goOnOn([{ since: 1, installation: 'a' }], HERE, 5)).toHaveLength(2);
  expect(goOnOn([{ since: 1, ...HERE }], { installation: 'a' }, 5)).toHaveLength(1);
});

test('this machine is named by hashes, which are not its ids', () => {
  const machine = readMachine();
  for (const hash of Object.values(machine)) expect(hash).toMatch(/^[0-9a-f]{32}$/u);
  expect(JSON.stringify(machine)).not.toContain(readFileSync('/etc/machine-id', 'utf8').trim());
});

test.each<[string, readonly object[] | undefined, object, boolean]>([
  ['the first', undefined, HERE, true],
  ['one of which nothing is known', undefined, {}, false],
  ['the same', [HERE], HERE, false],
  ['the same, of which less is known', [HERE], { installation: 'a' }, false],
  ['the same, of which its hardware was not known', [{ installation: 'a' }], HERE, true],
  ['the same, of which its installation was not known', [{ hardware: 'b' }], HERE, true],
  ['another', [HERE], THERE, true],
  ['one of before', [HERE, THERE], HERE, true],
])('a journal goes on on %s', (_, before, machine, isAdded) => {
  const machines = before?.map((one, at) => ({ since: at, ...one }));
  const added = { since: 8, ...machine };
  expect(goOnOn(machines, machine, 7)).toEqual(isAdded ? [...(machines ?? []), added] : machines);
});
