import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js';

/** A regular expression that takes time in proportion to the text it is tried on, whatever it says. */
export interface Pattern {
  /** Whether it matches anywhere in the text. */
  test(text: string): boolean;
}

export type ParsedPattern =
  | { readonly ok: true; readonly pattern: Pattern }
  /** `invalid`: not a regular expression; `unbounded`: one whose time or size has no small bound. */
  | { readonly ok: false; readonly reason: 'invalid' | 'unbounded'; readonly message: string };

/** Most instructions of a compiled pattern: each is tried at most once for every character of a text. */
export const MAX_INSTRUCTIONS = 2_000;

/** Characters of a pattern. Its size is only looked for in what is not longer: that takes the square of its length. */
export const LONGEST_PATTERN = 8_000;

/**
 * A pattern written by somebody else, in the syntax of RE2, with `\uXXXX` and `\u{XXXX}` as JSON Schema has them. What is
 * accepted here is what is matched: nothing else compiles a stranger's pattern.
 *
 * @example
 * parsePattern('^(a+)+$')     // { ok: true, pattern }: linear, as everything that this engine accepts
 * parsePattern('(a)\\1')      // { ok: false, reason: 'unbounded', message: 'it uses a backreference or look-around: \\1' }
 */
export function parsePattern(source: string): ParsedPattern {
  if (source.length > LONGEST_PATTERN || sizeOf(source) > MAX_INSTRUCTIONS) return tooLarge(source);
  try {
    const pattern = RE2JS.compile(inRe2Syntax(source));
    return pattern.programSize() > MAX_INSTRUCTIONS ? tooLarge(source) : { ok: true, pattern };
  } catch (error) {
    if (error instanceof RE2JSException) return refusal(error);
    throw error;
  }
}

function tooLarge(source: string): ParsedPattern {
  const long = source.length > LONGEST_PATTERN ? `is longer than ${LONGEST_PATTERN} characters or ` : '';
  const message = `it ${long}compiles to more than ${MAX_INSTRUCTIONS} instructions`;
  return { ok: false, reason: 'unbounded', message };
}

function refusal(error: RE2JSException): ParsedPattern {
  const message = error.message.replace(/^error parsing regexp: /u, '');
  const at = error instanceof RE2JSSyntaxException ? (error.input ?? '') : '';
  if (/^(?:\\[1-9k]|\(\?<?[=!])/u.test(at))
    return { ok: false, reason: 'unbounded', message: `it uses a backreference or look-around: ${at}` };
  return { ok: false, reason: 'invalid', message };
}

/** Half of a surrogate pair is left as it is, and refused: RE2 matches code points. */
function inRe2Syntax(source: string): string {
  return source.replaceAll(
    /\\(?:u(?![dD][89a-fA-F])(?<four>[\da-fA-F]{4})|u\{(?<any>[\da-fA-F]+)\}|[^])/gu,
    (whole, four?: string, any?: string) => {
      const digits = four ?? any;
      return digits === undefined ? whole : `\\x{${digits}}`;
    },
  );
}

/** One thing that can be repeated, the beginning or end of a group, or a count. */
const TOKEN =
  /\\Q[^]*?(?:\\E|$)|\\(?:[pPxu]\{[^}]*\}|[^])|\[\^?\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*\]|\{(?<least>\d+)(?:,(?<most>\d*))?\}|[^]/gu;

/**
 * About how many instructions a pattern has when its counts are written out. The compiler writes them out, so this has
 * to be known before it is asked.
 */
function sizeOf(source: string): number {
  const open: number[] = [0];
  let last = 0;
  const add = (size: number): void => void open.push((open.pop() ?? 0) + size);
  for (const { 0: token, groups } of source.matchAll(TOKEN)) {
    if (groups?.['least'] !== undefined) {
      const times = Math.max(1, Number(groups['least']), Number(groups['most'] ?? 0));
      add(last * (times - 1));
      last *= times;
    } else if (token === '(') {
      open.push(0);
      last = 0;
    } else {
      last = token === ')' && open.length > 1 ? (open.pop() ?? 0) : 1;
      add(last);
    }
  }
  return open.reduce((sum, size) => sum + size, 0);
}
