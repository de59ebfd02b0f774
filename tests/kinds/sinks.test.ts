import { expect, test } from 'vitest';
import { isPublicPath } from '../../engine/kinds/sinks.ts';

test.each([
  ['/etc/os-release', true],
  ['/run/nginx.sock', true],
  ['/srv/www/index.html', true],
  ['/etc/shadow', false],
  ['/etc//shadow', false],
  ['//etc/shadow', false],
  ['/etc/./shadow', false],
  ['/etc/x/../shadow', false],
  ['/var/run/secrets/x', false],
  ['/root/x', false],
  ['etc/os-release', false],
])('a generated runbook may look at %s: %s', (path, may) => {
  expect(isPublicPath(path)).toBe(may);
});
