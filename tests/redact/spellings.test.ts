import { expect, test } from 'vitest';
import { spellingsOf } from '../../engine/redact/spellings.ts';

const LONG = 'Blue7fish9jkl';
const HEX = Buffer.from(LONG).toString('hex');
const NUMBERS = HEX.replaceAll(/../gu, (digits) => `%${digits}`);

test.each([
  ['as URLs have it', `${LONG} a`, `${LONG}%20a`],
  ['as forms have it', `${LONG} a`, `${LONG}+a`],
  ['each letter as its number', LONG, NUMBERS],
  ['each letter as its number, in capitals', LONG, NUMBERS.toUpperCase()],
  ['in JSON', `${LONG}"b`, `${LONG}\\"b`],
  ['in JSON of PHP', `${LONG}/b`, `${LONG}\\/b`],
  ['in JSON of Go', `${LONG}<b`, `${LONG}\\u003cb`],
  ['in a shell', `${LONG}'b`, `${LONG}'\\''b`],
  ['in YAML', `${LONG}'b`, `${LONG}''b`],
  ['in XML', `${LONG}<&>"b`, `${LONG}&lt;&amp;&gt;&quot;b`],
  ['as hexadecimal digits', LONG, HEX],
  ['as hexadecimal digits, in capitals', LONG, HEX.toUpperCase()],
])('a secret is also looked for %s', (_, value, spelling) => {
  expect(spellingsOf(value)).toContain(spelling);
});
