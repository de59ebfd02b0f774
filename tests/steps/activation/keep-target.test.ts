import { expect, it } from 'vitest';
import type { MutationData } from '../../../engine/model/step-data.ts';
import { keepTarget } from '../../../engine/steps/activation/keep-target.ts';
import { begin, ENABLE_DOCKER, play, RUN } from '../support/play.ts';

it.each<[string, readonly MutationData['mutation'][], boolean]>([
  ['activated another system', ['files', 'activation'], true],
  ['made another one the default', ['profile'], true],
  ['wrote files alone', ['files'], false],
  ['changed nothing', [], false],
])('the system of before a run that %s is kept: %j %s', async (_, kinds, kept) => {
  const run = begin(ENABLE_DOCKER);
  await play(run, 'switch');
  const mutations = kinds.map((mutation) => ({ mutation }) as MutationData);
  await keepTarget({ host: run.host, state: { ...run.state, mutations } });
  expect(run.host.log.includes(`store.keep ${RUN}`)).toBe(kept);
});

it('of a run that knows no system of before nothing is kept', async () => {
  const run = begin(ENABLE_DOCKER);
  const mutations = [{ mutation: 'profile' } as MutationData];
  await keepTarget({ host: run.host, state: { ...run.state, mutations } });
  expect(run.host.log).toEqual([]);
});
