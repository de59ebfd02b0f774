import { assertNever } from '../../model/outcome.ts';
import type {
  Attr,
  Binding,
  Expr,
  Formal,
  Interpolation,
  Lambda,
  ArgumentPattern,
  TextPart,
} from './tree.ts';

/** Anything in the tree that has a span of its own inside another node's. */
export type TreeNode = Expr | Binding | Attr | TextPart | Interpolation;

/** A node's direct parts in the order of the text; what lies between them is the node's own punctuation, or trivia. */
export function childrenOf(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'variable':
    case 'integer':
    case 'float':
    case 'uri':
    case 'search-path':
    case 'name':
    case 'text':
      return [];
    case 'string':
    case 'indented-string':
    case 'path':
      return node.parts;
    case 'interpolation':
    case 'paren':
      return [node.expr];
    case 'list':
      return node.items;
    case 'set':
      return node.bindings;
    case 'assignment':
      return [...node.path.attrs, node.value];
    case 'inherit':
      return [...optional(node.from), ...node.attrs];
    case 'select':
      return [node.target, ...node.path.attrs, ...optional(node.fallback)];
    case 'has-attr':
      return [node.target, ...node.path.attrs];
    case 'apply':
      return [node.fn, ...node.args];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'lambda':
      return partsOfLambda(node);
    case 'let':
      return [...node.bindings, node.body];
    case 'with':
    case 'assert':
      return [node.head, node.body];
    case 'if':
      return [node.condition, node.thenBranch, node.elseBranch];
    default:
      return assertNever(node);
  }
}

function optional(expr: Expr | undefined): readonly Expr[] {
  return expr === undefined ? [] : [expr];
}

function partsOfLambda(node: Lambda): readonly TreeNode[] {
  const name = optional(node.name);
  const formals = (node.pattern?.formals ?? []).flatMap((formal: Formal) => optional(formal.fallback));
  return nameFirst(node, node.pattern) ? [...name, ...formals, node.body] : [...formals, ...name, node.body];
}

function nameFirst(node: Lambda, pattern: ArgumentPattern | undefined): boolean {
  return node.name !== undefined && (pattern === undefined || node.name.start < pattern.start);
}
