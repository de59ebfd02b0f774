import { childrenOf, type TreeNode } from '../nix/syntax/children.ts';
import { staticName } from '../nix/names.ts';
import { enterBindings, enterLambda, enterWith, originOf, type Scope } from '../nix/modules/scope.ts';
import { unescapeIndentedString, unescapeString } from '../nix/strings.ts';
import type { Apply, Assignment, AttrSet, Expr, NixTree, Select, Text } from '../nix/syntax/tree.ts';
import { secretName, type SecretName } from './secret-names.ts';
import { isDistinct, isSecretOf } from './secret-values.ts';
import type { FoundSecret } from './span.ts';

/** A secret of a Nix file with what it says: only for looking it up elsewhere, never shown. */
export interface NixSecret extends FoundSecret {
  readonly value: string;
}

/**
 * Text that a configuration gives as the value of an attribute whose name says secret, at any depth, through `let`,
 * `mkForce` and their like, and what `toFile` and `writeText` make of it. Paths to secrets are none.
 */
export function findNixSecrets(tree: NixTree): readonly NixSecret[] {
  const finder = new Finder(tree.text);
  finder.walk(tree.root, undefined);
  return finder.found;
}

const FILE_MAKERS: ReadonlySet<string> = new Set([
  'toFile',
  'writeText',
  'writeTextFile',
  'writeTextDir',
  'writeScript',
]);
const READERS: ReadonlySet<string> = new Set([
  'readFile',
  'fileContents',
  'getEnv',
  'pathExists',
  'import',
  'throw',
  'abort',
]);
const CONDITIONS: ReadonlySet<string> = new Set([
  'mkIf',
  'optionalString',
  'optional',
  'optionals',
  'optionalAttrs',
]);

class Finder {
  readonly found: NixSecret[] = [];
  readonly #text: string;
  readonly #seen = new Set<Expr>();
  readonly #starts = new Set<number>();

  constructor(text: string) {
    this.#text = text;
  }

