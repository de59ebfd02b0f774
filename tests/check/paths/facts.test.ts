import { describe, expect, it } from 'vitest';
import {
  canRestore,
  end,
  FACT,
  factsBegun,
  factsRestored,
  has,
  losesTargets,
  type Fact,
} from '../../../engine/check/paths/facts.ts';
import { judgeByKind, type JudgedNode } from '../../../engine/check/paths/judged.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { StepOutcome } from '../../../engine/model/outcome.ts';
import { mustCheck } from '../../lib/runbooks.ts';

const { graph } = mustCheck(`
  - id: change
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: look
    verify: [{ unit: docker.service }]
  - id: act
    run: { argv: [a], effect: change, undo: [b] }
  - id: ask
    approve: Go on?
  - id: clean
    collect-garbage: { older-than: 30d }
`);
const { nodes } = judgeByKind(graph, KINDS);
const ALL = Object.keys(FACT) as readonly Fact[];

function nodeOf(id: string): JudgedNode {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`there is no ${id}`);
  return node;
}

const factsOf = (names: readonly Fact[]): number => names.reduce((sum, name) => sum | FACT[name], 0);
const namesOf = (facts: number): readonly Fact[] => ALL.filter((name) => has(facts, name));
const everything = factsOf(ALL);

const CHAIN: readonly Fact[] = [
  'planned',
  'snapshot',
  'edited',
  'proved',
  'consented',
  'built',
  'checked',
  'live',
  'settled',
  'confirmed',
  'staged',
  'booted',
];
const REST: readonly Fact[] = ['mutated', 'irreversible', 'approved', 'rollbackBegun', 'restored'];

describe('a state that begins', () => {
  it.each<[string, number]>([
    ['plan', 0],
    ['snapshot', 1],
    ['edit', 2],
    ['dry-build', 3],
    ['consent', 4],
    ['build', 5],
    ['preflight', 6],
    ['settle', 8],
  ])('%s takes back its own fact and all that rest on it: %i stay', (id, kept) => {
    expect(namesOf(factsBegun(nodeOf(id), everything))).toEqual([...CHAIN.slice(0, kept), ...REST]);
  });

  it.each<[string, readonly Fact[]]>([
    ['switch', CHAIN.slice(0, 7)],
    ['confirm', CHAIN.slice(0, 9)],
    ['step:act', CHAIN.filter((fact) => fact !== 'checked')],
  ])('%s changes the host, and nothing is restored any longer', (id, kept) => {
    const begun = namesOf(factsBegun(nodeOf(id), everything));
    expect(begun).toEqual([...kept, ...REST.filter((fact) => fact !== 'restored')]);
    expect(namesOf(factsBegun(nodeOf(id), 0))).toEqual(['mutated']);
  });

  it('a look takes back only the last look before the switch', () => {
    expect(namesOf(factsBegun(nodeOf('step:look'), everything))).toEqual(
      ALL.filter((fact) => fact !== 'checked'),
    );
  });

  it('a boot takes back what was looked at, and not that the system boots next', () => {
    expect(namesOf(factsBegun(nodeOf('boot'), everything))).toEqual(
      ALL.filter((fact) => fact !== 'confirmed' && fact !== 'booted'),
    );
  });

  it('a rollback takes back that the new system boots', () => {
    const begun = namesOf(factsBegun(nodeOf('rollback'), factsOf(CHAIN)));
    expect(begun).toEqual([
      ...CHAIN.filter((fact) => fact !== 'staged' && fact !== 'booted'),
      'rollbackBegun',
    ]);
  });

  it('garbage is never what a rollback needs', () => {
    expect(losesTargets(nodeOf('step:clean'))).toBe(false);
    expect(losesTargets(nodeOf('step:act'))).toBe(true);
    expect(namesOf(factsBegun(nodeOf('step:clean'), 0))).toEqual(['mutated']);
  });
});

describe('a state that has ended', () => {
  it.each<[string, StepOutcome, readonly Fact[], readonly Fact[]]>([
    ['plan', 'ok', [], ['planned']],
    ['plan', 'fail', [], []],
    ['plan', 'ok', ['mutated'], ['mutated']],
    ['snapshot', 'ok', [], ['snapshot']],
    ['snapshot', 'ok', ['mutated'], ['mutated']],
    ['edit', 'ok', [], ['edited']],
    ['dry-build', 'ok', [], ['proved']],
    ['consent', 'ok', [], ['consented']],
    ['consent', 'hold', [], []],
    ['build', 'ok', [], ['built']],
    ['preflight', 'ok', [], ['checked']],
    ['preflight', 'reboot', [], ['checked']],
    ['switch', 'ok', [], ['live']],
    ['switch', 'reboot', [], []],
    ['settle', 'ok', ['live'], ['live', 'settled']],
    ['settle', 'ok', [], []],
    ['confirm', 'ok', ['settled'], ['settled', 'confirmed', 'staged']],
    ['confirm', 'ok', [], []],
    ['confirm', 'reboot', ['settled'], ['settled', 'staged']],
    ['confirm', 'reboot', [], []],
    ['boot', 'ok', ['staged'], ['staged', 'booted']],
    ['boot', 'ok', [], []],
    ['rollback', 'ok', [], []],
    ['step:ask', 'ok', [], ['approved']],
    ['step:ask', 'reject', [], []],
    ['step:look', 'ok', [], []],
  ])('%s, %s, with %j has %j', (id, outcome, begun, after) => {
    expect(namesOf(end(nodeOf(id), outcome, everything, factsOf(begun)))).toEqual(after);
  });

  it.each<[string, readonly Fact[]]>([
    ['switch', ['planned']],
    ['step:act', ['planned']],
    ['plan', ['mutated']],
    ['step:look', ['mutated']],
  ])('%s that was stopped is as it was before it began, if it changes the host', (id, after) => {
    expect(namesOf(end(nodeOf(id), 'stop', factsOf(['planned']), factsOf(['mutated'])))).toEqual(after);
  });

  it('a rollback that ended well has restored the host', () => {
    expect(namesOf(factsRestored(factsOf(['mutated', 'live'])))).toEqual(['live', 'restored']);
    expect([canRestore(0), canRestore(FACT.irreversible)]).toEqual([true, false]);
  });
});
