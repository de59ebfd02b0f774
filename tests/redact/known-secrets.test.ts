import { expect, test } from 'vitest';
import { KnownSecrets } from '../../engine/redact/known-secrets.ts';

const VALUE = 'tr0ub4dor & "3" ${x}/';
const known = new KnownSecrets([{ kind: 'password', value: VALUE }]);

test.each([
  ['as it is', VALUE],
  ['in a URL', encodeURIComponent(VALUE)],
  ['in JSON', JSON.stringify(VALUE).slice(1, -1)],
  [
    'in a string of Nix',
    JSON.stringify(VALUE)
      .slice(1, -1)
      .replaceAll('${', String.raw`\${`),
  ],
  ['in an indented string of Nix', VALUE.replaceAll('${', "''${")],
])('a known secret is found %s', (_where, text) => {
  expect(known.find(`login ${text} failed`)).toMatchObject([{ start: 6, end: 6 + text.length }]);
});
