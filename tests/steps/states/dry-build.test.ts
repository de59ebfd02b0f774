import { expect, test } from 'vitest';
import { ok } from '../../../engine/model/finding.ts';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import { begin, ENABLE_DOCKER, play } from '../support/play.ts';

const SAYS_SO = { 'configuration.nix': '{ ... }:\n{\n  virtualisation.docker.enable = true;\n}\n' };
const CHECKED = `${ENABLE_DOCKER}  - id: look\n    verify: [{ unit: docker.service }]\n`;

/** A run whose text has nothing to change, on a host that runs what the text says. */
function unchanged(steps: string, value: unknown = true) {
  const run = begin(steps, { configuration: SAYS_SO });
  run.host.state.evaluate = (files, query) => {
    const facts = evaluateText(files, query);
    if (!facts.ok) return facts;
    const options = Object.keys(facts.value.options).map((key) => [key, { value, defined: true }] as const);
    return ok({ ...facts.value, options: Object.fromEntries(options) });
  };
  return run;
}

test('where the files say so and the value is so, nothing is changed', async () => {
  expect(await play(unchanged(ENABLE_DOCKER), 'consent')).toBe('no-change');
});

test('where the files say so and the value is another, the run fails with who sets it', async () => {
  const run = unchanged(ENABLE_DOCKER, false);
  expect(await play(run, 'consent')).toBe('failed');
  expect(run.said).toContain('PROOF001');
});

test('where the value cannot be compared, it says that the files say so', async () => {
  const run = unchanged(ENABLE_DOCKER, { _unknown: 'function' });
  expect(await play(run, 'consent')).toBe('no-change');
  expect(run.said).toContain('the files already say so');
});

test.each([
  ['holds', 'active', 'no-change'],
  ['does not hold', 'inactive', 'failed'],
] as const)('a check is made although nothing changes: it %s', async (_, active, end) => {
  const run = unchanged(CHECKED);
  run.host.state.units.set('docker.service', { since: 0, moments: [{ after: 0, active }] });
  expect(await play(run, 'consent')).toBe(end);
});
