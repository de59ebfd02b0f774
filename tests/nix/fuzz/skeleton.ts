import { staticName } from '../../../engine/nix/names.ts';
import { parseNix } from '../../../engine/nix/parse.ts';
import { packagePath } from '../../../engine/nix/modules/package-path.ts';
import {
  enterBindings,
  enterLambda,
  enterWith,
  originOf,
  type Scope,
} from '../../../engine/nix/modules/scope.ts';
import { functionName } from '../../../engine/nix/modules/wrappers.ts';
import type { Apply, AttrSet, Binding, Expr, NixTree } from '../../../engine/nix/syntax/tree.ts';
import { withoutParens } from '../../../engine/nix/syntax/tree.ts';
import { applySplices, type Splice } from '../../../engine/nix/edits/splice.ts';

/** A module that Nix can evaluate without a package set: laid out as it was, to the last comment. */
export interface Skeleton {
  readonly text: string;
  /** Paths of the packages that it names. */
  readonly packages: readonly (readonly string[])[];
}

const WRAPPERS = new Set(
  'mkForce mkDefault mkOptionDefault mkOverride mkVMOverride mkImageMediaOverride mkOrder mkBefore mkAfter'.split(
    ' ',
  ),
);
const CONDITIONS = new Set(['mkIf', 'optional', 'optionals', 'optionalAttrs']);

/** Puts a text in place of everything that only a whole host could evaluate. Undefined for what is not a module. */
export function skeletonOf(text: string): Skeleton | undefined {
  const parsed = parseNix(text, 'module.nix');
  // As JSON, a set with one of these is its text.
  if (!parsed.ok || /\b(?:outPath|__toString)\b/u.test(text)) return undefined;
  const maker = new SkeletonMaker(parsed.value);
  return maker.isModule ? { text: applySplices(text, maker.splices), packages: maker.packages } : undefined;
}

class SkeletonMaker {
  readonly splices: Splice[] = [];
  readonly packages: (readonly string[])[] = [];
  isModule: boolean;
  private readonly text: string;
  private count = 0;

  constructor(tree: NixTree) {
    this.text = tree.text;
    let root = withoutParens(tree.root);
    while (root.kind === 'lambda' || root.kind === 'let' || root.kind === 'with')
      root = withoutParens(root.body);
    this.isModule = root.kind === 'set' && root.form !== 'let';
    if (this.isModule) this.visit(tree.root, undefined);
  }

  private visit(expr: Expr, scope: Scope): void {
    switch (expr.kind) {
      case 'paren':
        return this.visit(expr.expr, scope);
      case 'lambda':
        return this.visitLambda(expr, scope);
      case 'let': {
        const inner = enterBindings(scope, this.text, expr.bindings);
        this.visitBindings(expr.bindings, inner, scope);
        return this.visit(expr.body, inner);
      }
      case 'with':
        return this.visitWith(expr, scope);
      case 'assert':
      case 'if':
        return this.visitChoice(expr, scope);
      case 'set':
        return this.visitSet(expr, scope);
      case 'list':
        return expr.items.forEach((item) => this.visit(item, scope));
      case 'binary':
        if (expr.operator !== '//' && expr.operator !== '++') return this.replace(expr);
        this.visit(expr.left, scope);
        return this.visit(expr.right, scope);
      case 'apply':
        return this.visitApply(expr, scope);
      case 'integer':
      case 'float':
        return undefined;
      case 'string':
      case 'indented-string':
        return expr.parts.every(({ kind }) => kind === 'text') ? undefined : this.replace(expr);
      case 'variable':
      case 'select':
        return this.visitName(expr, scope);
      default:
        return this.replace(expr);
    }
  }

  /** The module's own function; one that is a value is none of Nix's plain data. */
  private visitLambda(expr: Extract<Expr, { kind: 'lambda' }>, scope: Scope): void {
    if (scope !== undefined && scope.kind !== 'arguments') return this.replace(expr);
    for (const { fallback } of expr.pattern?.formals ?? []) if (fallback) this.replace(fallback);
    this.visit(expr.body, enterLambda(scope, expr));
  }

  private visitWith(expr: Extract<Expr, { kind: 'with' | 'assert' }>, scope: Scope): void {
    const head = withoutParens(expr.head);
    const known = head.kind === 'variable' && ['lib', 'pkgs', 'builtins'].includes(head.name);
    if (packagePath(this.text, scope, head) !== undefined && !known) this.visitName(head, scope);
    else if (!known) this.splices.push({ start: head.start, end: head.end, text: '{ }' });
    this.visit(expr.body, enterWith(scope, expr.head));
  }

