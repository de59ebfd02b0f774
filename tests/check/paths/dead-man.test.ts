import { expect, test } from 'vitest';
import { deadManSeconds } from '../../../engine/check/paths/dead-man.ts';
import { parseSteps } from '../../lib/runbooks.ts';
import { graphOf } from './arbitraries.ts';

const { steps } = parseSteps('  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n');

test('the dead-man timer waits its margin beyond the states that it watches', () => {
  const graph = graphOf(steps);
  const bare = deadManSeconds(graph, 0);
  expect(bare).toBeGreaterThan(0);
  expect(deadManSeconds(graph, 60_000)).toBe(bare + 60);
});
