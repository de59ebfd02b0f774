import type { FindingCode } from '../../model/finding-codes.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { failed } from '../../model/finding.ts';
import { positionAt } from '../lines.ts';
import type { Located } from '../modules/definitions.ts';
import { sourceOf } from '../syntax/tree.ts';
import type { NixTree, Span } from '../syntax/tree.ts';

/** Replaces the text from `start` to `end`; an insertion when they are equal. */
export interface Splice extends Span {
  readonly text: string;
}

/** What one edit does to one file. Without splices the file already says it. */
export interface SplicedFile {
  readonly file: string;
  /** Where the edit is about, in the text before it. */
  readonly offset: number;
  readonly splices: readonly Splice[];
}

/** The text with all splices made; they may be in any order but must not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const splice of [...splices].sort((left, right) => left.start - right.start || left.end - right.end)) {
    if (splice.start < at) throw new Error('two changes in one edit overlap');
    pieces.push(text.slice(at, splice.start), splice.text);
    at = splice.end;
  }
  return pieces.join('') + text.slice(at);
}

/** Deletions that overlap made one: neighbours may both claim the blank line between them. */
export function mergeDeletions(splices: readonly Splice[]): Splice[] {
  const merged: Splice[] = [];
  for (const splice of [...splices].sort((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last !== undefined && last.text === '' && splice.text === '' && splice.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, splice.end), text: '' };
    } else merged.push(splice);
  }
  return merged;
}

/** The smallest splice that makes one text of another. */
export function spliceBetween(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** A refusal that names the places it is about. */
export function refusal(
  code: FindingCode,
  message: string,
  fix: string,
  places: readonly Located[],
): Result<never> {
  const [first] = places;
  const listed = places.map(describePlace).join(', ');
  const finding: Finding = {
    code,
    severity: 'error',
    message: listed === '' ? message : `${message}: ${listed}`,
    fix,
  };
  return failed(first === undefined ? finding : { ...finding, position: positionOf(first) });
}

export function refusalAt(
  code: FindingCode,
  message: string,
  fix: string,
  tree: NixTree,
  node: Span,
): Result<never> {
  const position = positionAt(tree.text, node.start, tree.file);
  const place = `${tree.file}:${position.line}: ${quoted(tree, node)}`;
  return failed({ code, severity: 'error', message: `${message} (${place})`, position, fix });
}

function quoted(tree: NixTree, node: Span): string {
  const source = sourceOf(tree, node).replaceAll(/\s+/gu, ' ');
  return source.length > 50 ? `${source.slice(0, 50)}…` : source;
}

function positionOf(place: Located): Finding['position'] & object {
  return positionAt(place.module.tree.text, place.definition.start, place.module.file);
}

function describePlace(place: Located): string {
  const { file, line } = positionOf(place);
  return `${file}:${line}: ${quoted(place.module.tree, place.definition.binding)}`;
}
