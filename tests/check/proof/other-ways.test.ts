import { expect, test } from 'vitest';
import { otherWays, provedOtherwise } from '../../../engine/check/proof/other-ways.ts';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import { config, add, remove } from '../../nix/support/apply.ts';
import type { Edit } from '../../../engine/model/options/value.ts';

const PORTS = 'networking.firewall.allowedTCPPorts';

test.each<[string, Edit, boolean]>([
  ['a port of the range that is closed', remove(PORTS, 8005), true],
  ['another port that is closed', remove(PORTS, 9000), false],
  ['a port of the range that is opened', add(PORTS, 8005), false],
  ['a port of the other protocol', remove('networking.firewall.allowedUDPPorts', 8005), false],
])('a range of ports keeps open what no list has: %s', (_, edit, open) => {
  const written = config('{ networking.firewall.allowedTCPPortRanges = [ { from = 8000; to = 8010; } ]; }');
  const evaluated = evaluateText(written, { options: otherWays([edit]), packages: [] });
  if (!evaluated.ok) throw new Error('it evaluates');
  const facts = evaluated.value;
  const [key = ''] = Object.keys(facts.options);
  const plain = { ...facts, options: key.includes('TCP') ? { [key]: RANGE } : {} };
  expect(provedOtherwise([edit], plain).map(({ code }) => code)).toEqual(open ? ['PROOF001'] : []);
});

const RANGE = { value: [{ from: 8000, to: 8010 }], defined: true };
