import { expect, test } from 'vitest';
import { checkValues } from '../../../engine/check/paths/check-values.ts';

test.each([
  ['/tmp/x', true],
  ['/var/tmp/x', true],
  ['/dev/shm/x', true],
  ['/run/user/1000/x', true],
  ['//run/user/1000/x', true],
  ['/nix/store/x', true],
  ['/proc/self/cwd/x', true],
  ['/proc/12/root/x', true],
  ['/run/users', false],
  ['/run/nginx.sock', false],
  ['/etc/x', false],
  ['/temporary', false],
])('a generated runbook that names %s is refused: %s', (value, refused) => {
  const edit = { op: 'set', path: ['a'], value } as const;
  const codes = checkValues([{ edit }], 'generated').map(({ code }) => code);
  expect(codes).toEqual(refused ? ['PATH007'] : []);
  expect(checkValues([{ edit }], 'user')).toEqual([]);
});