  private visitChoice(expr: Extract<Expr, { kind: 'with' | 'assert' | 'if' }>, scope: Scope): void {
    if (expr.kind !== 'if') {
      this.splices.push({ start: expr.head.start, end: expr.head.end, text: 'true' });
      return this.visit(expr.body, scope);
    }
    this.replaceCondition(expr.condition);
    this.visit(expr.thenBranch, scope);
    return this.visit(expr.elseBranch, scope);
  }

  private visitSet(set: AttrSet, scope: Scope): void {
    if (set.form === 'let') return this.replace(set);
    const inner = set.form === 'rec' ? enterBindings(scope, this.text, set.bindings) : scope;
    this.visitBindings(set.bindings, inner, scope);
  }

  private visitBindings(bindings: readonly Binding[], inner: Scope, outer: Scope): void {
    for (const binding of bindings) {
      if (binding.kind === 'assignment') {
        for (const attr of binding.path.attrs) {
          if (attr.kind === 'name' || staticName(this.text, attr) !== undefined) continue;
          const parts = attr.kind === 'interpolation' ? [attr] : attr.parts;
          for (const part of parts) if (part.kind === 'interpolation') this.visitNamePart(part.expr, inner);
        }
        const [first] = binding.path.attrs;
        if (first !== undefined && staticName(this.text, first) === 'pkgs') this.isModule = false;
        this.visit(binding.value, inner);
      } else if (binding.from === undefined) {
        if (binding.attrs.some((attr) => !this.isBound(outer, staticName(this.text, attr) ?? '')))
          this.replaceInherit(binding);
      } else if (packagePath(this.text, inner, binding.from) === undefined) this.replaceInherit(binding);
      else {
        const base = packagePath(this.text, inner, binding.from) ?? [];
        for (const attr of binding.attrs) this.packages.push([...base, staticName(this.text, attr) ?? '']);
      }
    }
  }

  /** A name that is computed has to be a text. */
  private visitNamePart(expr: Expr, scope: Scope): void {
    if (expr.kind === 'variable' && ['binding', 'argument'].includes(originOf(scope, expr.name).kind)) return;
    this.replace(expr);
  }

  private replaceInherit(binding: Extract<Binding, { kind: 'inherit' }>): void {
    // Another package set than the one that there is here.
    if (binding.attrs.some((attr) => staticName(this.text, attr) === 'pkgs')) this.isModule = false;
    const text = binding.attrs
      .map((attr) => `${this.text.slice(attr.start, attr.end)} = ${this.fresh()};`)
      .join(' ');
    this.splices.push({ start: binding.start, end: binding.end, text });
  }

  private visitApply(expr: Apply, scope: Scope): void {
    const name = functionName(this.text, expr.fn) ?? '';
    const last = expr.args.at(-1);
    if (last === undefined || !this.isOfLib(expr.fn, scope)) return this.replace(expr);
    if (WRAPPERS.has(name) && expr.args.slice(0, -1).every(({ kind }) => kind === 'integer'))
      return this.visit(last, scope);
    const [condition] = expr.args;
    if (CONDITIONS.has(name) && expr.args.length === 2 && condition !== undefined) {
      this.replaceCondition(condition);
      return this.visit(last, scope);
    }
    const inner = withoutParens(last);
    const known = name === 'mkMerge' ? inner.kind === 'list' : name === 'attrValues' && inner.kind === 'set';
    return known && expr.args.length === 1 ? this.visit(last, scope) : this.replace(expr);
  }

  private isOfLib(fn: Expr, scope: Scope): boolean {
    const inner = withoutParens(fn);
    if (inner.kind === 'select') {
      return inner.target.kind === 'variable' && ['lib', 'builtins'].includes(inner.target.name);
    }
    if (inner.kind !== 'variable') return false;
    for (let level = scope; level !== undefined; level = level.outer) {
      if (level.kind === 'with') {
        const head = withoutParens(level.head);
        if (head.kind === 'variable' && head.name === 'lib') return true;
      } else if (level.names.has(inner.name)) return false;
    }
    return false;
  }

  private visitName(expr: Expr, scope: Scope): void {
    const path = packagePath(this.text, scope, expr);
    if (path !== undefined && path.length > 0) this.packages.push(path);
    else if (path !== undefined) this.replace(expr);
    else if (expr.kind !== 'variable' || !this.isBound(scope, expr.name)) this.replace(expr);
  }

  private isBound(scope: Scope, name: string): boolean {
    const { kind } = originOf(scope, name);
    return kind === 'binding' || ['true', 'false', 'null'].includes(name);
  }

  private replaceCondition({ start, end }: Expr): void {
    this.splices.push({ start, end, text: start % 2 === 0 ? 'true' : 'false' });
  }

  private replace({ start, end }: Expr): void {
    this.splices.push({ start, end, text: this.fresh() });
  }

  private fresh(): string {
    this.count += 1;
    return `"opaque-${this.count}"`;
  }
}
