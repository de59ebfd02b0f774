import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OptionType, PackageDeclaration } from '../../../engine/model/options/option.ts';
import type { NixValue } from '../../../engine/model/options/value.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { checkValue } from '../../../engine/nix/options/type.ts';
import { nixos, options } from '../host-20-09.ts';

const t = (name: string, elem?: OptionType): OptionType => ({ name, ...(elem && { elem }) });
const either = (...of: OptionType[]): OptionType => ({ name: 'either', of });
const pkgs = (...path: string[]): NixValue => ({ type: 'pkgs', path });
const attrs = (entries: Readonly<Record<string, NixValue>>): NixValue => ({ type: 'attrs', entries });
const check = (
  value: NixValue,
  type: OptionType,
  words = '',
  path: readonly string[] = [],
): ReturnType<typeof checkValue> => checkValue(value, type, { index: nixos, path, words });

const host = t('strMatching "^\\$|^[[:alpha:]]([[:alnum:]_-]{0,61}[[:alnum:]])?\\$"');

const accepted: readonly (readonly [NixValue, OptionType])[] = [
  [true, t('bool')],
  ['', t('str')],
  ['a\nb', t('lines')],
  ['a', t('separatedString')],
  [-5, t('int')],
  [0, t('unsignedInt')],
  [65_535, t('unsignedInt16')],
  [255, t('unsignedInt8')],
  [1, t('positiveInt')],
  [443, t('port')],
  [0.5, t('float')],
  [1, t('float')],
  ['/etc/hosts', t('path')],
  [{ type: 'path', path: './x' }, t('path')],
  [pkgs('htop'), t('path')],
  [pkgs('htop'), t('package')],
  [pkgs('python3Packages', 'requests'), t('package')],
  ['/nix/store/x', t('package')],
  [pkgs('bash'), t('shellPackage')],
  ['no', { name: 'enum', values: ['yes', 'no', 'without-password'] }],
  [['a'], t('listOf', t('str'))],
  [[], t('listOf', t('str'))],
  [[1, {} as never], t('listOf')],
  [attrs({ FOO: 'a' }), t('attrsOf', t('str'))],
  [attrs({ a: 1 }), t('attrs')],
  [null, t('nullOr', t('str'))],
  ['a', t('nullOr', t('str'))],
  ['a', either(t('int'), t('str'))],
  [5, t('coercedTo', t('str'))],
  ['a', t('uniq', t('str'))],
  ['atlas', host],
  ['', host],
  ['x', t('strMatching "["')],
  [']a[', t('strMatching "[]a[]+"')],
  ['a\nb', t('strMatching "a.b"')],
  ['!~', t('strMatching "[[:punct:]]+"')],
  ['a'.repeat(4000), t('strMatching "(a+)+"')],
  [5, t('a type nobody knows')],
  [attrs({}), t('unspecified')],
  [null, t('anything')],
  [1, t('either')],
];

test.each(accepted)('%j is a value of %j', (value, type) => {
  expect(check(value, type)).toBeUndefined();
});

const refused: readonly (readonly [NixValue, OptionType, string, string?])[] = [
  ['yes', t('bool'), 'expected boolean (true or false), got string "yes"', 'write true'],
  ['off', t('bool'), 'got string "off"', 'write false'],
  [1, t('bool'), 'got number 1', 'write true'],
  [null, t('bool'), 'got null'],
  [80, t('str'), 'expected string, got number 80', 'write it in quotes: "80"'],
  [pkgs('htop'), t('str'), 'got the package pkgs.htop'],
  ['80', t('int'), 'expected integer, got string "80"', 'write it without quotes: 80'],
  [1.5, t('int'), 'got number 1.5'],
  [-1, t('unsignedInt'), 'of at least 0'],
  [65_536, t('unsignedInt16'), 'from 0 to 65535'],
  [256, t('unsignedInt8'), 'from 0 to 255'],
  [0, t('positiveInt'), 'of at least 1'],
  ['a', t('float'), 'expected number'],
  ['etc/hosts', t('path'), 'expected absolute path', "begin it with '/'"],
  [pkgs('htpo'), t('package'), "there is no package 'htpo'", "'htop'"],
  ['htop', t('package'), 'expected package', 'write { pkgs: htop }'],
  ['pkgs.htop', t('package'), 'expected package', 'write { pkgs: htop }'],
  ['maybe', { name: 'enum', values: ['yes', 'no'] }, 'one of "yes", "no"'],
  [
    'witout-password',
    { name: 'enum', values: ['without-password'] },
    'one of',
    'did you mean "without-password"?',
  ],
  ['a', t('listOf', t('str')), 'expected list of string', '[ … ]'],
  [['a', 5], t('listOf', t('str')), 'expected string, got number 5', '"5"'],
  [['a'], t('attrsOf', t('str')), 'expected attribute set of string, got a list of 1 item'],
  [attrs({ a: 5 }), t('attrsOf', t('str')), 'expected string', '"5"'],
  [5, t('attrs'), 'expected attribute set'],
  [5, t('submodule'), 'expected an attribute set'],
  [5, t('nullOr', t('str')), 'expected null or string, got number 5', '"5"'],
  [true, either(t('int'), t('str')), 'expected integer or string, got boolean true', '"true"'],
  ['a b', host, 'expected string matching'],
  [`${'a'.repeat(4000)}!`, t('strMatching "(a+)+"'), 'string matching (a+)+'],
  ['-x', t('strMatching "[[:digit:]]+[Hdwmy]"'), '[[:digit:]]+[Hdwmy]'],
];

