import { isRandom } from '../entropy.ts';
import type { Quote } from './open-quote.ts';
import { endOfLine, trimmed } from './quoted-values.ts';
import type { Stretch } from '../span.ts';

/** A value without quotes: where it begins, and what stands before it. */
export interface PlainValue {
  readonly at: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** The quote that is open before the name. */
  readonly quote: Quote | undefined;
  /** Whether the name alone makes a secret of it, blanks included. */
  readonly sure: boolean;
}

/**
 * Where a value without quotes ends: at white space, at the quote around it, or with its line where the name begins
 * the line and blanks are a part of the value. Nothing of it is left behind, rather is a sign too much taken.
 * Undefined for an expression of a program and for prose.
 *
 * @example
 * plainAt('a_password = x y', { at: 13, nameStart: 0, nameEnd: 10, quote: undefined, sure: true }) // { start: 13, end: 16 }
 */
export function plainAt(text: string, value: PlainValue): Stretch | undefined {
  const { at, nameStart, nameEnd, quote, sure } = value;
  const separator = text.slice(nameEnd, at);
  const limit = closingOf(text, at, quote);
  const line = text.slice(at, Math.min(limit, at + JUDGED));
  const first = startsLine(text, nameStart);
  if (isNoValue(line, separator, text.slice(nameStart, nameEnd), first)) return undefined;
  const literal = /["'`]/u.test(separator) ? matchAt(JSON_LITERAL, text, at, limit) : undefined;
  if (literal !== undefined) return literal;
  if (/[?&#]/u.test(text[nameStart - 1] ?? '')) return matchAt(IN_QUERY, text, at, limit);
  const spaced = /\s/u.test(separator);
  const whole =
    quote === undefined ? first && (spaced || isPassphrase(line)) : quote.at === nameStart - 1 && !spaced;
  return whole && sure ? trimmed(text, at, limit) : unquoted(text, nameStart, matchAt(WORD, text, at, limit));
}

/** How much of a line tells what it is. */
const JUDGED = 1024;

/** A variable, a structure, the code of a program, prose. */
function isNoValue(line: string, separator: string, name: string, first: boolean): boolean {
  if (/^\s|^$/u.test(line) || line.startsWith('//') || isReference(line)) return true;
  const spaced = /\s/u.test(separator);
  if ((spaced || separator.includes(':')) && /^[{[(](?:[\s"'\]}]|$)/u.test(line)) return true;
  return spaced && (isExpression(line, separator) || isProse(line, separator, name, first));
}

/** Without the quote that closes one before the name, and what follows it: `'{ to: "password=X" }'`. */
function unquoted(text: string, nameStart: number, place: Stretch | undefined): Stretch | undefined {
  if (place === undefined) return undefined;
  const [tail, mark = ''] =
    /(["'])[\]}),;]{0,8}$/u.exec(text.slice(Math.max(place.start, place.end - 9), place.end)) ?? [];
  if (tail === undefined || tail.length === place.end - place.start) return place;
  const before = text.slice(Math.max(0, nameStart - 256), nameStart);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return line.split(mark).length % 2 === 0 ? { start: place.start, end: place.end - tail.length } : place;
}

const WORD = /\S{1,8192}/y;
/** A number or a word of JSON beside a name in quotes. */
const JSON_LITERAL = /(?:-?\d[\d.eE+-]{0,64}|true|false|null)(?=\s{0,64}(?:[}\]]|,\s{0,64}["\s]|,?$))/y;
const IN_QUERY = /[^\s&"'<>]{1,8192}/y;

/** A flag's value: to white space, or to the quote around both. Undefined for a variable. */
export function wordAt(text: string, at: number, quote: Quote | undefined): Stretch | undefined {
  const limit = closingOf(text, at, quote);
  return isReference(text.slice(at, Math.min(limit, at + JUDGED)))
    ? undefined
    : matchAt(WORD, text, at, limit);
}

function matchAt(form: RegExp, text: string, at: number, limit: number): Stretch | undefined {
  form.lastIndex = 0;
  const match = form.exec(text.slice(at, limit));
  return match === null ? undefined : { start: at, end: at + match[0].length };
}

/** Where the quote that is open closes; the end of the line where none is, or where it never does. */
function closingOf(text: string, at: number, quote: Quote | undefined): number {
  const end = endOfLine(text, at);
  if (quote === undefined) return end;
  for (let place = at; place < end; place += 1) {
    if (text[place] === '\\') place += 1;
    else if (text[place] === quote.mark) return place;
  }
  return end;
}

/** What may stand before a name that begins its line: white space, marks of lists, diffs and comments, words that assign. */
const BEGINNING =
  /(?:^|\n)[\s+*#;>|/-]*(?:(?:export|set|setx|local|readonly|declare|ENV|ARG|let|var|const)\s+(?:-x\s+)?)?(?:Environment=)?$/u;
const MOST_BEFORE = 64;

function startsLine(text: string, nameStart: number): boolean {
  const from = Math.max(0, nameStart - MOST_BEFORE);
  const before = text.slice(from, nameStart);
  return BEGINNING.test(before) && (from === 0 || before.includes('\n'));
}

const REFERENCE = /^(?:\$\(|\$\{|\{\{|<%|ENC\[|!vault)/u;

/** A variable or a template, with blanks in it. */
function isReference(line: string): boolean {
  return REFERENCE.test(line) && !isRandom(/^\S*/u.exec(line)?.[0].slice(0, 64) ?? '');
}

/** The name of a function or a list and what it is given; signs that only a password has in a row are not among that. */
const CALL =
  /^(?:await |new |yield |return |&|\*)?[A-Za-z_$][\w$.:]{2,120}\s?[([](?:[\w\s.,:"'/${}[\]()+*?=-]|=>|&&|\|\|){0,512};?$/u;
const NAMED_TYPE =
  /^(?:&|\*|\?)?(?:'\w+ )?(?:Option|Optional|Vec|Box|Arc|Rc|List|Array|Set|Map|Promise|Nullable|Maybe|Secret|varchar|char)[A-Za-z]{0,12}[<([]/iu;
/** A word of code before what ends a statement, or before another one of Nix. */
const STATEMENT = /^[A-Za-z_$][A-Za-z_$.]{0,120}\s?[;,)]{1,3}(?:\s|$)/u;
/** What goes on after a name as only code does. */
const OPERATOR = /^[A-Za-z_$][\w$.]{0,120}\s+(?:\?\?|\|\||&&|\?|or|and|if|as|->|\+\+?|\{|\[|\()(?:\s|$)/u;
/** A function of Nix, or a call of one of its own. */
const NIX =
  /^(?:(?:[A-Za-z_][\w'-]{0,60}|\{[^{}]{0,200}\}):\s|(?:builtins|lib|pkgs|config|cfg|self|inputs)\.|[A-Za-z_]{1,60}(?:\.[A-Za-z_]{1,60}){1,8}\s[^\n]{0,400};$)/u;

/** `cfg.password;`, `next(tokens)`, `mkOption {`: the code of a program. */
function isExpression(line: string, separator: string): boolean {
  if (NAMED_TYPE.test(line)) return true;
  const ends = /[)\]{([;,]\s{0,8}$/u.test(line);
  if (ends && CALL.test(line)) return true;
  if (!separator.includes('=')) return false;
  if ([STATEMENT, OPERATOR, NIX].some((form) => form.test(line))) return true;
  if (/^[[({]/u.test(line)) return !isRandom(/^\S*/u.exec(line)?.[0].slice(0, 256) ?? '');
  return /[^\S\n][{([]\s*$/u.test(line.slice(-8));
}

/** First words of sentences, not of passphrases. */
const SPEAKING: ReadonlySet<string> = new Set(
  (
    'a an and any are as ask at be been by can cannot change choose confirm could do does enter expected expired failed ' +
    'for from given has have if in incorrect invalid is it may missing must no not of on only optional or path please ' +
    'read required retype see set should stored taken that the this to type unable unexpected use was when will with ' +
    'without wrong you your file'
  ).split(' '),
);

/** "the token: unexpected end of file" */
function isProse(line: string, separator: string, name: string, first: boolean): boolean {
  if (!separator.includes(':') || !/^[A-Za-z]+[.!?,;]?(?:\s|$)/u.test(line)) return false;
  // What a program says of itself.
  if (first && /^(?:ch)?g?passwd$/u.test(name)) return true;
  // Behind a name of a file, not of a sentence, any words are the value.
  if (first && /^[a-z]/u.test(name)) return false;
  const [word = '', ...rest] = line
    .slice(0, 512)
    .trim()
    .split(/[\s.!?,;]+/u);
  return rest.join('') !== '' && !isRandom(word) && (!first || SPEAKING.has(word.toLowerCase()));
}

/** Words and nothing else behind an assignment: a passphrase, not a command. */
function isPassphrase(line: string): boolean {
  return /^[A-Za-z0-9]{1,40}(?: [A-Za-z0-9]{1,40}){1,11}\s{0,64}$/u.test(line);
}
