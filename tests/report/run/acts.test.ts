import { expect, it } from 'vitest';
import type { PlannedAct } from '../../../engine/model/plan.ts';
import { tellActs } from '../../../engine/report/run/acts.ts';

const SHA = '0123456789abcdef'.repeat(4);

it.each<[string, PlannedAct, readonly string[]]>([
  [
    'a program and what its author says of it',
    { kind: 'run', step: 's', command: 'systemctl stop sshd.service', effect: 'read' },
    ['s  runs systemctl stop sshd.service', "     by its author's word it changes nothing"],
  ],
  [
    'what takes a program back',
    { kind: 'run', step: 's', command: 'touch /a', effect: 'change', undo: 'rm /b' },
    ['s  runs touch /a', "     by its author's word it can be undone", '     to undo it: rm /b'],
  ],
  [
    'the program of a check',
    { kind: 'check', step: 's', command: 'id alice' },
    ['s  checks by running id alice'],
  ],
  [
    'what a file gets, from where, and what that holds',
    { kind: 'put', step: 's', file: '/etc/rule', from: '/new/rule', source: { sha256: SHA, mode: 0o644 } },
    ['s  replaces /etc/rule', '     from /new/rule (sha256 0123456789ab, mode 0644)'],
  ],
  [
    'what is not known yet',
    { kind: 'put', step: 's', file: '/a', from: '/b' },
    ['s  replaces /a', '     from /b (not there yet: what it will hold is not known)'],
  ],
  ['a unit', { kind: 'restart', step: 's', unit: 'web.service' }, ['s  restarts web.service']],
  [
    'a question as the words of its author, on one line',
    { kind: 'ask', step: 's', words: 'Sure?\nRisk  package' },
    ['s  asks, in the words of the runbook: "Sure?\\nRisk  package"'],
  ],
])('tells %s', (_, act, lines) => {
  expect(tellActs([act])).toEqual(lines);
});
