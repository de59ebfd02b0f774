import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { changed, junk, pathsOf } from '../../../tests/check/mutations.ts';
import { mutatedBytes, mutatedText } from './text.ts';

/** What YAML is made of. */
const YAML_PIECES = [
  '---\n',
  '...\n',
  '- ',
  ': ',
  '? ',
  '| \n',
  '>-\n',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!set {',
  '#',
  '%YAML 1.1\n',
  '{',
  '}',
  '[',
  '[[[[[[[[',
  '{a: {a: {a: ',
  ', ',
  '"\\x00"',
  '"\\ud800"',
  '\n  ',
  '\n',
  '\t',
  '~',
  'null',
  'true',
  '.inf',
  '.nan',
  '0o7',
  '2026-01-01',
  'a: a: a',
] as const;

/** What replaces a value somewhere in a document: other kinds of value, itself in a list, itself again and again. */
const change: fc.Arbitrary<(old: unknown) => unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...junk).map((value) => () => value) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => () => value) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map((value) => () => value) },
  { weight: 1, arbitrary: fc.constant((old: unknown) => [old, old]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(10, 300)
      .map((times) => (old: unknown) => Array.from({ length: times }, () => old)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(20, 70, 400).map((depth) => (old: unknown) => nested(old, depth)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.string({ maxLength: 12 }), fc.constantFrom(...junk)).map(
      ([key, value]) =>
        (old: unknown) =>
          withMember(old, key, value),
    ),
  },
);

/**
 * YAML in every state: documents of a corpus as they are, with values changed, as text and as bytes changed, and values
 * that the schema describes.
 */
export function yamlDocuments(
  corpus: readonly string[],
  generated: fc.Arbitrary<unknown>,
  dictionary: readonly string[],
): fc.Arbitrary<string> {
  const texts = fc.constantFrom(...corpus);
  const data = fc.oneof(
    texts.map((text): unknown => parse(text, { logLevel: 'silent' })),
    generated,
  );
  const made = fc.tuple(mutatedData(data), fc.boolean()).map(([value, asJson]) => written(value, asJson));
  return fc.oneof(
    { weight: 1, arbitrary: texts },
    { weight: 3, arbitrary: made },
    { weight: 2, arbitrary: generated.map((value) => written(value, true)) },
    { weight: 3, arbitrary: mutatedText(texts, [...YAML_PIECES, ...dictionary]) },
    { weight: 1, arbitrary: mutatedText(made, [...YAML_PIECES, ...dictionary]) },
    { weight: 1, arbitrary: mutatedBytes(texts) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  );
}

const MOST_PLACES = 5_000;

/** Data with up to three of its values changed. */
export function mutatedData(data: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(data, fc.array(fc.tuple(fc.nat(), change), { maxLength: 3 })).map(([value, changes]) =>
    changes.reduce((now, [pick, make]) => {
      const paths = pathsOf(now);
      // A large part again and again in a large part again and again has no end.
      return paths.length > MOST_PLACES ? now : changed(now, paths[pick % paths.length] ?? [], make);
    }, value),
  );
}

/** As YAML in blocks, or as JSON, which is YAML too; what is large or deep only so, since blocks would be all white space. */
function written(value: unknown, asJson: boolean): string {
  const json = JSON.stringify(value) ?? '';
  return asJson || json.length > 20_000 ? json : stringify(value, { aliasDuplicateObjects: false });
}

function nested(value: unknown, depth: number): unknown {
  let now = value;
  for (let level = 0; level < depth; level += 1) now = level % 2 === 0 ? [now] : { a: now };
  return now;
}

function withMember(old: unknown, key: string, value: unknown): unknown {
  return typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [key]: value } : [old];
}
