import type { FindingCode } from '../../model/finding-codes.ts';
import type { TokenKind } from './token.ts';

/**
 * Names, values, operators and opening brackets in one file; a path counts for two. A tree takes up to 400 bytes for each,
 * and an edit holds two trees and what was found in one of them; the longest module of NixOS is 105 kB in all.
 */
export const MAX_PIECES = 250_000;

/** Names in the whole paths of all attributes of one file: an attribute has those of every set around it, too. */
export const MAX_PATH_NAMES = 4_000_000;

/** What reads a file, and has counted so far. */
export interface Sized {
  readonly kind: TokenKind;
  readonly start: number;
  /** Refuses nothing for its size. */
  readonly anySize: boolean;
  pieces: number;
  /** Names in the paths of the sets around the current one. */
  readonly namesAround: number;
  /** Names in the whole paths of all attributes. */
  pathNames: number;
  failure: (offset: number, code: FindingCode, message: string, fix: string) => Error;
}

/** What only stands between others, and is nothing in a tree. */
const BETWEEN: ReadonlySet<TokenKind> = new Set<TokenKind>([
  '.',
  ',',
  ';',
  ':',
  ')',
  ']',
  '}',
  'in',
  'then',
  'else',
  'end of file',
]);

/** Counts a token. Refuses a file that has more in it than is read (NIX010): its length does not say what its tree takes. */
export function countPiece(file: Sized): void {
  if (BETWEEN.has(file.kind)) return;
  // A path may be an import, of which more is kept than of other values.
  file.pieces += file.kind === 'path' ? 2 : 1;
  if (file.pieces > MAX_PIECES && !file.anySize)
    throw tooLarge(file, `this file has more than ${MAX_PIECES} names, values and brackets`);
}

/** Counts attributes of the set that is being read, each a path of so many names within it. Refuses too many (NIX010). */
export function countNames(file: Sized, attributes: number, names: number): void {
  file.pathNames += attributes * (file.namesAround + names);
  if (file.pathNames > MAX_PATH_NAMES && !file.anySize)
    throw tooLarge(file, `the attributes of this file have more than ${MAX_PATH_NAMES} names in their paths`);
}

function tooLarge(file: Sized, message: string): Error {
  return file.failure(file.start, 'NIX010', message, 'split the file into several');
}

/** The same items without the room that an array reserves for more while it grows: a tree is kept, and has very many. */
export function fitted<T>(items: readonly T[]): T[] {
  return items.slice();
}
