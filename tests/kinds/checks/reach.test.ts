import { expect, test } from 'vitest';
import { checkSteps } from '../../lib/runbooks.ts';
import { begin, play } from '../../steps/support/play.ts';
import { checkGenerated } from './generated.ts';

const LOOK = '  - id: look\n    verify: [{ reach: { host: db.example.org, port: 5432 } }]\n';

test('it holds where the port of the other host accepts connections', async () => {
  const run = begin(LOOK);
  run.host.state.ports.set('db.example.org:5432', '');
  expect(await play(run)).toBe('verified');
  expect(run.notes).toContain('port 5432 of db.example.org is reached: yes');
});

test('it does not hold where nothing answers within its time', async () => {
  const run = begin(LOOK.replace('5432 } }', '5432 }, within: 1s }'));
  expect(await play(run)).toBe('failed');
  expect(run.said).toBe('port 5432 of db.example.org is reached: no connection is accepted, for 1 s');
});

test.each([
  ['without a port', LOOK.replace(', port: 5432', ''), 'RB022'],
  ['with a port that is none', LOOK.replace('5432', '70000'), 'RB024'],
  ['with a key of another check', LOOK.replace('} }', '}, is: open }'), 'RB021'],
  ['with text for a port', LOOK.replace('5432', '{ cel: "\'x\'" }'), 'CEL002'],
] as const)('it is refused %s', (_, steps, code) => {
  expect(checkSteps(steps).findings.map((finding) => finding.code)).toContain(code);
});

test('a generated runbook connects to other hosts once a person approved it', () => {
  expect(checkGenerated(LOOK)).toEqual(['PATH007']);
  expect(checkGenerated(`  - { id: ask, approve: Connect to the database? }\n${LOOK}`)).toEqual([]);
});
