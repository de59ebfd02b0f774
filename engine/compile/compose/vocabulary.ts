import type { OptionIndex } from '../../model/options/option-index.ts';
import { isPatternWord } from '../grammar/read-clause.ts';
import { wordList } from '../grammar/word-list.ts';

/** Whether a word is one that people and documents use, and no name that somebody made up. */
export function isPlainWord(word: string, index: OptionIndex): boolean {
  return PLAIN.has(word) || isPatternWord(word) || textsOf(index).has(word);
}

const TEXTS = new WeakMap<OptionIndex, ReadonlySet<string>>();

/** Every word of the descriptions of packages and options; looked at only for a sentence that needs it. */
function textsOf(index: OptionIndex): ReadonlySet<string> {
  const known = TEXTS.get(index) ?? new Set([...wordsIn(index.packages), ...wordsIn(index.options)]);
  TEXTS.set(index, known);
  return known;
}

function* wordsIn(list: readonly { readonly description?: string }[]): Generator<string> {
  for (const { description } of list) {
    if (description !== undefined) yield* description.toLowerCase().match(/[a-z]+(?:'[a-z]+)?/gu) ?? [];
  }
}

/** Words of reasons that a host whose texts are not known must know as well. */
const PLAIN: ReadonlySet<string> = new Set(
  wordList(`
  a, the, for, to, so, that, can, could, i, we, they, it, be, in, on, at, with, and, of, my, our, because, since, as, is, are, was, them, this,
  development, developing, coding, programming, debugging, testing, gaming, games, game, drawing, painting, editing, photos, pictures, photo, images,
  music, movies, films, videos, video, audio, listening, watching, playing, reading, writing, text, documents, school, work, office, home, kids, family,
  terminal, console, browsing, surfing, internet, web, chat, chatting, talking, calls, meetings, email, mail, backup, backups, monitoring, virtual, machines,
  finding, fuzzy, searching, replacement, project, projects, research, fun, security, performance, speed, battery, later, tonight, today, tomorrow, soon, week,
  protect, against, brute, force, attacks, attackers, attack, clients, people, colleagues, team, friends, wife, husband, son, daughter, everyone's, keep, keeps,
  need, needs, want, wants, use, uses, play, watch, read, write, edit, view, look, see, run, save, test, build, files, file, network, lan
`),
);
