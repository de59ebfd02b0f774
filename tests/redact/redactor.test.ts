import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { redactData } from '../../engine/redact/redact-data.ts';
import { buildRedactor } from '../../engine/redact/redactor.ts';
import { characters, plantSecrets } from './planted.ts';
import { countsOf } from '../lib/operations.ts';
import { costly } from '../lib/scope.ts';

const count = countsOf(new URL('redactor.work.ts', import.meta.url));
const PLANTED = plantSecrets();
const bare = buildRedactor(new Map(), { privateAddresses: false });
const redactorOf = (text: string) =>
  buildRedactor(new Map([['configuration.nix', text]]), { privateAddresses: false });
const comment = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  # ${line}`)
    .join('\n');
const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line.replaceAll("''", "'''")}`)
    .join('\n');

/** Places of a configuration where a line of text may stand. */
const PLACES: readonly (readonly [string, (line: string) => string])[] = [
  ['a comment', (line) => `{\n${comment(line)}\n  a = 1;\n}\n`],
  ['an indented string', (line) => `{\n  environment.etc."x".text = ''\n${indented(line)}\n  '';\n}\n`],
  ['a string', (line) => `{ x.y = ${JSON.stringify(line).replaceAll('${', '\\${')}; }\n`],
  ['a let binding', (line) => `let hidden = ${JSON.stringify(line)}; in { x.secret = hidden; }\n`],
];

describe.each(PLACES)('in %s', (_place, write) => {
  test.each(PLANTED)('$kind is taken out, and the rest is still Nix', ({ secret, line }) => {
    const text = write(line);
    expect(text).toContain(secret);
    const redacted = bare.redact(text);
    expect(redacted).not.toContain(secret);
    expect(parseNix(redacted, 'x.nix').findings).toEqual([]);
    expect(bare.redact(redacted)).toBe(redacted);
    expect(bare.find(text).length).toBeGreaterThan(0);
  });
});

test.each(PLANTED)(
  '$kind is taken out of a log, and out of a diff that shows one line of it',
  ({ secret, line }) => {
    expect(bare.redact(`error: at line 3\n${line}\n`)).not.toContain(secret);
    const own = redactorOf(`{\n${comment(line)}\n}\n`);
    const shown = line.split('\n').find((part) => part.includes(secret)) ?? '';
    const diff = `@@ -3,2 +3,2 @@\n   # ${shown}\n-  a = 1;\n+  a = 2;\n`;
    expect(own.redact(diff)).not.toContain(secret);
  },
);

test('there are at least thirty kinds, and all are different', () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(30);
  expect(new Set(PLANTED.map(({ secret }) => secret)).size).toBe(PLANTED.length);
});

const SHA = '0123456789abcdef'.repeat(4);

/** Text that looks like a secret and is none. */
test.each([
  ['a store path', '/nix/store/0c5ya6d8wq1vlb5yl3xg0zp8m3n0kq9s-openssl-3.0.14'],
  ['an SRI hash', 'hash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";'],
  ['a hash in hex', `sha256 = "${SHA}";`],
  ['a hash in base 32', 'sha256 = "0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73";'],
  ['a revision', 'rev = "9f918d616c5321ad374ae6cb5ea89c9e04bf3e58";'],
  ['a UUID', 'device = "/dev/disk/by-uuid/3e6be9de-8139-11d1-9106-a43f08d823a6";'],
  ['a public ssh key', `"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)} alice@host"`],
  ['a public key of a cache', '"cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY="'],
  ['a WireGuard public key', 'publicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";'],
  ['a password file', 'hashedPasswordFile = "/run/secrets/alice";'],
  ['a password file below it', 'services.x.passwordFile = config.sops.secrets.x.path;'],
  ['a path as the password', 'services.x.password = "/run/secrets/x";'],
  ['a computed password', 'services.x.password = config.x.y;'],
  ['a truth value', 'services.openssh.settings.PasswordAuthentication = false;'],
  ['whether a password is needed', 'security.sudo.wheelNeedsPassword = true;'],
  ['a switch', 'services.x.enableToken = "sometimes";'],
  ['an encryption recipient', `age1${'q'.repeat(58)}`],
  ['a secret encrypted by sops', `password: ENC[AES256_GCM,data:${characters(12, 1)},type:str]`],
  ['a variable of the shell', 'Environment = "DB_PASSWORD=$(cat /run/x)";'],
  ['prose about passwords', 'wrong password: must be given; the token is read from a file'],
  ['a locked password', 'users.users.root.hashedPassword = "!";'],
  ['a URL with a user', 'url = "ssh://git@github.com/a/b";'],
  ['a URL with a port', 'url = "http://localhost:8080/a@b";'],
  ['a time', 'OnCalendar = "*-*-* 04:00:00";'],
  ['a MAC address', 'macAddress = "fd:ee:12:34:56:78";'],
  [
    'a module that declares one',
    'password = lib.mkOption { type = lib.types.str; description = "The password."; };',
  ],
  ['a permission', 'PermitRootLogin = "prohibit-password";'],
  [
    'an address',
    'networking.interfaces.eth0.ipv4.addresses = [ { address = "10.0.0.1"; prefixLength = 24; } ];',
  ],
])('%s stays as it is', (_what, text) => {
  expect(bare.redact(text)).toBe(text);
  expect(bare.redact(`{ ${text} }`)).toBe(`{ ${text} }`);
  expect(redactorOf(`{ ${text} }`).redact(`+ ${text}\n`)).toBe(`+ ${text}\n`);
});

