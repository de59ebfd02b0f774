import { describe, expect, it } from 'vitest';
import { judgeByKind, type JudgedNode } from '../../../engine/check/paths/judged.ts';
import {
  allowsRecovery,
  changesHost,
  isCommand,
  mustMutate,
  possibleOutcomes,
} from '../../../engine/check/paths/outcomes.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { Recovery } from '../../../engine/model/graph.ts';
import { mustCheck } from '../../lib/runbooks.ts';

const { graph } = mustCheck(`
  - id: change
    edit: [{ set: virtualisation.docker.enable, to: true }]
  - id: look
    verify: [{ unit: docker.service }]
  - id: read
    run: { argv: [a], effect: read }
  - id: act
    run: { argv: [a], effect: change, undo: [b] }
  - id: ask
    approve: Go on?
  - id: rest
    wait: 1s
`);
const { nodes } = judgeByKind(graph, KINDS);

/** A state as the checker sees it, whatever its graph says of it. */
function nodeOf(id: string, change: Partial<JudgedNode> = {}): JudgedNode {
  const node = nodes.find((one) => one.id === id);
  if (node === undefined) throw new Error(`there is no ${id}`);
  return { ...node, ...change } as JudgedNode;
}

describe('a state', () => {
  it.each([
    ['plan', false],
    ['snapshot', false],
    ['edit', false],
    ['dry-build', false],
    ['consent', false],
    ['build', false],
    ['preflight', false],
    ['switch', true],
    ['settle', false],
    ['confirm', true],
    ['boot', false],
    ['step:look', false],
    ['step:read', false],
    ['step:act', true],
    ['step:ask', false],
    ['step:rest', false],
  ])('%s changes the host by what it is: %s', (id, changes) => {
    expect(mustMutate(nodeOf(id))).toBe(changes);
    // What the graph says beside that can only add to it.
    expect(changesHost(nodeOf(id, { mutates: false }))).toBe(changes);
    expect(changesHost(nodeOf(id, { mutates: true }))).toBe(true);
  });

  it('that leaves a change for the next boot changes the host', () => {
    expect(mustMutate({ ...nodeOf('switch'), id: 'stage', kind: 'stage' } as JudgedNode)).toBe(true);
  });

  it.each([
    ['step:read', true],
    ['step:act', true],
    ['step:look', true],
    ['step:ask', true],
    ['switch', false],
  ])('%s is a command of the author: %s', (id, command) => {
    expect(isCommand(nodeOf(id))).toBe(command);
  });

  it.each<[string, readonly string[]]>([
    ['plan', ['ok', 'fail', 'timeout', 'stop']],
    ['dry-build', ['ok', 'fail', 'timeout', 'stop', 'no-change']],
    ['consent', ['ok', 'fail', 'timeout', 'stop', 'reject', 'hold', 'pending']],
    ['preflight', ['ok', 'fail', 'timeout', 'stop', 'reboot']],
    ['switch', ['ok', 'fail', 'timeout', 'stop', 'reboot']],
    ['settle', ['ok', 'fail', 'timeout', 'stop']],
    ['confirm', ['ok', 'fail', 'timeout', 'stop', 'reboot']],
    ['boot', ['ok', 'fail', 'timeout', 'stop', 'reboot', 'expired']],
    ['rollback', ['ok', 'fail', 'timeout', 'reboot']],
    ['step:ask', ['ok', 'fail', 'timeout', 'stop', 'reject']],
    ['step:read', ['ok', 'fail', 'timeout', 'stop']],
  ])('%s can end %j', (id, outcomes) => {
    expect(possibleOutcomes(nodeOf(id))).toEqual(outcomes);
  });

  it.each<[string, readonly Recovery[]]>([
    ['plan', ['again', 'rollback', 'needs-human']],
    ['snapshot', ['again', 'reconcile', 'rollback', 'needs-human']],
    ['edit', ['again', 'reconcile', 'rollback', 'needs-human']],
    ['dry-build', ['again', 'rollback', 'needs-human']],
    ['consent', ['again', 'rollback', 'needs-human']],
    ['build', ['again', 'reconcile', 'rollback', 'needs-human']],
    ['preflight', ['again', 'rollback', 'needs-human']],
    ['switch', ['reconcile', 'rollback', 'needs-human']],
    ['settle', ['again', 'rollback', 'needs-human']],
    ['confirm', ['again', 'reconcile', 'rollback', 'needs-human']],
    ['boot', ['again', 'rollback', 'needs-human']],
    ['rollback', ['again', 'needs-human']],
    ['step:look', ['again', 'rollback', 'needs-human']],
    ['step:read', ['again', 'rollback', 'needs-human']],
    ['step:act', ['rollback', 'needs-human']],
  ])('%s may be taken up after a crash by %j', (id, recoveries) => {
    const all: readonly Recovery[] = ['again', 'reconcile', 'rollback', 'needs-human'];
    expect(all.filter((recovery) => allowsRecovery(nodeOf(id, { recovery })))).toEqual(recoveries);
  });
});
