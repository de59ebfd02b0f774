import { expect, test } from 'vitest';
import type { Edit } from '../../../engine/model/options/value.ts';
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

const position = { file: 'r.yaml', line: 3, column: 5 };
const pkgs = { type: 'pkgs', path: ['htop'] } as const;

test.each<[string, Edit, readonly string[]]>([
  ['in a list', { op: 'set', path: ['a'], value: ['/etc/x', ['/tmp/x']] }, ['/tmp/x']],
  ['in a set', { op: 'set', path: ['a'], value: { type: 'attrs', entries: { b: '/tmp/x' } } }, ['/tmp/x']],
  ['as a path of Nix', { op: 'set', path: ['a'], value: { type: 'path', path: '/tmp/x' } }, ['/tmp/x']],
  ['once for each edit', { op: 'set', path: ['a'], value: ['/tmp/x', '/tmp/y'] }, ['/tmp/x']],
  [
    'among the items that are added',
    { op: 'add', path: ['a'], items: [pkgs, 1, null, '/tmp/x'] },
    ['/tmp/x'],
  ],
  ['but not among those that are removed', { op: 'remove', path: ['a'], items: ['/tmp/x'] }, []],
  ['nor where nothing is named', { op: 'unset', path: ['a'] }, []],
  ['nor in what is no text', { op: 'set', path: ['a'], value: [true, 1, null, pkgs] }, []],
])('a file that any user can put there is refused %s', (_, edit, named) => {
  const findings = checkValues([{ edit, position }], 'generated');
  expect(findings.map(({ message }) => message)).toEqual(
    named.map(
      (file) => `option 'a' of a generated runbook names ${JSON.stringify(file)}, where any user can write`,
    ),
  );
  expect(findings.every((finding) => finding.position === position)).toBe(true);
});

test('a long name is told by its beginning', () => {
  const value = `/tmp/${'x'.repeat(300)}`;
  const [finding] = checkValues([{ edit: { op: 'set', path: ['a'], value } }], 'generated');
  expect(finding?.message).toContain(`"${value.slice(0, 120)}"`);
});
