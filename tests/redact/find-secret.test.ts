import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSecrets, hideSecrets } from '../../engine/check/secrets.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { findGivenSecret, findSecret } from '../../engine/redact/find-secret.ts';
import type { Request } from '../lib/requests.ts';
import { plantSecrets } from './planted.ts';

describe('a sentence', () => {
  test.each(plantSecrets())(
    'that holds one ($kind) is refused, and the finding does not repeat it',
    ({ secret, line }) => {
      const finding = findSecret(`set the message of the day to ${line.replaceAll('\n', ' ')}`);
      expect(finding).toMatchObject({ code: 'SEC001', severity: 'error' });
      expect(JSON.stringify(finding)).not.toContain(secret);
    },
  );

  test.each([
    ["set alice's password to hunter2"],
    ['set users.users.alice.password to hunter2'],
    ['set users.users.alice.initialPassword to hunter2'],
    ['create a user bob with password hunter2'],
    ['create a user bob with the password "hunter2 hunter2"'],
    ['change the password of bob to hunter2'],
    ['set the password for user bob to hunter2.'],
    ['make the wifi password hunter2hunter2 and connect'],
    ['connect to the network home using passphrase hunter2hunter2'],
    ['my api token is hunter2hunter2'],
    ['the apikey is hunter2hunter2'],
    ["the database password should be changed, it's now: password=hunter2"],
  ])('%s: is refused', (sentence) => {
    const finding = findSecret(sentence);
    expect(finding?.code).toMatch(/^SEC00[12]$/u);
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  test.each([
    ['disable password authentication'],
    ['let wheel use sudo without a password'],
    ['set services.openssh.settings.PasswordAuthentication to false'],
    ['set users.users.alice.hashedPasswordFile to /run/secrets/alice'],
    ['set the password file of alice to /run/secrets/alice'],
    ['set security.sudo.wheelNeedsPassword to false'],
    ['set the minimum password length to 12'],
    ['install a password manager'],
    ['the password is to be changed?!'],
    ['is the password empty...'],
    ['the password is disabled...'],
    ['install keepassxc and pass'],
    ['log in with password or key'],
    ['use a password file for restic'],
    ['set the token file of the runner to /run/secrets/token'],
  ])('%s: is none', (sentence) => {
    expect(findSecret(sentence)).toBeUndefined();
  });

  test('of the list of requests holds none', () => {
    const text = readFileSync(new URL('../data/requests/requests.yaml', import.meta.url), 'utf8');
    const requests = parse(text) as readonly Request[];
    expect(requests.length).toBeGreaterThan(50);
    expect(requests.filter(({ request }) => findSecret(request) !== undefined)).toEqual([]);
  });
});

test('the value of a parameter is a secret by its form, or by the name of the parameter', () => {
  expect(findGivenSecret({ user: 'alice', password: 'hunter2' })).toMatchObject({ code: 'SEC001' });
  expect(JSON.stringify(findGivenSecret({ password: 'hunter2' }))).not.toContain('hunter2');
  expect(findGivenSecret({ note: `glpat-${'a1'.repeat(10)}` })).toMatchObject({ code: 'SEC001' });
  expect(
    findGivenSecret({ user: 'alice', passwordFile: '/run/x', password: '/run/x', port: 80 }),
  ).toBeUndefined();
});

describe('an edit', () => {
  const index = buildOptionIndex(
    [
      { name: 'users.users.<name>.password', type: 'string', tree: { name: 'str' } },
      { name: 'users.users.<name>.hashedPasswordFile', type: 'string', tree: { name: 'str' } },
      {
        name: 'environment.variables',
        type: 'attribute set of string',
        tree: { name: 'attrsOf', elem: { name: 'str' } },
      },
    ],
    [],
  );
  const bob = ['users', 'users', 'bob', 'password'];

  test('that sets a password is refused where nobody wrote the runbook, and is a warning where somebody did', () => {
    const edit = { op: 'set', path: bob, value: 'hunter2' } as const;
    const [refused] = checkSecrets([{ edit }], 'generated', index);
    expect(refused).toMatchObject({ code: 'SEC002', severity: 'error' });
    expect(refused?.fix).toContain('users.users.bob.hashedPasswordFile');
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(checkSecrets([{ edit }], 'library', index)).toMatchObject([
      { code: 'SEC002', severity: 'warning' },
    ]);
  });

  test.each([
    ['a token in a variable', ['environment', 'variables', 'FOO_TOKEN'], 'blue7fish'],
    ['a token by its form', ['environment', 'variables', 'FOO'], `glpat-${'a1'.repeat(10)}`],
    [
      'a password within a set',
      ['environment', 'variables'],
      { type: 'attrs', entries: { DB_PASSWORD: 'blue7fish' } },
    ],
  ] as const)('that sets %s is refused', (_what, path, value) => {
    expect(checkSecrets([{ edit: { op: 'set', path, value } }], 'generated', index)).toHaveLength(1);
  });

  test.each([
    ['a file', ['users', 'users', 'bob', 'hashedPasswordFile'], '/run/secrets/bob'],
    ['a lock', bob, '!'],
    ['a plain variable', ['environment', 'variables', 'EDITOR'], 'vim'],
  ] as const)('that sets %s is not', (_what, path, value) => {
    expect(checkSecrets([{ edit: { op: 'set', path, value } }], 'generated', index)).toEqual([]);
  });

  test('that is wrong in another way is told without its value', () => {
    const message = `option 'users.users.bob.password': expected boolean, got "hunter2"`;
    const edit = { op: 'set', path: bob, value: 'hunter2' } as const;
    const [told] = hideSecrets([{ code: 'OPT002', severity: 'error', message }], [{ edit }]);
    expect(told?.message).not.toContain('hunter2');
  });
});
