/**
 * The part of a word that its forms share, roughly: plurals, participles and spellings of one verb are alike.
 *
 * @example
 * stem('connections') === stem('connection'); stem('optimise') === stem('optimize'); stem('saving') === stem('save')
 */
export function stem(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const made = makeStem(word);
  if (STEMS.size < MOST_KEPT) STEMS.set(word, made);
  return made;
}

/** Words of an option's name: split at dots, dashes, capitals and digits that begin a word. */
export function splitName(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/u)
    .filter((word) => word !== '');
}

const STEMS = new Map<string, string>();
const MOST_KEPT = 50_000;

function makeStem(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length <= 3 || /\d/u.test(lower)) return lower;
  const british = lower.replace(/is(?=(?:e[ds]?|ing|ation|ations)$)/u, 'iz').replace(/our(?=s?$)/u, 'or');
  const bare = ENDINGS.reduce<string>(
    (left, [ending, put]) => (ending.test(left) ? left.replace(ending, put) : left),
    british,
  );
  return bare.length < 3 ? lower : bare;
}

/** Each is taken off once, in this order. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=..)ies$/u, 'y'],
  [/(?<=[sxz]|ch|sh)es$/u, ''],
  [/(?<=[^su])s$/u, ''],
  [/(?<=..ic)ally$/u, ''],
  [/(?<=...)ly$/u, ''],
  [/(?<=...)(?:ations?|ions?)$/u, ''],
  [/(?<=...)(?:ing|ed)$/u, ''],
  [/(.)\1$/u, '$1'],
  [/(?<=...)e$/u, ''],
  [/(?<=...)y$/u, 'i'],
];
