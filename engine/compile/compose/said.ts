import type { Words } from '../context.ts';
import { wordList } from '../grammar/word-list.ts';
import type { WordToken } from '../grammar/tokens.ts';

/** Words that turn a meaning round or narrow it: each must be read, or nothing is. */
const HARD: ReadonlySet<string> = new Set(
  wordList(`
  not, no, never, without, except, unless, nor, neither, or, either, only, just, instead, rather, but, if, until, than, cannot, nothing, nobody,
  none, while, before, after, almost, hardly, when, whenever, otherwise, though, although
`),
);

export function isHard({ kind, word }: WordToken): boolean {
  return kind !== 'quoted' && HARD.has(word);
}

/** Words that say nothing about what should change. Nothing that could turn a meaning round belongs here. */
const EMPTY: ReadonlySet<string> = new Set(
  wordList(`
  the, a, an, my, our, your, its, it, this, that, these, those, there, here, is, are, be, been, being, was,
  do, does, to, of, for, in, on, at, by, with, as, and, so, i, we, you, me, which, who, also, too, please,
  will, would, could, can, should, shall, must, may, might, has, have, had, get, gets, got, want, wants, need, needs, like, make,
  makes, let, lets, set, use, uses, used, using, into, onto, from, over, via, through, own, both,
  such, very, now, then, well, via, out, up, ",", ".", ";", &, plus, "'s", =, s
`).map((word) => word.replaceAll('"', '')),
);

export function isEmptyWord({ kind, word }: WordToken): boolean {
  return kind === 'separator' || (kind === 'word' && EMPTY.has(word));
}

/** The words that must be explained: all but the empty ones. */
export function contentOf(words: Words): Words {
  return words.filter((token) => !isEmptyWord(token));
}
