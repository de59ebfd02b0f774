import * as fc from 'fast-check';

/** One change of a text. Places and lengths are fractions, so that they mean something in every text. */
interface Change {
  readonly kind: 'delete' | 'insert' | 'repeat' | 'move' | 'replace' | 'cut';
  readonly at: number;
  readonly length: number;
  readonly piece: string;
  readonly times: number;
}

/** What breaks readers of text: ends and beginnings of things, what cannot be seen, what counts as more than one character. */
const NASTY = [
  '\0',
  '\u001b[2J',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udfff',
  '\r\n',
  '\r',
  '\u2028',
  '\u0085',
  '\t',
  '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}',
  'e\u0301',
  'İ',
  'ß',
  'ﬁ',
  '\u0600',
  '漢字',
  'مرحبا',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '-1',
  '0',
  '9007199254740993',
  '1e999',
  '-0',
  'NaN',
  '0x10',
  "'",
  '"',
  '`',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '${',
  '<!--',
  '%s%n',
  '$(id)',
  '\n---\n',
] as const;

/** Numbers of repetitions: hardly any, or very many. */
const times = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 5 }) },
  { weight: 2, arbitrary: fc.constantFrom(40, 600) },
  { weight: 1, arbitrary: fc.constantFrom(6_000, 40_000) },
);

const fraction = fc.integer({ min: 0, max: 9_999 }).map((part) => part / 10_000);

/** Pieces to put into a text: those of its own language, and what is nasty in any. */
export function pieces(dictionary: readonly string[]): fc.Arbitrary<string> {
  const own = dictionary.length === 0 ? fc.constantFrom(...NASTY) : fc.constantFrom(...dictionary);
  return fc.oneof(
    { weight: 4, arbitrary: own },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
}

/**
 * A text of a corpus with up to six changes: something deleted, put in, repeated (up to a hundred thousand characters),
 * moved, replaced, or the rest cut off.
 */
export function mutatedText(
  corpus: fc.Arbitrary<string>,
  dictionary: readonly string[],
): fc.Arbitrary<string> {
  const change: fc.Arbitrary<Change> = fc.record({
    kind: fc.constantFrom('delete', 'insert', 'insert', 'repeat', 'move', 'replace', 'replace', 'cut'),
    at: fraction,
    length: fc.oneof(
      fraction.map((part) => part / 50),
      fraction,
    ),
    piece: pieces(dictionary),
    times,
  });
  return fc
    .tuple(corpus, fc.array(change, { maxLength: 6 }))
    .map(([text, changes]) => changes.reduce(changeText, text));
}

/** No text grows past this: what is larger is refused by its size alone. */
const LONGEST = 400_000;

function changeText(text: string, { kind, at, length, piece, times: count }: Change): string {
  const from = Math.floor(at * (text.length + 1));
  const to = Math.min(text.length, from + Math.max(1, Math.floor(length * text.length)));
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (kind) {
    case 'delete':
      return before + after;
    case 'insert':
      return before + repeated(piece, count) + middle + after;
    case 'repeat':
      return before + repeated(middle, count + 1) + after;
    case 'move':
      return before + after + middle;
    case 'replace':
      return before + piece + after;
    default:
      return before;
  }
}

function repeated(piece: string, count: number): string {
  return piece.repeat(Math.max(1, Math.min(count, Math.floor(LONGEST / Math.max(1, piece.length)))));
}

/** Bytes of a text flipped, cut and doubled, as text again: sequences that are not UTF-8 among them. */
export function mutatedBytes(corpus: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({ at: fraction, byte: fc.integer({ min: 0, max: 255 }), keep: fc.boolean() });
  return fc.tuple(corpus, fc.array(change, { minLength: 1, maxLength: 8 })).map(([text, changes]) => {
    const bytes = Buffer.from(text);
    for (const { at, byte, keep } of changes) {
      const place = Math.floor(at * bytes.length);
      if (place < bytes.length) bytes[place] = keep ? (bytes[place] ?? 0) ^ (1 << (byte % 8)) : byte;
    }
    return bytes.toString('utf8');
  });
}
