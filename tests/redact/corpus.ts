import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * A text of `tests/data/secrets/`, filled: `secrets` are the exact parts that must be gone.
 *
 * The files hold shapes, not values: `== kind` begins a text, `‹alnum 20›` is a random value, and what stands between
 * `«` and `»` is secret. So nothing in the repository looks like somebody's token, and a seed gives a new corpus.
 */
export interface CorpusText {
  readonly kind: string;
  readonly text: string;
  readonly secrets: readonly string[];
}

/**
 * Reads a file of the corpus and fills its shapes.
 *
 * @throws Error where a shape names a value that nobody makes.
 * @example readCorpus("planted-first", 1)
 */
export function readCorpus(name: string, seed: number): readonly CorpusText[] {
  const source = readFileSync(new URL(`../data/secrets/${name}.txt`, import.meta.url), 'utf8');
  return source
    .split(/^== /mu)
    .slice(1)
    .map((entry) => fillEntry(entry, `${name} ${seed}`));
}

/** The parts of a planted text that redaction left: any four characters in a row of a secret, any word of a passphrase. */
export function leftBehind(planted: CorpusText, redacted: string): readonly string[] {
  const frame = planted.secrets.reduce((text, secret) => text.replace(secret, '\n'), planted.text);
  const seen = redacted.replace(/<redacted:[^>]*>/gu, '\n');
  return planted.secrets.flatMap((secret) =>
    pieces(secret).filter((piece) => seen.includes(piece) && !frame.includes(piece)),
  );
}

const PIECE = 4;

function pieces(secret: string): readonly string[] {
  if (secret.length <= PIECE) return [secret];
  return Array.from({ length: secret.length - PIECE + 1 }, (_, start) => secret.slice(start, start + PIECE));
}

function fillEntry(entry: string, seed: string): CorpusText {
  const end = entry.indexOf('\n');
  const kind = entry.slice(0, end);
  const filled = fill(entry.slice(end + 1).replace(/\n$/u, ''), `${seed} ${kind}`);
  const secrets = Array.from(filled.matchAll(/«([^»]*)»/gu), (match) => match[1] ?? '');
  return { kind, text: filled.replace(/[«»]/gu, ''), secrets };
}

function fill(shape: string, seed: string): string {
  let place = 0;
  return shape.replace(/‹([a-zA-Z0-9]+) ?([^›]*)›/gu, (_, maker: string, argument: string) => {
    place += 1;
    return makeValue(maker, argument, chance(`${seed} ${place}`));
  });
}

/** A number from 0 to below `limit`; each call another one. */
type Chance = (limit: number) => number;

function chance(seed: string): Chance {
  let call = 0;
  return (limit) => {
    call += 1;
    return createHash('sha256').update(`${seed} ${call}`).digest().readUInt32BE(0) % limit;
  };
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

const ALPHABETS: Readonly<Record<string, string>> = {
  alnum: LOWER + UPPER + DIGITS,
  letters: LOWER + UPPER,
  lower: LOWER + DIGITS,
  upper: UPPER + DIGITS,
  digits: DIGITS,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  b64: `${LOWER}${UPPER}${DIGITS}+/`,
  b64url: `${LOWER}${UPPER}${DIGITS}-_`,
  base32: `${UPPER}234567`,
  age: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
  AGE: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  nixhash: '0123456789abcdfghijklmnpqrsvwxyz',
  nixbase32: '0123456789abcdfghijklmnpqrsvwxyz',
  signs: `${LOWER}${UPPER}${DIGITS},;&(){}[]<>|!#%^*=+~?:/@.-_`,
};

const WORDS =
  'anchor barrel cactus dragon ember falcon glacier hammock igloo jungle kettle lantern meadow nectar orbit pepper'.split(
    ' ',
  );

function makeValue(maker: string, argument: string, pick: Chance): string {
  const alphabet = ALPHABETS[maker];
  if (alphabet !== undefined) return letters(alphabet, maker === 'nixhash' ? 32 : Number(argument), pick);
  if (maker === 'word') return `${WORDS[pick(WORDS.length)] ?? ''}${letters(LOWER, 2, pick)}`;
  if (maker === 'uuid')
    return [8, 4, 4, 4, 12].map((length) => letters(`${DIGITS}abcdef`, length, pick)).join('-');
  if (maker === 'char') return String.fromCharCode(Number(argument));
  if (maker === 'b64pem') return Buffer.from(pemOf(argument, pick)).toString('base64');
  throw new Error(`nobody makes ‹${maker}›`);
}

function pemOf(label: string, pick: Chance): string {
  const line = (): string => letters(`${LOWER}${UPPER}${DIGITS}+/`, 64, pick);
  return `-----BEGIN ${label}-----\n${line()}\n${line()}\n${line()}\n-----END ${label}-----\n`;
}

function letters(alphabet: string, count: number, pick: Chance): string {
  return Array.from({ length: count }, () => alphabet[pick(alphabet.length)] ?? '').join('');
}
