import { WORD_CLASSES } from './lexicon.ts';
import { piecesOf } from './pattern.ts';

/**
 * False where a pattern cannot cover a clause of these words, read off its text: a word that it asks for is missing, or
 * of a choice every way. Most patterns end at their first word here; to read one costs as much as twenty such looks.
 *
 * @example
 * mayCover('(open|close) port <n>', new Set(['open', '80']))   // false: no 'port'
 */
export function mayCover(text: string, words: ReadonlySet<string>): boolean {
  const pieces = piecesOf(text);
  for (let at = 0; at < pieces.length;) {
    const { end, may } = look(pieces, at, words);
    if (!may) return false;
    at = end;
  }
  return true;
}

/** Every word of a class, of entries of several words each one. */
export function wordsOfClass(name: string): readonly string[] {
  return (WORD_CLASSES[name] ?? []).flatMap((entry) => entry.split(' '));
}

/** The words that an entry of a class begins with. */
export function firstWordsOfClass(name: string): ReadonlySet<string> {
  const known = FIRST.get(name) ?? new Set((WORD_CLASSES[name] ?? []).map((entry) => firstWord(entry)));
  FIRST.set(name, known);
  return known;
}

const FIRST = new Map<string, ReadonlySet<string>>();

function firstWord(entry: string): string {
  const space = entry.indexOf(' ');
  return space < 0 ? entry : entry.slice(0, space);
}

interface Looked {
  /** Where the next part begins. */
  readonly end: number;
  /** Whether the part may cover something of the clause, or nothing. */
  readonly may: boolean;
}

/** Looks at one part of a pattern. */
function look(pieces: readonly string[], at: number, words: ReadonlySet<string>): Looked {
  const piece = pieces[at] ?? '';
  if (piece === '[') return { end: lookAtChoice(pieces, at + 1, words).end, may: true };
  if (piece === '(') return lookAtChoice(pieces, at + 1, words);
  const may =
    piece.startsWith('<') || (piece.startsWith('@') ? holdsOne(piece.slice(1), words) : words.has(piece));
  return { end: at + 1, may };
}

/** Looks at the ways of a choice, of which one suffices; ends behind its bracket. */
function lookAtChoice(pieces: readonly string[], from: number, words: ReadonlySet<string>): Looked {
  let may = false;
  let way = true;
  let at = from;
  for (let piece = pieces[at]; piece !== undefined && piece !== ')' && piece !== ']'; piece = pieces[at]) {
    if (piece === '|') {
      may ||= way;
      way = true;
      at += 1;
      continue;
    }
    const looked = look(pieces, at, words);
    way &&= looked.may;
    at = looked.end;
  }
  return { end: at + 1, may: may || way };
}

/** Whether some entry of a class is there with each of its words. */
function holdsOne(name: string, words: ReadonlySet<string>): boolean {
  return (WORD_CLASSES[name] ?? []).some((entry) => words.has(firstWord(entry)));
}
