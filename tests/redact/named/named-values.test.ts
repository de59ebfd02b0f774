import { expect, test } from 'vitest';
import { findNamedValues, mentionsSecret } from '../../../engine/redact/named/named-values.ts';

/** The text with marks around what is found. */
function marked(text: string): string {
  return findNamedValues(text)
    .toReversed()
    .reduce(
      (all, { start, end }) => `${all.slice(0, start)}⟦${all.slice(start, end)}⟧${all.slice(end)}`,
      text,
    );
}

test.each([
  'password=⟦blue7fish⟧',
  'password = ⟦blue7fish⟧',
  'password: ⟦blue7fish⟧',
  'password := ⟦blue7fish⟧',
  'password ?= ⟦blue7fish⟧',
  'password => ⟦blue7fish⟧',
  'password == blue7fish',
  'password :: blue7fish',
  'password="⟦blue7fish⟧"',
  "password='⟦blue7fish⟧'",
  'password = "⟦blue7\\"fish⟧"',
  '{\\"password\\":\\"⟦blue7fish⟧\\"}',
  '{"password": "⟦blue7fish⟧", "a": "red8bird"}',
  "x['password'] = '⟦blue7fish⟧'",
  'password "⟦blue7fish⟧"',
  'password blue7fish',
  '--password ⟦blue7fish⟧ --other red8bird',
  '--password "⟦blue7 fish⟧"',
  '--password --other',
  '-password ⟦blue7fish⟧',
  'see --password',
  '<password>⟦blue7fish⟧</password>',
  'x>password>blue7fish<',
  'api_key: ⟦blue7fish⟧',
  'db.password=⟦blue7fish⟧',
  'a password. blue7fish',
  'password = yes',
  'password = cfg.password;',
  'password = [ "⟦blue7fish⟧" ]',
  'password = config.x {',
  'token: ⟦unexpected7 end of file⟧',
  'token: ⟦unexpected⟧',
  'password: //example.org',
  'password = "⟦blue7fish⟧',
  'password = ⟦blue7fish⟧\ntoken = ⟦red8bird⟧',
  'tokenizer = blue7fish',
  'password = ⟦blue7fish,red8bird⟧',
  "SET PASSWORD = PASSWORD('⟦blue7 fish⟧')",
  'passwd: unexpected end',
  'passwd2: ⟦unexpected end⟧',
])('%s', (text) => {
  expect(marked(text.replaceAll(/[⟦⟧]/gu, ''))).toBe(text);
});

test('kinds are those that the names say', () => {
  expect(
    findNamedValues('api_key=blue7fish token=red8bird').map(({ kind, unsure }) => [kind, unsure]),
  ).toEqual([
    ['api-key', true],
    ['token', true],
  ]);
});

test.each([
  ['a password', true],
  ['a PassWord', true],
  ['api-key', true],
  ['a word', false],
])('%s may hold a name that says secret: %s', (text, mentions) => {
  expect([mentionsSecret(text), mentionsSecret(text)]).toEqual([mentions, mentions]);
});
