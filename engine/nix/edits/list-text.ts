import { isPkgs, type NixValue } from '../../model/options/value.ts';
import { indentationAt, isFirstOnLine, lineEnd, lineStart } from '../lines.ts';
import { shortPackageName } from '../modules/package-path.ts';
import type { Scope } from '../modules/scope.ts';
import { renderNixValue } from '../render.ts';
import type { TreeNode } from '../syntax/children.ts';
import type { Expr, List, Span } from '../syntax/tree.ts';
import { isItemText, startWithOwnComments } from './comments.ts';
import {
  deeper,
  endWithComment,
  isLastOnLine,
  newlineOf,
  ownsLines,
  skipBlanks,
  startWithCommentsAbove,
} from './layout.ts';
import type { Splice } from './splice.ts';

/** What stands in a row between brackets: the items of a list, or what is written like one. */
export interface Row extends Span {
  readonly items: readonly TreeNode[];
}

/** Adds items behind the last one, in the list's own layout: on its line, or a line for each as the others have. */
export function addItems(text: string, list: Row, items: readonly string[]): Splice {
  const close = list.end - 1;
  const last = list.items.at(-1);
  if (last === undefined) return intoEmptyList(text, list, items);
  const end = endWithComment(text, last.end, close);
  const ownLine = isFirstOnLine(text, last.start) && isLastOnLine(text, end);
  const lineComment = text.slice(last.end, end).includes('#');
  if (isHanging(text, list, end)) {
    const inner = deeper(text, list.start);
    return { start: end, end, text: items.map((item) => `${newlineOf(text)}${inner}${item}`).join('') };
  }
  if (!ownLine && !lineComment) return { start: end, end, text: items.map((item) => ` ${item}`).join('') };
  const indent = isFirstOnLine(text, last.start) ? indentationAt(text, last.start) : deeper(text, list.start);
  const at = skipBlanks(text, ownLine ? pastSwitchedOff(text, last, end, close) : end);
  return { start: at, end: at, text: items.map((item) => `${newlineOf(text)}${indent}${item}`).join('') };
}

/** Puts items before one that is there: above its line and the comments on it, or on its line. */
export function insertItems(text: string, list: Row, item: TreeNode, items: readonly string[]): Splice {
  if (!ownsLines(text, item, list.end - 1)) {
    return { start: item.start, end: item.start, text: items.map((each) => `${each} `).join('') };
  }
  const indent = indentationAt(text, item.start);
  const start = startWithCommentsAbove(text, item.start, lineStart(text, list.start) + 1);
  return { start, end: start, text: items.map((each) => `${indent}${each}${newlineOf(text)}`).join('') };
}

/** Past the lines right below that are items somebody has switched off: they stay with the others. */
function pastSwitchedOff(text: string, last: TreeNode, end: number, close: number): number {
  let at = end;
  for (;;) {
    const comment = /^[ \t]*\r?\n[ \t]*#([^\n]*)/u.exec(text.slice(at, close));
    if (comment === null || !isItemText((comment[1] ?? '').trim(), last)) return at;
    at += comment[0].trimEnd().length;
  }
}

/** One item beside an opening bracket that begins its line, the closing one on a line of its own: more go below. */
function isHanging(text: string, list: Row, end: number): boolean {
  return (
    list.items.length === 1 &&
    isFirstOnLine(text, list.start) &&
    isFirstOnLine(text, list.end - 1) &&
    isLastOnLine(text, end) &&
    !text.slice(list.start, list.items[0]?.start).includes('\n')
  );
}

function intoEmptyList(text: string, list: Row, items: readonly string[]): Splice {
  const open = list.start + 1;
  const close = list.end - 1;
  const inside = text.slice(open, close);
  if (inside.trim() === '' && !inside.includes('\n')) {
    const space = inside === '' && isCompact(text) ? '' : ' ';
    return { start: open, end: close, text: `${space}${items.join(' ')}${space}` };
  }
  const indent = deeper(text, list.start);
  const end = open + inside.trimEnd().length;
  return { start: end, end, text: items.map((item) => `${newlineOf(text)}${indent}${item}`).join('') };
}

/** True where lists are written `[a b]` throughout. */
function isCompact(text: string): boolean {
  return /\[[^\s\]]/u.test(text) && !/\[ +[^\s\]]/u.test(text);
}

/** Takes items out: with the line and the trailing comment where an item has a line for itself. */
export function removeItems(text: string, list: Row, items: readonly TreeNode[]): Splice[] {
  const close = list.end - 1;
  if (items.length === list.items.length && !text.slice(list.start, list.end).includes('\n')) {
    const first = list.items[0]?.start ?? close;
    const last = list.items.at(-1)?.end ?? close;
    const bare = text.slice(list.start + 1, first).trim() === '' && text.slice(last, close).trim() === '';
    if (bare) return [{ start: list.start + 1, end: close, text: first === list.start + 1 ? '' : ' ' }];
  }
  const gone = new Set(items);
  return items.map((item) => removeItem(text, list, item, gone));
}

function removeItem(text: string, list: Row, item: TreeNode, gone: ReadonlySet<TreeNode>): Splice {
  const close = list.end - 1;
  const whole = withCommentBefore(text, list, item) ?? item;
  const end = whole === item ? endWithComment(text, item.end, close) : item.end;
  if (ownsLines(text, whole, close)) {
    const isSwitchedOff = (comment: string): boolean => list.items.some((each) => isItemText(comment, each));
    const column = { text, nodes: list.items, open: list.start, close, isSwitchedOff };
    return {
      start: startWithOwnComments(column, item, gone),
      end: Math.min(lineEnd(text, end) + 1, text.length),
      text: '',
    };
  }
  if (isFirstOnLine(text, whole.start)) {
    const following = /^[ \t]*/u.exec(text.slice(item.end))?.[0].length ?? 0;
    return { start: whole.start, end: item.end + following, text: '' };
  }
  const start = text.slice(0, whole.start).trimEnd().length;
  const only = isLastOnLine(text, end) && start === list.start + 1;
  if (start === list.start + 1 && start === whole.start) {
    const following = /^[ \t]*/u.exec(text.slice(item.end))?.[0].length ?? 0;
    return { start, end: item.end + following, text: '' };
  }
  return { start, end: only ? end : item.end, text: '' };
}

/** An item with the comment before it, in a line that begins with one: there, comments stand before what they are about. */
function withCommentBefore(text: string, list: Row, item: TreeNode): Span | undefined {
  const from = Math.max(lineStart(text, item.start), list.start + 1);
  const line = text.slice(from, item.start);
  const comment = /\/\*(?:(?!\*\/)[^\n])*\*\/[ \t]*$/u.exec(line);
  return comment === null || !/^[ \t]*\/\*/u.test(line)
    ? undefined
    : { start: from + comment.index, end: item.end };
}

/** An item as the others of its list are written: packages in full where they are, though a `with` gives them. */
export function renderItem(text: string, { list, scope }: ItemPlace, item: NixValue): string {
  const inFull = list.items.some(isInFull) && !list.items.some(({ kind }) => kind === 'variable');
  const packageNames = (path: readonly string[]): readonly string[] =>
    inFull && isPkgs(item) ? ['pkgs', ...path] : shortPackageName(text, scope, path);
  const last = list.items.at(-1) ?? list;
  return renderNixValue(item, { indent: indentationAt(text, last.start), place: 'operand', packageNames });
}

interface ItemPlace {
  readonly list: List;
  readonly scope: Scope;
}

function isInFull(item: Expr): boolean {
  return item.kind === 'select' && item.target.kind === 'variable' && item.target.name === 'pkgs';
}