/** Values that only their attribute's name gives away, found again in other text. */
test.each([
  ['a password', '{ users.users.a.password = "tr0ubador"; }', 'tr0ubador'],
  ['a short one', '{ users.users.a.initialPassword = "hunter2"; }', 'hunter2'],
  ['with mkForce', '{ lib, ... }: { a.password = lib.mkForce "corr3ct horse"; }', 'corr3ct horse'],
  ['of a variable', '{ environment.variables.FOO_TOKEN = "abcd-efgh-1"; }', 'abcd-efgh-1'],
  ['in settings', '{ services.x.settings = { token = "blue7fish"; }; }', 'blue7fish'],
  ['bound by let', 'let s = "blue7fish"; in { services.x.secretKey = s; }', 'blue7fish'],
  ['in a bound set', 'let s = { db = "blue7fish"; }; in { services.x.apiKey = s.db; }', 'blue7fish'],
  ['made a file', '{ services.x.passwordFile = builtins.toFile "f" "blue7fish"; }', 'blue7fish'],
  [
    'written by a function',
    '{ pkgs, ... }: { a.file = pkgs.writeText "db-password" "blue7fish"; }',
    'blue7fish',
  ],
  ['beside a computed part', '{ x.password = "blue7fish${y}"; }', 'blue7fish'],
  ['in a condition', '{ x.password = if a then "blue7fish" else "green8bird"; }', 'green8bird'],
  [
    'of several lines',
    "{ x.secret = ''\n  first line of it\n  second line of it\n''; }",
    'second line of it',
  ],
  ['escaped', String.raw`{ x.password = "a\"b\\c1234"; }`, 'a"b\\c1234'],
  ['in a list', '{ x.tokens = [ "blue7fish" "green8bird" ]; }', 'green8bird'],
  ['by name and value', '{ env = [ { name = "DB_PASSWORD"; value = "blue7fish"; } ]; }', 'blue7fish'],
])('a value known by its name %s is taken out wherever it appears', (_what, text, secret) => {
  const redactor = redactorOf(text);
  for (const shown of [`login with ${secret} failed`, `{"a":${JSON.stringify(secret)}}`, `+ "${secret}"`]) {
    expect(redactor.redact(shown)).not.toContain(secret);
  }
  expect(redactor.redact(JSON.stringify(secret))).not.toContain(JSON.stringify(secret).slice(1, -1));
  const redacted = redactor.redact(text);
  expect(redacted).not.toBe(text);
  expect(parseNix(redacted, 'x.nix').findings).toEqual([]);
});

test('an ordinary word that is a password is taken out where it stands, and nowhere else', () => {
  const redactor = redactorOf('{ a.password = "docker"; b.password = "gardening"; }');
  expect(redactor.redact('{ a.password = "docker"; }')).toBe('{ a.password = "<redacted:password>"; }');
  expect(redactor.redact('virtualisation.docker.enable')).toBe('virtualisation.docker.enable');
  expect(redactor.redact('{ gardening = 1; x = gardening.y; }')).toBe('{ gardening = 1; x = gardening.y; }');
  expect(redactor.redact('denied: gardening')).toBe('denied: <redacted:password>');
});

test('a file that does not parse is read line by line', () => {
  expect(redactorOf('{ a.password = "blue7fish"; b = ').redact('blue7fish')).toBe('<redacted:password>');
});

test.each([
  ['token: blue7fish\nsaid "no"', 'blue7fish'],
  ['error: at x "y"\npassword=blue7fish', 'blue7fish'],
  ['warning: the login of "bob" failed, password: hunter2', 'hunter2'],
])('text that is Nix by accident is read as text: %j', (text, secret) => {
  expect(bare.redact(text)).not.toContain(secret);
});

