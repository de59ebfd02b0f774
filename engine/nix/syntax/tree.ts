/**
 * The syntax tree of one Nix file. Nodes carry offsets into the source (UTF-16 units, end exclusive) and no text of
 * their own, so whatever an edit does not touch stays the same bytes. Comments and white space are what lies between.
 */
export interface NixTree {
  readonly file: string;
  readonly text: string;
  readonly root: Expr;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Variable extends Span {
  readonly kind: 'variable';
  readonly name: string;
}
/** An integer, float, URI or `<search/path>`: its text is its span. */
export interface Literal extends Span {
  readonly kind: 'integer' | 'float' | 'uri' | 'search-path';
}
export interface TextPart extends Span {
  readonly kind: 'text';
}
/** `${ … }`, the span including its delimiters. */
export interface Interpolation extends Span {
  readonly kind: 'interpolation';
  readonly expr: Expr;
}
export type StringPart = TextPart | Interpolation;

/** `"…"`, `''…''` or a path; parts are in order and leave out the delimiters. */
export interface Text extends Span {
  readonly kind: 'string' | 'indented-string' | 'path';
  readonly parts: readonly StringPart[];
}
export interface Paren extends Span {
  readonly kind: 'paren';
  readonly expr: Expr;
}
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Expr[];
}
/** `{ … }`, `rec { … }` or the old `let { … }`. */
export interface AttrSet extends Span {
  readonly kind: 'set';
  readonly form: 'plain' | 'rec' | 'let';
  /** Offset of the opening brace. */
  readonly open: number;
  readonly bindings: readonly Binding[];
}
export type Binding = Assignment | Inherit;
/** `a.b.c = value;`, the span including the semicolon. */
export interface Assignment extends Span {
  readonly kind: 'assignment';
  readonly path: AttrPath;
  readonly value: Expr;
}
export interface Inherit extends Span {
  readonly kind: 'inherit';
  readonly from: Expr | undefined;
  readonly attrs: readonly Attr[];
}
export interface AttrPath extends Span {
  readonly attrs: readonly Attr[];
}
export type Attr = NameAttr | Text | Interpolation;
export interface NameAttr extends Span {
  readonly kind: 'name';
  readonly name: string;
}
/** `target.path`, with `or fallback` when given. */
export interface Select extends Span {
  readonly kind: 'select';
  readonly target: Expr;
  readonly path: AttrPath;
  readonly fallback: Expr | undefined;
}
/** `target ? path`. */
export interface HasAttr extends Span {
  readonly kind: 'has-attr';
  readonly target: Expr;
  readonly path: AttrPath;
}
/** `fn a b c`. */
export interface Apply extends Span {
  readonly kind: 'apply';
  readonly fn: Expr;
  readonly args: readonly Expr[];
}
export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expr;
}
export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}
export interface Formal extends Span {
  readonly name: string;
  readonly fallback: Expr | undefined;
}
/** `{ a, b ? 1, ... }`, its span the braces. */
export interface ArgumentPattern extends Span {
  readonly formals: readonly Formal[];
  readonly ellipsis: Span | undefined;
}
/** `x: body`, `{ a, ... }: body`, `x@{ a }: body`. */
export interface Lambda extends Span {
  readonly kind: 'lambda';
  readonly name: Variable | undefined;
  readonly pattern: ArgumentPattern | undefined;
  readonly body: Expr;
}
export interface Let extends Span {
  readonly kind: 'let';
  readonly bindings: readonly Binding[];
  readonly body: Expr;
}
/** `with head; body` or `assert head; body`. */
export interface Prefixed extends Span {
  readonly kind: 'with' | 'assert';
  readonly head: Expr;
  readonly body: Expr;
}
export interface If extends Span {
  readonly kind: 'if';
  readonly condition: Expr;
  readonly thenBranch: Expr;
  readonly elseBranch: Expr;
}

export type Expr =
  | Variable
  | Literal
  | Text
  | Paren
  | List
  | AttrSet
  | Select
  | HasAttr
  | Apply
  | Unary
  | Binary
  | Lambda
  | Let
  | Prefixed
  | If;

/** The text a node covers. */
export function sourceOf(tree: NixTree, node: Span): string {
  return tree.text.slice(node.start, node.end);
}

/** The expression without the parentheses around it. */
export function withoutParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === 'paren') inner = inner.expr;
  return inner;
}
