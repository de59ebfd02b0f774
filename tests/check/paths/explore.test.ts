import { describe, expect, it } from 'vitest';
import { explore, type By, type PathVisit } from '../../../engine/check/paths/explore.ts';
import { buildSystem } from '../../../engine/check/paths/system.ts';
import { parseSteps } from '../../lib/runbooks.ts';
import { graphOf } from './arbitraries.ts';

const CHANGE = `
  - id: backup
    run: { argv: [dump], effect: change, undo: [undump] }
    retry: { attempts: 1, delay: 1s }
  - id: enable
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: restart
    reboot: { within: 1h }
`;
const graph = graphOf(parseSteps(CHANGE).steps);
/** A crash in one of them shows what no other path does: a rollback with nothing to take back. */
const fragile = new Set(['snapshot', 'build']);
const system = buildSystem({
  ...graph,
  nodes: graph.nodes.map((node) => (fragile.has(node.id) ? { ...node, recovery: 'rollback' } : node)),
});

function visits(cap = Number.MAX_SAFE_INTEGER): {
  readonly all: boolean;
  readonly begun: readonly PathVisit[];
} {
  const begun: PathVisit[] = [];
  const all = explore(system, { begins: (visit) => begun.push(visit), leaves: () => undefined }, cap);
  return { all, begun };
}

function lengthOf({ from }: PathVisit): number {
  return from === undefined ? 0 : 1 + lengthOf(from);
}

const { all, begun } = visits();

describe('the paths through a graph', () => {
  it('are followed to the end, each pair of state and facts once', () => {
    expect(all).toBe(true);
    const pairs = begun.map(({ state, facts }) => `${state} ${facts}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('without a crash come first, then those with one, each by length', () => {
    const order = begun.map((visit) => visit.crashes * 1_000 + lengthOf(visit));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(Math.max(...begun.map(({ crashes }) => crashes))).toBeGreaterThan(0);
  });

  it.each<[By]>([['ok'], ['fail'], ['stop'], ['crash'], ['retry'], ['resumed']])('go on by %s', (by) => {
    expect(begun.map((visit) => visit.by)).toContain(by);
  });

  it('are given up where there are more pairs than the cap, and not one earlier', () => {
    expect(visits(begun.length).all).toBe(true);
    expect(visits(begun.length - 1).all).toBe(false);
  });
});
