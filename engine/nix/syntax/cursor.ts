import type { FindingCode } from '../../model/finding-codes.ts';
import {
  isDigit,
  isIdentifierChar,
  isIdentifierStart,
  isPathChar,
  isSchemeChar,
  isUriChar,
} from './chars.ts';
import type { SyntaxFailure } from './failure.ts';
import { syntaxFailure } from './failure.ts';
import { countPiece } from './size.ts';
import type { TokenKind } from './token.ts';
import { keyword } from './token.ts';

const SLASH = 0x2f;
const COLON = 0x3a;
const DOT = 0x2e;
const MAX_INTEGER = 9_223_372_036_854_775_807n;

/**
 * The lexer, one token ahead of the parser. Strings and paths are only opened here: the parser reads their inside,
 * because it may hold whole expressions, and then moves on from where it stopped.
 */
export class Cursor {
  readonly text: string;
  readonly file: string;
  /** Refuses what only newer Nix reads. */
  readonly portable: boolean;
  /** Refuses nothing for its size. */
  readonly anySize: boolean;
  kind: TokenKind = 'end of file';
  start = 0;
  end = 0;
  /** End of the token before this one: where a node that was just completed ends. */
  before = 0;
  /** Expressions open around the current token. */
  depth = 0;
  /** Operators read so far: each may put a node within another. */
  joined = 0;
  /** Tokens that stand for something, so far. */
  pieces = 0;
  /** Names in the paths of the sets around the current one. */
  namesAround = 0;
  /** Names in the whole paths of all attributes so far. */
  pathNames = 0;
  // The run of path characters last measured; without it `a.a.a.…` would be measured once for each name.
  private runStart = 0;
  private runEnd = 0;

  constructor(text: string, file: string, { portable = false, anySize = false } = {}) {
    this.text = text;
    this.file = file;
    this.portable = portable;
    this.anySize = anySize;
    this.advance();
  }

  /** Reads the next token, from the end of the current one. */
  advance(): void {
    this.before = this.end;
    this.start = this.skipTrivia(this.end);
    const code = this.text.charCodeAt(this.start);
    if (this.start >= this.text.length) this.take('end of file', 0);
    else if (isPathChar(code) || code === SLASH) this.wordOrPath(code);
    else this.symbol(this.text.charAt(this.start));
    countPiece(this);
  }

  /** Goes on with the token that begins at or after `offset`. */
  resume(offset: number): void {
    this.end = offset;
    this.advance();
  }

  /** Character code of what follows the current token, white space and comments skipped; NaN at the end. */
  peekCode(): number {
    return this.text.charCodeAt(this.skipTrivia(this.end));
  }

  /** The current token's text. */
  word(): string {
    return this.text.slice(this.start, this.end);
  }

  expect(kind: TokenKind, where: string): void {
    if (this.kind !== kind) throw this.unexpected(`'${kind}' ${where}`);
    this.advance();
  }

  unexpected(expected: string): SyntaxFailure {
    return this.failure(this.start, 'NIX001', `expected ${expected}, got ${this.describe()}`);
  }

  failure(offset: number, code: FindingCode, message: string, fix?: string): SyntaxFailure {
    const problem = fix === undefined ? { code, message } : { code, message, fix };
    return syntaxFailure(this.text, offset, this.file, problem);
  }

