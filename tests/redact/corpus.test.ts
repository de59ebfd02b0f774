import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { buildRedactor } from '../../engine/redact/redactor.ts';
import { leftBehind, readCorpus } from './corpus.ts';

const bare = buildRedactor(new Map(), { privateAddresses: false });
const SEEDS = [1, 2];
const planted = SEEDS.flatMap((seed) =>
  ['first', 'second', 'third'].flatMap((half) => readCorpus(`planted-${half}`, seed)),
);
const innocent = SEEDS.flatMap((seed) =>
  ['first', 'second', 'third'].flatMap((half) => readCorpus(`innocent-${half}`, seed)),
);

describe('of a secret nothing is left', () => {
  test.each(planted)('in $kind', (text) => {
    expect(text.secrets).not.toEqual([]);
    const redacted = bare.redact(text.text);
    expect(leftBehind(text, redacted)).toEqual([]);
    expect(bare.redact(redacted)).toBe(redacted);
  });

  test.each(planted.filter(({ text }) => parseNix(`{ ${text} }`, 'x.nix').ok))(
    'in the Nix of $kind, which stays Nix',
    (text) => {
      const whole = { ...text, text: `{ ${text.text} }` };
      const redacted = bare.redact(whole.text);
      expect(leftBehind(whole, redacted)).toEqual([]);
      expect(parseNix(redacted, 'x.nix').findings).toEqual([]);
      expect(bare.redact(redacted)).toBe(redacted);
    },
  );
});

test.each(innocent)('what holds no secret stays as it is: $kind', ({ text }) => {
  expect(bare.redact(text)).toBe(text);
});

const escaped = (text: string, signs: RegExp): string => text.replace(signs, (sign) => `\\${sign}`);
const doubled = (text: string, sign: string): string => text.replaceAll(sign, sign + sign);

/** Where a password may stand, written as its reader wants it. */
const PLACES: readonly (readonly [string, (password: string) => string])[] = [
  ['a file of variables', (password) => `A=1\nDB_PASSWORD=${password}\nB=2`],
  ['a shell', (password) => `export API_TOKEN=${password}`],
  ['a unit', (password) => `[Service]\nEnvironment=SMTP_PASS=${password}`],
  ['an ini file', (password) => `[mail]\npassword = ${password}\nuser = x`],
  ['YAML', (password) => `db:\n  password: ${password}\n  port: 1`],
  ['a block of YAML', (password) => `password: |\n  ${password}\nuser: x`],
  ['a quoted string of YAML', (password) => `password: '${doubled(password, "'")}'`],
  ['a log', (password) => `Nov 30 12:00:00 web1 app[1]: user=x password=${password} host=y`],
  ['a flag', (password) => `app --db-password ${password} --port 80`],
  ['a quoted string', (password) => `password = "${escaped(password, /["\\]/gu)}"`],
  ['JSON', (password) => JSON.stringify({ user: 'x', password, port: 1 })],
  ['JSON in JSON', (password) => JSON.stringify({ message: JSON.stringify({ token: password }) })],
  ['a quoted string of a shell', (password) => `PASSWORD='${password.replaceAll("'", String.raw`'\''`)}'`],
  ['a URL', (password) => `postgres://app:${password}@db.example.org:5432/app`],
  [
    'a string of Nix',
    (password) => `{ x.password = "${escaped(password, /["\\]/gu).replaceAll('${', '\\${')}"; }`,
  ],
];

/** Signs of every kind, with letters at both ends and no two signs that a program reads as one of its own. */
const SIGNS = '!#%&()*+,-./:;<=>?@[]^_{|}~\'"`\\';
const password = fc
  .tuple(
    fc.stringMatching(/^[A-Z][a-z]\d[A-Za-z]$/u),
    fc.array(fc.tuple(fc.constantFrom(...SIGNS.split('')), fc.stringMatching(/^[a-z][A-Z]\d{1,3}$/u)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([first, parts]) => first + parts.map(([sign, part]) => sign + part).join(''));

describe('a generated password with signs is taken out to its end', () => {
  test.each(PLACES)('in %s', (_place, write) => {
    fc.assert(
      fc.property(password, (secret) => {
        const text = { kind: '', text: write(secret), secrets: [secret] };
        expect(leftBehind(text, bare.redact(text.text))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['base64', (secret: string) => Buffer.from(`app:${secret}`).toString('base64')],
  ['base64 at another place', (secret: string) => Buffer.from(`user:${secret}.`).toString('base64')],
  ['base64 of URLs', (secret: string) => Buffer.from(`>${secret}`).toString('base64url')],
  ['hexadecimal', (secret: string) => Buffer.from(secret).toString('hex')],
  ['hexadecimal in capitals', (secret: string) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['a URL', encodeURIComponent],
  ['a form', (secret: string) => new URLSearchParams({ q: secret }).toString().slice(2)],
  ['JSON', (secret: string) => JSON.stringify(secret)],
  ['JSON that Go writes', (secret: string) => JSON.stringify(secret).replaceAll('&', String.raw`\u0026`)],
  ['JSON that PHP writes', (secret: string) => JSON.stringify(secret).replaceAll('/', String.raw`\/`)],
  ['XML', (secret: string) => secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ['a shell', (secret: string) => `'${secret.replaceAll("'", String.raw`'\''`)}'`],
])('a secret of the configuration is found again as %s', (_spelling, write) => {
  const secret = `hY7 k"p&mQ/2v'Tx`;
  const redactor = buildRedactor(
    new Map([['a.nix', String.raw`{ services.x.rootPassword = "hY7 k\"p&mQ/2v'Tx"; }`]]),
    { privateAddresses: false },
  );
  const redacted = redactor.redact(`answer ${write(secret)} end`);
  expect(redacted).toMatch(/^answer \S{0,8}<redacted:password>\S{0,4} end$/u);
});
