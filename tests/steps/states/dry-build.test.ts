import { expect, test } from 'vitest';
import { ok } from '../../../engine/model/finding.ts';
import { evaluateText } from '../../../engine/host/simulated/evaluation.ts';
import { dryBuild } from '../../../engine/steps/states/dry-build.ts';
import { begin, contextOf, ENABLE_DOCKER, play } from '../support/play.ts';

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

test('a check that does not hold although nothing changes is told by the name of its step', async () => {
  const run = unchanged(CHECKED);
  run.host.state.units.set('docker.service', { since: 0, moments: [{ after: 0, active: 'inactive' }] });
  await play(run, 'consent');
  expect(run.said).toContain('look: ');
  expect(run.said).toContain('docker.service');
});

test('a check that may fail is only noted, and the run ends without a change', async () => {
  const run = unchanged(`${CHECKED}    on-failure: continue\n`);
  run.host.state.units.set('docker.service', { since: 0, moments: [{ after: 0, active: 'inactive' }] });
  expect(await play(run, 'consent')).toBe('no-change');
  expect(run.notes.filter((note) => note.includes('look: '))).toHaveLength(1);
});

test.each([
  ['says something', '    notify: Here.\n', 'no-change'],
  ['reboots where that is needed', '    reboot: { within: 1h, if-needed: true }\n', 'no-change'],
  ['reboots', '    reboot: { within: 1h }\n', undefined],
  ['waits', '    wait: 1s\n', undefined],
])('a run that also %s ends without a change or goes on to it', async (_, step, end) => {
  expect(await play(unchanged(`${ENABLE_DOCKER}  - id: more\n${step}`), 'consent')).toBe(end);
});

test('an edit that takes away what it was not asked about is refused', async () => {
  const run = begin(ENABLE_DOCKER);
  run.host.state.evaluate = (files, query) => {
    const facts = evaluateText(files, query);
    if (!facts.ok) return facts;
    const docker = [...files.files.values()].some((text) => text.includes('docker'));
    const around = [docker ? ['enable'] : ['enable', 'storageDriver']];
    const options = Object.entries(facts.value.options).map(([key, value]) => [key, { ...value, around }]);
    return ok({ ...facts.value, options: Object.fromEntries(options) as typeof facts.value.options });
  };
  expect(await play(run, 'consent')).toBe('failed');
  expect(run.said).toContain('PROOF002: the edit would also take away virtualisation.docker.storageDriver');
});

test('what would be built is no longer listed once the preview is made', async () => {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'dry-build');
  const node = run.checked.graph.nodes.find(({ id }) => id === 'dry-build');
  if (node === undefined) throw new Error('the graph has a dry-build');
  const context = contextOf(run, node);
  const signals: AbortSignal[] = [];
  const store = {
    ...context.host.store,
    plan: async (drvPath: string, signal: AbortSignal) => {
      signals.push(signal);
      return context.host.store.plan(drvPath, signal);
    },
  };
  const { outcome } = await dryBuild.perform({ ...context, host: { ...context.host, store } });
  expect([outcome, signals.map(({ aborted }) => aborted)]).toEqual(['ok', [true]]);
});
