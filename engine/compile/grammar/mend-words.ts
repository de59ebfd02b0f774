import { editDistance } from '../../nix/spelling.ts';
import { CLAUSE_STARTS, WORD_CLASSES } from './lexicon.ts';
import type { WordToken } from './tokens.ts';
import { LANGUAGE } from '../language.ts';
import { wordList } from './word-list.ts';

/**
 * The tokens with every verb as it was surely meant: a word where a verb may stand, which is none and names nothing, and
 * is one slip away from exactly one verb. Names are never mended. Nothing where there is nothing to mend.
 *
 * @example
 * mendVerbs(words of `enabel nginx and opne port 80`, isKnown)   // enable nginx and open port 80
 */
export function mendVerbs(
  tokens: readonly WordToken[],
  isKnown: (token: WordToken) => boolean,
): readonly WordToken[] | undefined {
  const mended = tokens.map((token, at) =>
    mayBeVerb(tokens, at) && !isKnown(token) ? withVerb(token) : token,
  );
  return mended.some((token, at) => token !== tokens[at]) ? mended : undefined;
}

/** "Would you mind opening port 80": after such words the verb ends with -ing. */
export function withoutGerunds(tokens: readonly WordToken[]): readonly WordToken[] {
  return tokens.map((token, at) => {
    const verb = GERUNDS.get(token.word);
    const asked = /^(?:mind|about|by|for)$/u.test(tokens[at - 1]?.word ?? '') && at >= 2;
    const wished = asked && /^(?:you|how|what|start|begin|grateful)$/u.test(tokens[at - 2]?.word ?? '');
    return verb !== undefined && wished ? { ...token, word: verb, text: verb } : token;
  });
}

const GERUNDS: ReadonlyMap<string, string> = new Map(
  wordList(LANGUAGE.talk.gerunds).map((pair): readonly [string, string] => {
    const [gerund = '', verb = ''] = pair.split(' ');
    return [gerund, verb];
  }),
);

/** At the beginning, and behind what joins two requests. */
function mayBeVerb(tokens: readonly WordToken[], at: number): boolean {
  const before = tokens[at - 1];
  return before === undefined || before.kind === 'separator' || /^(?:please|to|you)$/u.test(before.word);
}

const VERBS: readonly string[] = [
  ...new Set(
    wordList('enable, disable, install, remove, open, close, set, create, upgrade, forbid')
      .flatMap((name) => WORD_CLASSES[name] ?? [])
      .filter((entry) => !entry.includes(' ') && entry.length >= 4),
  ),
];

function withVerb(token: WordToken): WordToken {
  // "unable" is no slip, and "removed" tells of the past.
  const told = /^unable$|ed$/u.test(token.word);
  if (token.kind !== 'word' || token.word.length < 4 || told || CLAUSE_STARTS.has(token.word)) return token;
  const close = VERBS.filter((verb) => isSlipOf(verb, token.word));
  const [verb] = close;
  return verb === undefined || close.length > 1 ? token : { ...token, word: verb, text: verb };
}

/** Short words are near to many others: of those only the order of letters may have slipped. */
function isSlipOf(verb: string, word: string): boolean {
  const sorted = (text: string): string => text.split('').toSorted().join('');
  return word.length < 5
    ? verb.length === word.length && verb[0] === word[0] && sorted(verb) === sorted(word)
    : editDistance(verb, word, 1) <= 1;
}
