import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';

/**
 * The words without greetings, hedges and pleas. Nothing that could turn a meaning round, or that names a thing, is among
 * them.
 *
 * @example
 * // hey um could you maybe get docker going? sorry to bother you → get docker going
 */
export function withoutPleas(tokens: readonly WordToken[]): readonly WordToken[] {
  const kept: WordToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    const begins = kept.length === 0 || kept.at(-1)?.kind === 'separator';
    const length = Math.max(lengthOf(ANYWHERE, tokens, at), begins ? lengthOf(FIRST, tokens, at) : 0);
    const listing = length > 0 ? 0 : lengthOf(LISTING, tokens, at);
    if (listing > 0 && token !== undefined) {
      kept.push({ ...token, kind: 'separator', word: 'and', text: 'and' });
      at += listing;
      continue;
    }
    if (length === 0 && token !== undefined) kept.push(token);
    at += Math.max(length, 1);
  }
  return kept;
}

function phrasesOf(text: string): readonly (readonly string[])[] {
  return wordList(text)
    .map((entry) => entry.split(' '))
    .sort((left, right) => right.length - left.length);
}

function lengthOf(phrases: readonly (readonly string[])[], tokens: readonly WordToken[], at: number): number {
  const isHere = (words: readonly string[]): boolean =>
    words.every((word, offset) => tokens[at + offset]?.kind === 'word' && tokens[at + offset]?.word === word);
  return phrases.find(isHere)?.length ?? 0;
}

const ANYWHERE = phrasesOf(`
  please, pls, plz, kindly, um, uh, uhm, erm, hm, hmm, lol, haha, thanks a lot, thanks so much, many thanks, thank you very much, thank you so much, thanks, thx, thank you, ty,
  sorry to bother you, sorry for bothering you, sorry, if you do not mind, if that is not too much trouble, if it is not too much trouble, if it is possible, cheers,
  maybe possibly, possibly, maybe, perhaps, real quick, quickly, at once, asap, as soon as you can, when you get a chance, when you have time, when you have a minute,
  now i need it, now i need them, i need it now, i need them now, now, somehow, basically, actually, simply, really, i guess, i think, if you would be so kind, would be great,
  on this box, on here, in here, on this one, from here, over here, right here
`);

/** Said between the items of a list. */
const LISTING = phrasesOf(
  'as well as, along with, together with, in addition to, and also, and additionally, plus also, alongside',
);

const FIRST = phrasesOf(`
  hey, hi, hello, ok, okay, so, well, good morning, good evening, hey there, hi there, dear computer, yo, alright,
  could someone, can someone, could somebody, can somebody, would someone, would it be possible to, is it possible to, can you, could you, would you, will you,
  i want you to, i would like you to, i need you to, we need you to, we want you to, i would like to, i want to, we want to, we would like to, i would love to, we would love to,
  i need to, we need to, we have to, i have to, you should, go and, go ahead and, it is time to, time to, try to, make sure to, make sure that, make sure, ensure that, ensure, see to it that,
  i would appreciate it if you could, it would be great if you could, it would be nice if you could, it would be great to, it would be nice to, i wish, from now on, from today on, can we, could we, let us
`);