  walk(node: TreeNode, scope: Scope): void {
    if (node.kind === 'assignment') this.#assignment(node, scope);
    else if (node.kind === 'set') this.#pair(node, scope);
    else if (node.kind === 'apply') this.#madeFile(node, scope);
    const inner = innerScope(node, scope, this.#text);
    for (const child of childrenOf(node)) this.walk(child, inner);
  }

  #assignment({ path, value }: Assignment, scope: Scope): void {
    const last = path.attrs.at(-1);
    const name = last === undefined ? undefined : staticName(this.#text, last);
    if (name === undefined) return;
    const says = secretName(name);
    if (says !== undefined && value.kind === 'set')
      return /s$/iu.test(name) ? this.#plural(value, says) : undefined;
    if (says !== undefined) return this.#collect(value, scope, says);
    const stem = /^(.+?)[_-]?(?:file|path)$/iu.exec(name)?.[1];
    const ofFile = stem === undefined ? undefined : secretName(stem);
    if (ofFile !== undefined) this.#contentOf(value, scope, ofFile);
  }

  /** `{ name = "DB_PASSWORD"; value = "…"; }` */
  #pair(set: AttrSet, scope: Scope): void {
    const name = this.#bound(set, 'name');
    const value = this.#bound(set, 'value');
    if (name?.kind !== 'string' || value === undefined) return;
    const says = secretName(this.#text.slice(name.start + 1, name.end - 1));
    if (says !== undefined) this.#collect(value, scope, says);
  }

  /** `toFile "db-password" "…"` */
  #madeFile(apply: Apply, scope: Scope): void {
    const [named, content] = apply.args;
    if (!FILE_MAKERS.has(this.#functionName(apply)) || named?.kind !== 'string' || content === undefined)
      return;
    const name = this.#text.slice(named.start + 1, named.end - 1).replace(/\.[a-z]{1,5}$/u, '');
    const says = secretName(name);
    if (says !== undefined) this.#collect(content, scope, says);
  }

  /** The content of a file that is made in the store for an option that wants a secret's file. */
  #contentOf(expr: Expr, scope: Scope, says: SecretName): void {
    if (expr.kind === 'paren') return this.#contentOf(expr.expr, scope, says);
    if (expr.kind === 'string')
      return expr.parts.forEach((part) => {
        if (part.kind === 'interpolation') this.#contentOf(part.expr, scope, says);
      });
    if (expr.kind === 'variable')
      return this.#follow(expr.name, scope, (to, at) => this.#contentOf(to, at, says));
    if (expr.kind !== 'apply') return;
    const last = expr.args.at(-1);
    if (last === undefined) return;
    if (FILE_MAKERS.has(this.#functionName(expr))) this.#collect(last, scope, says);
    else this.#contentOf(last, scope, says);
  }

  #collect(expr: Expr, scope: Scope, says: SecretName): void {
    const inside = (next: Expr, at: Scope = scope): void => this.#collect(next, at, says);
    switch (expr.kind) {
      case 'string':
      case 'indented-string':
        return this.#text_(expr, says);
      case 'variable':
        return this.#follow(expr.name, scope, inside);
      case 'select':
        return this.#select(expr, scope, inside);
      case 'apply':
        return this.#arguments(expr).forEach((argument) => inside(argument));
      case 'list':
        return expr.items.forEach((item) => inside(item));
      case 'binary':
        if (['+', '++', '//'].includes(expr.operator))
          [expr.left, expr.right].forEach((side) => inside(side));
        return;
      case 'if':
        return [expr.thenBranch, expr.elseBranch].forEach((branch) => inside(branch));
      case 'paren':
        return inside(expr.expr);
      case 'let':
      case 'with':
      case 'assert':
      case 'lambda':
        return inside(expr.body, innerScope(expr, scope, this.#text));
      default:
    }
  }

  /** `tokens = { a = "…"; }`: what its members say is judged by the plural; deeper sets speak for themselves. */
  #plural(set: AttrSet, says: SecretName): void {
    for (const binding of set.bindings) {
      if (binding.kind !== 'assignment') continue;
      const { value } = binding;
      const name = this.#nameOf(binding);
      const isOther =
        name === undefined ||
        /^(?:name|type|user|username|owner|group|mode|file|path|url|host)$/iu.test(name);
      if (!isOther && (value.kind === 'string' || value.kind === 'indented-string')) this.#text_(value, says);
    }
  }

  #text_(expr: Text, says: SecretName): void {
    const quote = expr.kind === 'string' ? 1 : 2;
    const source = this.#text.slice(expr.start + quote, expr.end - quote);
    if (expr.parts.every((part) => part.kind === 'text')) {
      const value = expr.kind === 'string' ? unescapeString(source) : unescapeIndentedString(source);
      if (isSecretOf(says, value)) this.#add(says.kind, expr.start + quote, expr.end - quote, value);
      return;
    }
    for (const part of expr.parts) {
      const text = this.#text.slice(part.start, part.end);
      if (part.kind === 'text' && isSecretOf(says, text) && isDistinct(text.trim()))
        this.#add(says.kind, part.start, part.end, text);
    }
  }

  /** The place without the white space around it, so that an indented string stays in its lines. */
  #add(kind: string, start: number, end: number, value: string): void {
    const source = this.#text.slice(start, end);
    const before = source.length - source.trimStart().length;
    const behind = source.length - source.trimEnd().length;
    const place = { kind, start: start + before, end: end - behind, value: value.trim() };
    if (this.#starts.has(place.start)) return;
    this.#starts.add(place.start);
    this.found.push(place);
  }

  #follow(name: string, scope: Scope, go: (expr: Expr, scope: Scope) => void): void {
    const origin = originOf(scope, name);
    if (origin.kind !== 'binding' || origin.assignment === undefined) return;
    const { value } = origin.assignment;
    if (this.#seen.has(value)) return;
    this.#seen.add(value);
    go(value, origin.scope);
  }

  #select(expr: Select, scope: Scope, go: (expr: Expr, scope: Scope) => void): void {
    if (expr.fallback !== undefined) go(expr.fallback, scope);
    const last = expr.path.attrs.at(-1);
    const name = last === undefined ? undefined : staticName(this.#text, last);
    if (expr.target.kind !== 'variable' || expr.path.attrs.length !== 1 || name === undefined) return;
    this.#follow(expr.target.name, scope, (value, at) => {
      const member = value.kind === 'set' ? this.#bound(value, name) : undefined;
      if (member !== undefined) go(member, at);
      // Another member of the same set may be asked for.
      this.#seen.delete(value);
    });
  }

  /** The arguments that become the value: not the condition, not the name of a file, nothing that only reads. */
  #arguments(apply: Apply): readonly Expr[] {
    const name = this.#functionName(apply);
    if (READERS.has(name)) return [];
    return FILE_MAKERS.has(name) || CONDITIONS.has(name) ? apply.args.slice(1) : apply.args;
  }

  #functionName({ fn }: Apply): string {
    if (fn.kind === 'variable') return fn.name;
    const last = fn.kind === 'select' ? fn.path.attrs.at(-1) : undefined;
    return last === undefined ? '' : (staticName(this.#text, last) ?? '');
  }

  #bound(set: AttrSet, name: string): Expr | undefined {
    const found = set.bindings.find(
      (binding) => binding.kind === 'assignment' && this.#nameOf(binding) === name,
    );
    return found?.kind === 'assignment' ? found.value : undefined;
  }

  #nameOf({ path }: Assignment): string | undefined {
    const [only, ...more] = path.attrs;
    return only === undefined || more.length > 0 ? undefined : staticName(this.#text, only);
  }
}

function innerScope(node: TreeNode, scope: Scope, text: string): Scope {
  if (node.kind === 'lambda') return enterLambda(scope, node);
  if (node.kind === 'let' || (node.kind === 'set' && node.form !== 'plain'))
    return enterBindings(scope, text, node.bindings);
  return node.kind === 'with' ? enterWith(scope, node.head) : scope;
}
