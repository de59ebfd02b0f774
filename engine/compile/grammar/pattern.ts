import { WORD_CLASSES } from './lexicon.ts';
import type { WordToken } from './tokens.ts';

/** What the slots of a pattern were filled with. */
export type Slots = ReadonlyMap<string, readonly WordToken[]>;

/**
 * A pattern over the words of a clause. It matches whole clauses only, so no word is ever passed over.
 *
 * - `word` that word; `(a|b c)` one of these; `[x]` x or nothing; `@class` an entry of the word class;
 * - `<slot>` exactly one word or quoted string; `<slot+>` one or more, separators between them included.
 */
export type WordPattern = readonly PatternPart[];

export type PatternPart =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'choice'; readonly options: readonly WordPattern[] }
  | { readonly kind: 'slot'; readonly name: string; readonly many: boolean };

/**
 * Reads the notation above.
 *
 * @example
 * parsePattern('@open [tcp] (port|ports) <ports+>')
 */
export function parsePhrasePattern(text: string): WordPattern {
  const pieces = piecesOf(text);
  const cursor = { pieces, at: 0 };
  const pattern = parseSequence(cursor);
  if (cursor.at !== pieces.length) {
    throw new Error(`pattern '${text}' has a bracket too many`);
  }
  return pattern;
}

/** Every way the pattern covers all the tokens, shortest first slot first. */
export function* matchPattern(pattern: WordPattern, tokens: readonly WordToken[]): Generator<Slots> {
  for (const state of matchFrom(pattern, 0, tokens, { at: 0, slots: new Map() })) {
    if (state.at === tokens.length) {
      yield state.slots;
    }
  }
}

/** The signs and words of the notation, in order. The patterns are ours and few: each is taken apart once. */
export function piecesOf(text: string): readonly string[] {
  const known = taken.get(text) ?? text.match(/[()[\]|]|<[a-z]+\+?>|@[a-z]+|[^\s()[\]|<>@]+/gu) ?? [];
  taken.set(text, known);
  return known;
}

const taken = new Map<string, readonly string[]>();

interface Cursor {
  readonly pieces: readonly string[];
  at: number;
}

interface State {
  readonly at: number;
  readonly slots: Slots;
}

function parseSequence(cursor: Cursor): PatternPart[] {
  const parts: PatternPart[] = [];
  for (let piece = cursor.pieces[cursor.at]; piece !== undefined && !/^[)\]|]$/u.test(piece);) {
    cursor.at += 1;
    parts.push(parsePart(piece, cursor));
    piece = cursor.pieces[cursor.at];
  }
  return parts;
}

function parsePart(piece: string, cursor: Cursor): PatternPart {
  if (piece === '(') {
    return { kind: 'choice', options: parseOptions(cursor, ')') };
  }
  if (piece === '[') {
    return { kind: 'choice', options: [...parseOptions(cursor, ']'), []] };
  }
  if (piece.startsWith('<')) {
    return { kind: 'slot', name: piece.replaceAll(/[<>+]/gu, ''), many: piece.endsWith('+>') };
  }
  if (piece.startsWith('@')) return wordClass(piece.slice(1));
  return { kind: 'word', word: piece };
}

function parseOptions(cursor: Cursor, close: string): WordPattern[] {
  const options = [parseSequence(cursor)];
  while (cursor.pieces[cursor.at] === '|') {
    cursor.at += 1;
    options.push(parseSequence(cursor));
  }
  if (cursor.pieces[cursor.at] !== close) {
    throw new Error(`a pattern lacks its '${close}'`);
  }
  cursor.at += 1;
  return options;
}

const CLASSES = new Map<string, PatternPart>();

/** One part for a class, wherever it stands: the classes are most of what the patterns hold. */
function wordClass(name: string): PatternPart {
  const known = CLASSES.get(name);
  if (known !== undefined) return known;
  const entries = WORD_CLASSES[name];
  if (entries === undefined) {
    throw new Error(`there is no word class '${name}'`);
  }
  const options = entries.map((entry) => entry.split(' ').map((word) => ({ kind: 'word', word }) as const));
  const part: PatternPart = { kind: 'choice', options };
  CLASSES.set(name, part);
  return part;
}

function* matchFrom(
  pattern: WordPattern,
  index: number,
  tokens: readonly WordToken[],
  state: State,
): Generator<State> {
  const part = pattern[index];
  if (part === undefined) {
    yield state;
    return;
  }
  for (const next of matchPart(part, tokens, state)) {
    yield* matchFrom(pattern, index + 1, tokens, next);
  }
}

function* matchPart(part: PatternPart, tokens: readonly WordToken[], state: State): Generator<State> {
  if (part.kind === 'word') {
    const token = tokens[state.at];
    if (token !== undefined && token.kind !== 'quoted' && token.word === part.word) {
      yield { at: state.at + 1, slots: state.slots };
    }
  } else if (part.kind === 'choice') {
    for (const option of part.options) {
      yield* matchFrom(option, 0, tokens, state);
    }
  } else {
    yield* matchSlot(part, tokens, state);
  }
}

function* matchSlot(
  part: PatternPart & { kind: 'slot' },
  tokens: readonly WordToken[],
  state: State,
): Generator<State> {
  const most = part.many ? tokens.length - state.at : 1;
  if (tokens[state.at]?.kind === 'separator') {
    return;
  }
  for (let length = 1; length <= most; length += 1) {
    const filled = tokens.slice(state.at, state.at + length);
    if (filled.length === length && filled.at(-1)?.kind !== 'separator') {
      yield { at: state.at + length, slots: new Map([...state.slots, [part.name, filled]]) };
    }
  }
}
