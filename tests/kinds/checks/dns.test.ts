import { expect, test } from 'vitest';
import { checkSteps } from '../../lib/runbooks.ts';
import { begin, play } from '../../steps/support/play.ts';
import { checkGenerated } from './generated.ts';

const NAMES = {
  'www.example.org': ['192.0.2.7', '2001:db8::7'],
  'www.example.org@192.0.2.53': ['192.0.2.8'],
};

function look(check: string): string {
  return `  - id: look\n    verify: [{ ${check}, within: 0s }]\n`;
}

test.each([
  ['any address', 'dns: { name: www.example.org }', ''],
  [
    'just its addresses, in any order',
    "dns: { name: www.example.org }, addresses: ['2001:DB8::7', 192.0.2.7]",
    '',
  ],
  [
    'the addresses of a server that is named',
    'dns: { name: www.example.org, server: 192.0.2.53 }, addresses: [192.0.2.8]',
    '',
  ],
  [
    'one address too few',
    'dns: { name: www.example.org }, addresses: [192.0.2.7]',
    'the name www.example.org has just the addresses 192.0.2.7: it has 192.0.2.7, 2001:db8::7',
  ],
  [
    'no address',
    'dns: { name: other.example.org }',
    'the name other.example.org has an address: no answer: queryA ENOTFOUND other.example.org',
  ],
] as const)('a name with %s', async (_, check, wrong) => {
  const run = begin(look(check));
  for (const [name, addresses] of Object.entries(NAMES)) run.host.state.names.set(name, addresses);
  expect(await play(run)).toBe(wrong === '' ? 'verified' : 'failed');
  if (wrong !== '') expect(run.said).toBe(wrong);
});

test.each([
  ['without a name', 'dns: { server: 192.0.2.53 }', 'RB022'],
  ['with no address in the list', 'dns: { name: a }, addresses: []', 'RB024'],
  ['with one address for the list', 'dns: { name: a }, addresses: 192.0.2.7', 'RB020'],
  ['with a key of another check', 'dns: { name: a }, contains: x', 'RB021'],
] as const)('it is refused %s', (_, check, code) => {
  expect(checkSteps(look(check)).findings.map((finding) => finding.code)).toContain(code);
});

test('a generated runbook asks for names once a person approved it', () => {
  const steps = look('dns: { name: www.example.org }');
  expect(checkGenerated(steps)).toEqual(['PATH007']);
  expect(checkGenerated(`  - { id: ask, approve: Ask for the name? }\n${steps}`)).toEqual([]);
});