test('what a first look leaves beside a name that says secret is taken out, too', () => {
  const once = bare.redact('password = postgres://app:Pwqa0XFSWVM09@db.example.org/app{ x }:');
  expect(once).toContain('<redacted:url-password>@');
  expect(bare.redact(once)).toBe(once);
});

test('private addresses are numbered, the same everywhere; loopback and public ones stay', () => {
  const redactor = buildRedactor(new Map([['a.nix', '{ a = "10.1.2.3"; b = "fd12:3456::1"; }']]), {
    privateAddresses: true,
  });
  expect(redactor.redact('ping 192.168.1.9, fd12:3456::1, 10.1.2.3/8')).toBe(
    'ping <private-address-3>, <private-address-2>, <private-address-1>/8',
  );
  const kept = '127.0.0.1 ::1 8.8.8.8 2001:db8::1 172.32.0.1 100.128.0.1 1.10.0.0.1 fe80';
  expect(redactor.redact(kept)).toBe(kept);
  expect(redactor.redact('172.16.0.1 100.64.0.1 169.254.1.1 fe80::1')).not.toMatch(/172|100\.|169|fe80/u);
});

test('data keeps its shape; a member whose name says secret goes whole', () => {
  const data = { a: [1, null, { password: 'blue7fish', n: true }], path: ['users', 'password'] };
  expect(redactData(data, bare.redact.bind(bare))).toEqual({
    a: [1, null, { password: '<redacted:password>', n: true }],
    path: ['users', 'password'],
  });
  const without = { a: ['b'] };
  expect(redactData(without, bare.redact.bind(bare))).toBe(without);
});

const NIX_FILES = ['tests/data/**/*.nix', 'nix/**/*.nix', 'tests/nix/**/*.nix']
  .flatMap((pattern) => globSync(pattern))
  .map((file) => [file, readFileSync(file, 'utf8')] as const)
  .filter(([file, text]) => parseNix(text, file).ok);

test('no file of ours holds a secret, and none is changed', () => {
  expect(NIX_FILES.length).toBeGreaterThan(100);
  expect(NIX_FILES.filter(([, text]) => bare.redact(text) !== text).map(([file]) => file)).toEqual([]);
});

test('whatever secrets are put wherever into a file, what is left is Nix, and redacting again changes nothing', () => {
  const strings = NIX_FILES.map(([, text]) => text);
  fc.assert(
    fc.property(
      fc.constantFrom(...strings),
      fc.nat(),
      fc.constantFrom(...PLANTED),
      fc.constantFrom('', 'password = ', '"', "''", '$', '\\', '# ', '/* '),
      (text, at, { secret, line }, before) => {
        const place = at % (text.length + 1);
        const mixed = text.slice(0, place) + before + (at % 2 === 0 ? secret : line) + text.slice(place);
        const redacted = bare.redact(mixed);
        expect(bare.redact(redacted)).toBe(redacted);
        if (parseNix(mixed, 'x.nix').ok) expect(parseNix(redacted, 'x.nix').findings).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

/** Text made to be slow: what begins every pattern, again and again, and never ends one. */
const SLOW = [
  '-----BEGIN RSA PRIVATE KEY-----\n',
  'eyJ',
  'eyJaaaaaaaaaaaa.',
  'eyJaaaaaaaaaaaa.eyJaaaa',
  'sk-',
  'a://',
  'a://b:',
  'password',
  'password=',
  'password = "',
  '$6$',
  '$argon2id$',
  'ghp_',
  'xoxb-',
  'machine a login b ',
  'Authorization: ',
  'curl -u ',
  '1234567890:',
  'M.',
  'a.b-c_d:',
  ' ',
  'a',
  '"auth": "',
  'bearer ',
  "password = ''",
  'a://b@',
  'key=',
  'password: |\n  a\n',
  'tokens = [ "a" ',
  'the password of ',
  'a,password\n',
  'mysql ',
  'LS0tLS1CRUdJTi',
];
test.each(costly(SLOW))('four times as much of %j takes four times the work', async (piece) => {
  const [quarter, whole] = [await count('redact', piece, 20_000), await count('redact', piece, 80_000)];
  // Sixteen where it were quadratic.
  expect(whole.operations / quarter.operations).toBeLessThan(5);
  // Nor has any pattern a way to go over and over the whole of it.
  expect(whole.unlimited).toEqual([]);
});