const cases = refused.map(([value, type, message, fix]) => ({ value, type, message, fix }));
test.each(cases)('$value is no value of $type', ({ value, type, message, fix }) => {
  const found = check(value, type);
  expect(found?.message).toContain(message);
  expect(found?.fix ?? '').toContain(fix ?? '');
  expect(found?.fix === undefined).toBe(fix === undefined);
});

test('of a package set, only what the list holds something of is judged', () => {
  const entry = (attr: string): PackageDeclaration => ({ attr, name: attr, version: '1' });
  const index = buildOptionIndex([], ['python3', 'nodePackages.npm'].map(entry));
  const judge = (...path: string[]): unknown =>
    checkValue(pkgs(...path), t('package'), { index, path: [], words: '' });
  expect(judge('python3', 'pkgs', 'requests')).toBeUndefined();
  expect(judge('haskellPackages', 'lens')).toBeUndefined();
  expect(judge('nodePackages', 'npm')).toBeUndefined();
  expect(judge('nodePackages', 'nmp')).toMatchObject({
    kind: 'package',
    fix: "did you mean 'nodePackages.npm'?",
  });
  expect(judge('pyhton3')).toMatchObject({ kind: 'package' });
});

test('bounds that only the words tell are held', () => {
  const words = 'null or integer between 0 and 9 (both inclusive)';
  expect(check(9, t('nullOr', t('intBetween')), words)).toBeUndefined();
  expect(check(10, t('nullOr', t('intBetween')), words)?.message).toContain('from 0 to 9');
});

test('says where inside a value the mistake is', () => {
  expect(check([attrs({ a: [1, 'x'] })], t('listOf', t('attrsOf', t('listOf', t('int')))))?.at).toEqual([
    0,
    'a',
    1,
  ]);
});

test('the members of a submodule are options of the host', () => {
  const users = options.find((option) => option.name === 'users.users')?.tree ?? t('missing');
  const of = (members: Readonly<Record<string, NixValue>>): ReturnType<typeof check> =>
    check(attrs({ carol: attrs(members) }), users, '', ['users', 'users']);
  expect(
    of({
      isNormalUser: true,
      extraGroups: ['wheel'],
      openssh: attrs({ authorizedKeys: attrs({ keys: [] }) }),
    }),
  ).toBeUndefined();
  expect(of({ isNormalUser: 'yes' })).toMatchObject({ at: ['carol', 'isNormalUser'], fix: 'write true' });
  expect(of({ isNormalUsr: true })).toMatchObject({
    kind: 'member',
    fix: "did you mean 'users.users.carol.isNormalUser'?",
  });
  expect(of({ openssh: true })).toMatchObject({ at: ['carol', 'openssh'] });
  expect(of({ shell: pkgs('zsh') })).toBeUndefined();
});

test('the members of a submodule in a list are options of the host', () => {
  const tree = t('listOf', t('submodule'));
  const path = ['users', 'users', 'carol', 'subUidRanges'];
  expect(check([attrs({ startUid: 1, count: 2 })], tree, '', path)).toBeUndefined();
  expect(check([attrs({ startUid: 'x' })], tree, '', path)?.at).toEqual([0, 'startUid']);
});

test('every value gives an answer for every type of NixOS 20.09', () => {
  const { value } = fc.letrec<{ value: NixValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<NixValue>(
        null,
        true,
        'yes',
        '',
        'a b',
        0,
        -1,
        1.5,
        70_000,
        pkgs('htop'),
        pkgs('nope'),
        { type: 'path', path: './x' },
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('enable', 'name', 'a'), tie('value'), { maxKeys: 3 }).map(attrs),
    ),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...options), value, (option, given) => {
      const found = check(given, option.tree, option.type, option.name.split('.'));
      expect(found === undefined || found.message.length > 0).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
