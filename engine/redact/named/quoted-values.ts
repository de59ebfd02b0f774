import type { Stretch } from '../span.ts';

/** No value of one line that somebody wrote is longer. */
export const LONGEST_LINE = 8192;

/**
 * What stands between the quotes that open at a place: one line, or several between three quotes or in Nix's two; to
 * the end of the line where they are not closed. Escaped quotes (`\"` within JSON, `''` within YAML and SQL, `'\''` of
 * a shell) do not end it. Undefined where no quote opens, or nothing is in it.
 *
 * @example quotedAt('"a\\"b" c', 0) // { start: 1, end: 5 }
 */
export function quotedAt(text: string, at: number): Stretch | undefined {
  return longQuoted(text, at) ?? indentedAt(text, at) ?? lineQuoted(text, at);
}

/** Behind a quote that closes, where no text follows: the end of the value or what separates it from the next. */
const BEHIND_CLOSE = /["'`](?![\s,;:.)}\]>&|<\\+]|$)(?!["'`]?$)\S{1,8192}/y;

/** A place between quotes with what stands right behind the quote that closes: that quote was a sign of the value. */
export function afterClose(text: string, place: Stretch): Stretch {
  BEHIND_CLOSE.lastIndex = place.end;
  const match = BEHIND_CLOSE.exec(text);
  return match === null ? place : { start: place.start, end: place.end + match[0].length };
}

function longQuoted(text: string, at: number): Stretch | undefined {
  const mark = ['"""', "'''"].find((three) => text.startsWith(three, at));
  if (mark === undefined) return undefined;
  const start = at + mark.length;
  const close = text.slice(start, start + LONGEST_LINE).indexOf(mark);
  return trimmed(text, start, close === -1 ? endOfLine(text, start) : start + close);
}

/** Behind the two quotes: the value, or more lines that are further in. Else nothing is between them. */
const INDENTED = /^(?:[ \t]*\n[ \t]+\S|[ \t]*[^\s,;)}\]])/u;

/** `''…''` of Nix. */
function indentedAt(text: string, at: number): Stretch | undefined {
  // Right behind a sign it is a shell's or YAML's.
  if (
    !text.startsWith("''", at) ||
    /[=:]/u.test(text[at - 1] ?? ' ') ||
    !INDENTED.test(text.slice(at + 2, at + 2 + 256))
  )
    return undefined;
  const limit = Math.min(text.length, at + LONGEST_LINE);
  for (let end = text.indexOf("''", at + 2); end !== -1 && end < limit; end = text.indexOf("''", end + 2)) {
    const next = text[end + 2] ?? '';
    if (next === '' || !"$'\\".includes(next)) return trimmed(text, at + 2, end);
    end += 1;
  }
  return trimmed(text, at + 2, endOfLine(text, at + 2));
}

const OPENING = /(\\{0,7})(["'`])/y;

function lineQuoted(text: string, at: number): Stretch | undefined {
  OPENING.lastIndex = at;
  const [whole = '', slashes = '', mark = ''] = OPENING.exec(text) ?? [];
  if (whole === '') return undefined;
  const start = at + whole.length;
  const limit = endOfLine(text, start);
  const end =
    slashes === ''
      ? closeOf(text, start, limit, mark)
      : escapedCloseOf(text, start, limit, slashes.length, mark);
  return end > start ? { start, end } : undefined;
}

function closeOf(text: string, from: number, limit: number, mark: string): number {
  for (let at = from; at < limit; at += 1) {
    if (text[at] === '\\' && escapes(text, at, limit, mark)) at += 1;
    else if (text[at] === mark) {
      const skipped = goesOn(text, at, mark);
      if (skipped === 0) return at;
      at += skipped;
    }
  }
  return limit;
}

/** In single quotes a backslash before the quote that closes is one of the value, as a shell reads it. */
function escapes(text: string, at: number, limit: number, mark: string): boolean {
  if (mark !== "'" || text[at + 1] !== "'") return true;
  if (text[at + 2] === "'") return false;
  return !/[\s,;)}\]]/u.test(text[at + 2] ?? ' ') && text.slice(at + 2, limit).includes("'");
}

/** How many characters after this quote belong to an escape, so that it does not close: `''`, `""`, `'\''`. */
function goesOn(text: string, at: number, mark: string): number {
  if (mark === "'" && text.startsWith("\\''", at + 1)) return 3;
  if (text[at + 1] !== mark) return 0;
  const ends = /[\s,;)}\]]/u.test(text[at + 2] ?? ' ');
  return !ends ||
    text
      .slice(at + 2, at + 512)
      .split('\n', 1)[0]
      ?.includes(mark) === true
    ? 1
    : 0;
}

function escapedCloseOf(text: string, from: number, limit: number, slashes: number, mark: string): number {
  let run = 0;
  for (let at = from; at < limit; at += 1) {
    if (text[at] === mark && run === slashes) return at - slashes;
    run = text[at] === '\\' ? run + 1 : 0;
  }
  return limit;
}

/** The end of the line that a place is in, or how far of it is looked at. */
export function endOfLine(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_LINE);
  for (let at = from; at < limit; at += 1) if (text[at] === '\n' || text[at] === '\0') return at;
  return limit;
}

/** A place without the white space around it; undefined where nothing is left. */
export function trimmed(text: string, start: number, end: number): Stretch | undefined {
  const inner = text.slice(start, end);
  const bare = inner.trim();
  const from = start + inner.length - inner.trimStart().length;
  return bare === '' ? undefined : { start: from, end: from + bare.length };
}
