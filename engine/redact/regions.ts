import { childrenOf, type TreeNode } from '../nix/syntax/children.ts';
import type { NixTree, Span } from '../nix/syntax/tree.ts';

/** A stretch of a Nix file where any text may stand. What is in none is code. */
export interface Region extends Span {
  /** `name`: a string that names an attribute. */
  readonly kind: 'string' | 'name' | 'comment';
  readonly indented: boolean;
}

/** The insides of strings and comments, in the order of the text. */
export function findRegions(tree: NixTree): readonly Region[] {
  const strings: Region[] = [];
  const opaque: Span[] = [];
  collect(tree.root, false, strings, opaque);
  const solid = [...strings, ...opaque].sort((a, b) => a.start - b.start);
  const comments: Region[] = [];
  let at = 0;
  for (const { start, end } of [...solid, { start: tree.text.length, end: tree.text.length }]) {
    commentsIn(tree.text, at, start, comments);
    at = Math.max(at, end);
  }
  return [...strings, ...comments].sort((a, b) => a.start - b.start);
}

function collect(node: TreeNode, isName: boolean, strings: Region[], opaque: Span[]): void {
  switch (node.kind) {
    case 'uri':
    case 'search-path':
      opaque.push(node);
      return;
    case 'path':
      opaque.push(...node.parts.filter((part) => part.kind === 'text'));
      break;
    case 'string':
    case 'indented-string':
      for (const { kind, start, end } of node.parts) {
        const indented = node.kind === 'indented-string';
        if (kind === 'text') strings.push({ kind: isName ? 'name' : 'string', start, end, indented });
      }
      break;
    default:
  }
  const names = namesOf(node);
  for (const child of childrenOf(node)) collect(child, names.has(child), strings, opaque);
}

function namesOf(node: TreeNode): ReadonlySet<TreeNode> {
  if (node.kind === 'inherit') return new Set<TreeNode>(node.attrs);
  if (node.kind === 'assignment' || node.kind === 'select' || node.kind === 'has-attr')
    return new Set<TreeNode>(node.path.attrs);
  return NONE;
}

const NONE: ReadonlySet<TreeNode> = new Set();

function commentsIn(text: string, from: number, to: number, into: Region[]): void {
  for (let at = from; at < to; at += 1) {
    const long = text[at] === '/' && text[at + 1] === '*';
    if (!long && text[at] !== '#') continue;
    const close = text.indexOf(long ? '*/' : '\n', at + (long ? 2 : 1));
    const end = close === -1 || close > to ? to : close;
    const last = into.at(-1);
    // A block of line comments is one text, such as a key that was commented out.
    if (!long && last !== undefined && isLineComment(text, last) && text.slice(last.end, at).trim() === '')
      into[into.length - 1] = { ...last, end };
    else into.push({ kind: 'comment', start: at + (long ? 2 : 1), end, indented: false });
    at = end;
  }
}

function isLineComment(text: string, { start }: Region): boolean {
  return text[start - 1] === '#';
}
