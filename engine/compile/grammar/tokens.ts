/**
 * One word of a request. `word` is what patterns compare (lower case); `text` is what was written and is used for
 * values only. A quoted token never counts as a word of the language: it is data.
 */
export interface WordToken {
  readonly kind: 'word' | 'quoted' | 'separator';
  readonly word: string;
  readonly text: string;
  /** Offsets into the cleaned sentence, so that a question can offer the sentence with this part replaced. */
  readonly start: number;
  readonly end: number;
}

/** Control characters become spaces, invisible ones go, look-alike forms of one character become that character. */
export function cleanSentence(sentence: string): string {
  return sentence
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/[\u2018\u2019]/gu, "'")
    .replaceAll(/[\u201C\u201D]/gu, '"')
    .trim();
}

/**
 * Splits a cleaned sentence into words, quoted strings and separators.
 *
 * @example
 * buildTokens('install "vlc", then enable it.')   // install vlc(quoted) , then enable it
 */
export function buildTokens(sentence: string): readonly WordToken[] {
  const tokens: WordToken[] = [];
  for (const match of sentence.matchAll(PIECE)) {
    const [piece] = match;
    const start = match.index;
    const quoted = match[1] ?? match[2] ?? match[3];
    if (quoted !== undefined) {
      tokens.push({ kind: 'quoted', word: '', text: quoted, start, end: start + piece.length });
    } else if (/^[,;]$/u.test(piece)) {
      tokens.push(separator(piece, start));
    } else {
      tokens.push(...wordTokens(piece, start));
    }
  }
  return tokens;
}

/** A quote opens a string only at the beginning of a word, so that the apostrophe of a possessive does not. */
const PIECE =
  /(?<![^\s,;(=])"([^"]*)"|(?<![^\s,;(=])'([^']*)'(?=[\s,;.!?)]|$)|`([^`]*)`|[,;]|(?:[^\s,;"]|"[^"\s]*")+/gu;

const SEPARATOR_WORDS: ReadonlySet<string> = new Set(['and', '&', 'then', 'but', 'plus']);

const CONTRACTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["don't", ['do', 'not']],
  ['dont', ['do', 'not']],
  ["doesn't", ['does', 'not']],
  ["shouldn't", ['should', 'not']],
  ["mustn't", ['must', 'not']],
  ["can't", ['can', 'not']],
  ['cannot', ['can', 'not']],
  ["won't", ['will', 'not']],
  ["isn't", ['is', 'not']],
  ["i'd", ['i', 'would']],
  ["we'd", ['we', 'would']],
  ["that's", ['that', 'is']],
  ["aren't", ['are', 'not']],
  ["needn't", ['need', 'not']],
  ["i'm", ['i', 'am']],
  ["what's", ['what', 'is']],
  ["we're", ['we', 'are']],
  ["you're", ['you', 'are']],
  ["they're", ['they', 'are']],
  ["there's", ['there', 'is']],
  ["it's", ['it', 'is']],
  ["i've", ['i', 'have']],
  ["we've", ['we', 'have']],
  ["let's", ['please']],
]);

function wordTokens(piece: string, at: number): WordToken[] {
  const lead = /^[([{<]*/u.exec(piece)?.[0].length ?? 0;
  const bare = piece.slice(lead).replace(/[.!?:)\]}>…]+$/u, '');
  const start = at + lead;
  const ends = /[.!?]+$/u.test(piece) ? [separator('.', start + bare.length)] : [];
  if (bare === '') {
    return ends;
  }
  return [...assignment(bare, start), ...ends];
}

/** `services.nginx.enable=true` is three words; `a==` of a key is one. */
function assignment(bare: string, start: number): WordToken[] {
  const match = /^([A-Za-z][\w-]*\.[\w."'-]*)=(.*)$/u.exec(bare);
  if (match === null) {
    return oneWord(bare, start);
  }
  const [, name = '', value = ''] = match;
  const equals = start + name.length;
  const rest = value === '' ? [] : oneWord(value, equals + 1);
  return [word(name, start, equals), word('=', equals, equals + 1), ...rest];
}

function oneWord(bare: string, start: number): WordToken[] {
  const end = start + bare.length;
  const quoted = /^"([^"]*)"$/u.exec(bare);
  if (quoted !== null) {
    return [{ kind: 'quoted', word: '', text: quoted[1] ?? '', start, end }];
  }
  const lower = bare.toLowerCase();
  if (SEPARATOR_WORDS.has(lower)) {
    return [separator(lower, start)];
  }
  const expanded = CONTRACTIONS.get(lower);
  if (expanded !== undefined) {
    return expanded.map((part) => word(part, start, end));
  }
  if (/^[^'.]+'s$/u.test(lower)) {
    return [word(bare.slice(0, -2), start, end - 2), word("'s", end - 2, end)];
  }
  return [word(bare, start, end)];
}

function word(text: string, start: number, end: number): WordToken {
  return { kind: 'word', word: text.toLowerCase(), text, start, end };
}

function separator(text: string, start: number): WordToken {
  return { kind: 'separator', word: text, text, start, end: start + text.length };
}
