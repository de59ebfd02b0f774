import { expect, it } from 'vitest';
import { decide } from '../../../engine/steps/change/policy.ts';
import { extended } from '../../lib/policy.ts';
import { begin, contextOf, ENABLE_DOCKER } from '../support/play.ts';

/** What policy may say of the paths among the parameters of a run. */
it.each<[string, Readonly<Record<string, unknown>>, boolean]>([
  ['an absolute path', { to: '/srv/secret/a' }, true],
  ['one of a list', { to: ['plain', '/srv/secret/a'] }, true],
  ['another path', { to: '/srv/open/a' }, false],
  ['a URL that ends alike', { to: 'https://srv/secret/a' }, false],
  ['a word', { to: 'secret' }, false],
  ['a number', { to: 5 }, false],
])('a condition asks for the paths that a run is given: %s', async (_, parameters, isForbidden) => {
  const policy = extended(
    'conditions: [{ id: kept, when: \'request.paths.exists(path, path.contains("srv/secret"))\', need: forbidden, because: kept }]',
  );
  const run = begin(ENABLE_DOCKER, { policy, started: { parameters } });
  const [node] = run.checked.graph.nodes;
  if (node === undefined) throw new Error('a graph has a state');
  const decided = await decide(contextOf(run, node), undefined);
  expect(decided.ok && decided.value.need === 'forbidden').toBe(isForbidden);
});
