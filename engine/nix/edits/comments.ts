import { lineEnd, lineStart } from '../lines.ts';
import { parseNix } from '../parse.ts';
import { childrenOf, type TreeNode } from '../syntax/children.ts';
import type { Span } from '../syntax/tree.ts';
import { endWithComment, isBlankLine, isLastOnLine, startWithCommentsAbove } from './layout.ts';

/** What stands one below the other: the bindings of a set or the items of a list. */
interface Column {
  readonly text: string;
  readonly nodes: readonly Span[];
  /** Where the set or the list opens, and where its closing bracket is. */
  readonly open: number;
  readonly close: number;
  /** Whether a comment is one of its nodes that somebody has switched off. */
  readonly isSwitchedOff: (comment: string) => boolean;
}

/**
 * Start of the comments right above a node that speak of it, and of what goes with it, alone; of its line where there are
 * none. Other comments are the heading of what stays, or nodes that somebody has switched off.
 */
export function startWithOwnComments(column: Column, node: Span, gone: ReadonlySet<Span>): number {
  const { text, nodes, open } = column;
  const line = lineStart(text, node.start);
  const start = startWithCommentsAbove(text, node.start, lineStart(text, open) + 1);
  if (start === line || nodes.every((each) => gone.has(each))) return line;
  const comments = text.slice(start, line).split('\n').slice(0, -1);
  if (comments.some((comment) => isHeading(comment) || column.isSwitchedOff(bare(comment)))) return line;
  return endsGroup(column, node, gone) ? start : line;
}

/** `# --- network ---` is over more than the next line. */
function isHeading(comment: string): boolean {
  return /^\s*##|[-=*~#_]{3}/u.test(comment);
}

function bare(comment: string): string {
  return comment.replace(/^\s*#+/u, '').trim();
}

/** True when what follows the node, and what goes with it, is a blank line, the end, or something with its own comment. */
function endsGroup(column: Column, node: Span, gone: ReadonlySet<Span>): boolean {
  const end = endOfRun(column, node, gone);
  return isLastOnLine(column.text, end) && opensGroup(column, lineEnd(column.text, end) + 1);
}

/** Where the node ends, with its comment, and with the nodes that go too and follow on the next lines. */
export function endOfRun({ text, nodes, close }: Column, node: Span, gone: ReadonlySet<Span>): number {
  let end = endWithComment(text, node.end, close);
  for (const next of nodes.slice(nodes.indexOf(node) + 1)) {
    const between = text.slice(end, next.start);
    if (!gone.has(next) || between.trim() !== '' || /\n[ \t]*\r?\n/u.test(between)) break;
    end = endWithComment(text, next.end, close);
  }
  return end;
}

function opensGroup(column: Column, line: number): boolean {
  const { text, close } = column;
  let at = line;
  while (at < close) {
    if (isBlankLine(text, at)) return true;
    const comment = /^[ \t]*#[^\n]*/u.exec(text.slice(at, lineEnd(text, at)))?.[0];
    if (comment === undefined) return lineEnd(text, at) > close && text.slice(at, close).trim() === '';
    if (!column.isSwitchedOff(bare(comment))) return true;
    at = lineEnd(text, at) + 1;
  }
  return true;
}

/** A line of an attribute set, or part of one. */
export function isBindingText(comment: string): boolean {
  return /[;{}[\]()]$/u.test(comment) || /[\w"}] = /u.test(comment);
}

/** One item like the others: a number among numbers, a package among packages. */
export function isItemText(comment: string, like: TreeNode): boolean {
  const parsed = parseNix(`[ ${comment.replace(/#.*$/u, '')} ]`, '');
  if (!parsed.ok || parsed.value.root.kind !== 'list') return false;
  const [item, ...others] = parsed.value.root.items;
  return item !== undefined && others.length === 0 && formOf(item) === formOf(like);
}

function formOf({ kind }: TreeNode): string {
  return kind === 'select' || kind === 'name' ? 'variable' : kind;
}

const LEAVES: ReadonlySet<TreeNode['kind']> = new Set([
  'variable',
  'integer',
  'float',
  'uri',
  'search-path',
  'name',
  'text',
]);

/** How many comments stand between the parts of a node. */
export function countComments(text: string, node: TreeNode): number {
  let count = 0;
  const open: TreeNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (LEAVES.has(next.kind)) continue;
    let at = next.start;
    for (const child of childrenOf(next)) {
      count += commentsBetween(text, at, child.start);
      at = child.end;
      open.push(child);
    }
    count += commentsBetween(text, at, next.end);
  }
  return count;
}

function commentsBetween(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/#[^\n]*|\/\*(?:(?!\*\/)[^])*\*\//gu)?.length ?? 0;
}