  /** First offset at or after `offset` that is neither white space nor comment. */
  skipTrivia(offset: number): number {
    const text = this.text;
    let at = offset;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d) at += 1;
      else if (code === 0x23) at = endOfLineComment(text, at);
      else if (code === SLASH && text.charCodeAt(at + 1) === 0x2a) at = this.endOfBlockComment(at);
      else return at;
    }
  }

  private endOfBlockComment(at: number): number {
    const close = this.text.indexOf('*/', at + 2);
    if (close === -1)
      throw this.failure(at, 'NIX002', "this comment has no '*/'", "close the comment with '*/'");
    return close + 2;
  }

  private describe(): string {
    if (this.kind === 'end of file') return 'the end of the file';
    if (this.kind === 'path') return 'a path';
    return `'${this.word().slice(0, 40)}'`;
  }

  private take(kind: TokenKind, length: number): void {
    this.kind = kind;
    this.end = this.start + length;
  }

  private wordOrPath(code: number): void {
    const run = this.pathRun();
    const next = this.text.charCodeAt(run);
    if (next === SLASH && this.opensPath(run + 1)) this.path(run);
    else if (next === COLON && this.isUri(run)) this.uri(run);
    else if (isIdentifierStart(code)) this.identifier();
    else if (isDigit(code) || (code === DOT && isDigit(this.text.charCodeAt(this.start + 1)))) this.number();
    else this.symbol(this.text.charAt(this.start));
  }

  private pathRun(): number {
    if (this.start >= this.runStart && this.start < this.runEnd) return this.runEnd;
    let at = this.start;
    while (isPathChar(this.text.charCodeAt(at))) at += 1;
    this.runStart = this.start;
    this.runEnd = at;
    return at;
  }

  private opensPath(offset: number): boolean {
    return isPathChar(this.text.charCodeAt(offset)) || this.text.startsWith('${', offset);
  }

  /** A path reaches over further slashes (`./a//b`); the parser reads what follows, which may be interpolated. */
  private path(slash: number): void {
    this.kind = 'path';
    this.end = slash + 1;
  }

  private isUri(colon: number): boolean {
    if (!isUriChar(this.text.charCodeAt(colon + 1))) return false;
    const first = this.text.charCodeAt(this.start);
    if (!isIdentifierStart(first)) return false;
    for (let at = colon - 1; at >= this.start; at -= 1) {
      if (!isSchemeChar(this.text.charCodeAt(at))) return false;
    }
    return true;
  }

  private uri(colon: number): void {
    let at = colon + 1;
    while (isUriChar(this.text.charCodeAt(at))) at += 1;
    this.take('uri', at - this.start);
  }

  private identifier(): void {
    let at = this.start + 1;
    while (isIdentifierChar(this.text.charCodeAt(at))) at += 1;
    const length = at - this.start;
    const word = length > 7 || length < 2 ? undefined : keyword(this.text.slice(this.start, at));
    this.take(word ?? 'identifier', length);
  }

  private number(): void {
    let at = this.start;
    while (isDigit(this.text.charCodeAt(at))) at += 1;
    if (this.isFloat(at)) this.float(at + 1);
    else this.integer(at);
  }

  /** Nix takes `1.` and `.5` and `0.5` for floats, but `0.` and `00.5` for two tokens. */
  private isFloat(point: number): boolean {
    if (this.text.charCodeAt(point) !== DOT) return false;
    const whole = this.text.slice(this.start, point);
    if (whole !== '' && !whole.startsWith('0')) return true;
    return whole.length <= 1 && isDigit(this.text.charCodeAt(point + 1));
  }

  private float(fraction: number): void {
    let at = fraction;
    while (isDigit(this.text.charCodeAt(at))) at += 1;
    const exponent = /[Ee][+-]?[0-9]+/uy;
    exponent.lastIndex = at;
    const match = exponent.exec(this.text);
    this.take('float', at + (match?.[0].length ?? 0) - this.start);
    if (isOutOfRange(this.word()))
      throw this.failure(this.start, 'NIX005', `the float '${this.word()}' is out of range`);
  }

  private integer(end: number): void {
    this.take('integer', end - this.start);
    if (end - this.start >= 19 && BigInt(this.word()) > MAX_INTEGER) {
      const message = `the integer '${this.word()}' is out of range: at most ${MAX_INTEGER} is allowed`;
      throw this.failure(this.start, 'NIX005', message);
    }
  }

  private symbol(first: string): void {
    const two = this.text.slice(this.start, this.start + 2);
    switch (first) {
      case '{':
      case '}':
      case '[':
      case ']':
      case '(':
      case ')':
      case ':':
      case ';':
      case ',':
      case '@':
      case '?':
      case '*':
      case '"':
        return this.take(first, 1);
      case '.':
        return this.text.startsWith('...', this.start) ? this.take('...', 3) : this.take('.', 1);
      case '=':
        return two === '==' ? this.take('==', 2) : this.take('=', 1);
      case '!':
        return two === '!=' ? this.take('!=', 2) : this.take('!', 1);
      case '>':
        return two === '>=' ? this.take('>=', 2) : this.take('>', 1);
      case '+':
        return two === '++' ? this.take('++', 2) : this.take('+', 1);
      case '-':
        return two === '->' ? this.take('->', 2) : this.take('-', 1);
      case '/':
        return two === '//' ? this.take('//', 2) : this.take('/', 1);
      case '<':
        return this.less(two);
      default:
        return this.rarer(two);
    }
  }

  private less(two: string): void {
    const search = /<[a-zA-Z0-9._+-]+(?:\/[a-zA-Z0-9._+-]+)*>/uy;
    search.lastIndex = this.start;
    const match = search.exec(this.text);
    if (match !== null) this.take('search-path', match[0].length);
    else if (two === '<=') this.take('<=', 2);
    else if (two === '<|') this.pipe('<|');
    else this.take('<', 1);
  }

  private rarer(two: string): void {
    if (two === '&&' || two === '||' || two === "''" || two === '${') this.take(two, 2);
    else if (two === '|>') this.pipe(two);
    else if (two === '~/' && this.opensPath(this.start + 2)) this.path(this.start + 1);
    else this.take('invalid', String.fromCodePoint(this.text.codePointAt(this.start) ?? 0).length);
  }

  private pipe(kind: '|>' | '<|'): void {
    if (!this.portable) return this.take(kind, 2);
    const message = `the pipe operator '${kind}' is an experimental feature that older Nix does not read`;
    throw this.failure(this.start, 'NIX009', message, 'write a function application instead');
  }
}

function endOfLineComment(text: string, at: number): number {
  let end = at + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === 0x0a || code === 0x0d || Number.isNaN(code)) return end;
    end += 1;
  }
}

/** C's strtod calls a float out of range when it overflows or loses digits towards zero. */
function isOutOfRange(word: string): boolean {
  const value = Number(word);
  return (
    !Number.isFinite(value) ||
    (value < 2.225_073_858_507_201_4e-308 && /[1-9]/u.test(word.replace(/[Ee].*/u, '')))
  );
}
