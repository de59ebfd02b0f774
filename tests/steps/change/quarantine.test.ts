import { expect, test } from 'vitest';
import {
  quarantineFailed,
  quarantineFinding,
  quarantineHeld,
} from '../../../engine/steps/change/quarantine.ts';
import { begin, ENABLE_DOCKER, enter, play, RUN } from '../support/play.ts';

/** A run whose new system fails on trial. */
async function fallen() {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'switch');
  run.host.fail('activation.test', { exitCode: 1, says: 'it fell' });
  await enter(run, 'switch');
  await quarantineFailed(run);
  return run;
}

test('a system that failed on trial is remembered by its derivation and its output', async () => {
  const { host, state } = await fallen();
  const { drvPath, outPath } = state.dryBuild?.preview ?? {};
  expect(drvPath).toMatch(/\.drv$/u);
  expect(host.state.quarantine).toMatchObject([{ drvPath, outPath, run: RUN }]);
  const found = await quarantineFinding(
    { host },
    { drvPath: drvPath ?? '', outPath: '/nix/store/of-another-build' },
  );
  expect(found?.code).toBe('QTN001');
});

test('it is forgotten once it holds after all', async () => {
  const run = await fallen();
  await quarantineHeld(run);
  expect(run.host.state.quarantine).toEqual([]);
});

test('what did not fail is not remembered', async () => {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'confirm');
  await quarantineFailed(run);
  expect(run.host.state.quarantine).toEqual([]);
});
