import { indentationAt, isFirstOnLine, lineEnd, lineStart } from '../lines.ts';
import type { Span } from '../syntax/tree.ts';

/** Where the comment behind `offset` on the same line ends; `offset` itself when there is none. */
export function endWithComment(text: string, offset: number, limit = text.length): number {
  let end = offset;
  for (;;) {
    const next = /^[ \t]*(?:\/\*(?:(?!\*\/)[^\n])*\*\/|#[^\n]*)/u.exec(
      text.slice(end, Math.min(limit, lineEnd(text, end))),
    );
    if (next === null) return end;
    end += next[0].trimEnd().length;
  }
}

/** True when nothing but white space follows on the line. */
export function isLastOnLine(text: string, offset: number): boolean {
  return text.slice(offset, lineEnd(text, offset)).trim() === '';
}

export function isBlankLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), lineEnd(text, offset)).trim() === '';
}

/** True when the line above the one that holds `offset` is blank. */
export function followsBlankLine(text: string, offset: number): boolean {
  const start = lineStart(text, offset);
  return start > 0 && isBlankLine(text, start - 1);
}

/** Start of the line of the first comment that stands right above `offset`'s line, or of that line. */
export function startWithCommentsAbove(text: string, offset: number, limit: number): number {
  let start = lineStart(text, offset);
  while (start > limit) {
    const above = lineStart(text, start - 1);
    if (above < limit || !/^[ \t]*#/u.test(text.slice(above, start))) return start;
    start = above;
  }
  return start;
}

/** True when a node has its lines for itself: white space before it, nothing but its comment behind it. */
export function ownsLines(text: string, node: Span, limit?: number): boolean {
  return isFirstOnLine(text, node.start) && isLastOnLine(text, endWithComment(text, node.end, limit));
}

/** The line break the text uses. */
export function newlineOf(text: string): string {
  return /\r\n/u.test(text) ? '\r\n' : '\n';
}

/** The white space one level further in than the line of `offset`. */
export function deeper(text: string, offset: number): string {
  const indent = indentationAt(text, offset);
  return indent.includes('\t') ? `${indent}\t` : `${indent}  `;
}

/** Past the blanks that follow on the line, so that what is inserted there does not come between. */
export function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
