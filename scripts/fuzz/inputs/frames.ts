import * as fc from 'fast-check';
import { mutatedData } from './document.ts';

/**
 * What one client puts on the wire: bytes, a character each (Latin-1), so that what is not UTF-8 can be kept too; and
 * where they are cut, in ten-thousandths of them, or at each byte.
 */
export interface Frames {
  readonly bytes: string;
  readonly cuts: readonly number[] | 'each';
}

/** Lines of requests, whole and broken in the ways of a wire: cut anywhere, joined, ended otherwise, not UTF-8, deep, huge. */
export function frames(requests: fc.Arbitrary<unknown>): fc.Arbitrary<Frames> {
  const line = fc.oneof(
    { weight: 4, arbitrary: requests.map((value) => JSON.stringify(value)) },
    { weight: 3, arbitrary: brokenJson(requests) },
    { weight: 2, arbitrary: deep },
    { weight: 1, arbitrary: wide },
    { weight: 1, arbitrary: mutatedData(requests).map((value) => JSON.stringify(value) ?? '') },
  );
  const end = fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', '\r', '\0\n', '\u2028', '');
  const text = fc
    .array(fc.tuple(line, end), { minLength: 1, maxLength: 4 })
    .map((lines) => lines.map((parts) => parts.join('')).join(''));
  const cuts = fc.oneof(
    { weight: 5, arbitrary: fc.array(fc.nat(9_999), { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constant('each' as const) },
  );
  return fc
    .tuple(text, fc.array(bytesChange, { maxLength: 3 }), cuts)
    .map(([whole, changes, where]) => ({ bytes: changes.reduce(changeBytes, latin(whole)), cuts: where }));
}

/** JSON with something that only a reader of JSON minds, at a place where something ends or begins. */
function brokenJson(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const how = fc.constantFrom('cut', 'twice', 'put', 'put', 'escape', 'number');
  const piece = fc.constantFrom(...PIECES);
  return fc.tuple(values, how, fc.nat(9_999), piece).map(([value, kind, at, put]) => {
    const json = JSON.stringify(value) ?? 'null';
    const place = Math.floor((json.length * at) / 10_000);
    switch (kind) {
      case 'cut':
        return json.slice(0, place);
      case 'twice':
        // The members once more: the last of one name counts, or none.
        return json.replace(/\}$/u, `,${json.slice(1, -1)}}`);
      case 'escape':
        return json.replaceAll(/[a-z]/gu, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
      case 'number':
        return json.replaceAll(/\b\d+\b/gu, put);
      default:
        return json.slice(0, place) + put + json.slice(place);
    }
  });
}

const PIECES = [
  '1e999',
  '-0',
  '1e-400',
  '9007199254740993',
  '1'.repeat(400),
  '\\ud800',
  '\\u0000',
  '\\',
  '"',
  ',"__proto__":{"op":"run"}',
  ',"constructor":{"prototype":{}}',
  ',"toJSON":1',
  '/* */',
  '\u{FEFF}',
  '\0',
  '\n',
] as const;

const PLACES = [
  '{"v":1,"op":"run","runbook":"x","approve":"nothing","with":',
  '{"v":1,"op":',
  '{"v":',
  '',
] as const;

/** Lists and objects in one another, closed or not, at a place of a request; up to what one line may hold, and beyond. */
const deep = fc
  .tuple(
    fc.constantFrom(...PLACES),
    fc.constantFrom('[', '{"a":', '[{"a":'),
    fc.constantFrom(50, 3_000, 9_000, 70_000),
    fc.boolean(),
  )
  .map(([place, open, times, closed]) => {
    const close = open
      .split('')
      .flatMap((sign) => (sign === '[' ? ']' : sign === '{' ? '}' : []))
      .toReversed();
    return (
      place +
      open.repeat(times) +
      (closed ? `1${close.join('').repeat(times)}${place === '' ? '' : '}'}` : '')
    );
  });

/** Very many members, or one very long text, around the most that one line may hold. */
const wide = fc
  .tuple(
    fc.constantFrom('members', 'same', 'text', 'blanks'),
    fc.constantFrom(500, 60_000, 65_400, 65_536, 200_000),
  )
  .map(([kind, size]) => {
    const members = Array.from(
      { length: Math.floor(size / 12) },
      (_, at) => `"${kind === 'same' ? 'a' : `p${at}`}":"1"`,
    );
    if (kind === 'blanks') return `{"v":1,${' '.repeat(size)}"op":"status"}`;
    const given = kind === 'text' ? `{"a":"${'€'.repeat(size)}"}` : `{${members.join(',')}}`;
    return `{"v":1,"op":"run","runbook":"nowhere","approve":"nothing","with":${given}}`;
  });

interface BytesChange {
  readonly at: number;
  readonly put: string;
  readonly over: number;
}

/** What is no UTF-8: a beginning without an end, an end alone, a byte that never is, half of a pair, too long a form. */
const bytesChange: fc.Arbitrary<BytesChange> = fc.record({
  at: fc.nat(9_999),
  put: fc.constantFrom(
    '\xff',
    '\xc3',
    '\x80',
    '\xe2\x82',
    '\xed\xa0\x80',
    '\xc0\xaf',
    '\xf8\x88\x80\x80\x80',
    '\0',
    '\n',
  ),
  over: fc.nat(3),
});

function changeBytes(bytes: string, { at, put, over }: BytesChange): string {
  const place = Math.floor((bytes.length * at) / 10_000);
  return bytes.slice(0, place) + put + bytes.slice(place + over);
}

function latin(text: string): string {
  return Buffer.from(text).toString('latin1');
}
