import { staticName } from '../names.ts';
import { nameOfAttr } from './computed-name.ts';
import type { Scope } from './scope.ts';
import { enterBindings, enterLambda, enterWith } from './scope.ts';
import { fitted } from '../syntax/size.ts';
import type { Attr, AttrSet, Binary, Binding, Expr, Inherit, Lambda, NixTree, Span } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { PLAIN_PRIORITY, wrapperOf } from './wrappers.ts';

/** A literal attribute set whose attributes are configuration. */
export interface Site {
  readonly set: AttrSet;
  /** Attribute path of the set from the module's own root. */
  readonly prefix: readonly string[];
  readonly scope: Scope;
  readonly conditional: boolean;
  readonly priority: number;
  /** The definition whose value this set directly is; absent for the module's root and inside wrappers. */
  readonly owner: Definition | undefined;
  /** Every `//` that the set is within an operand of, the outermost first. */
  readonly updates: readonly UpdateSide[];
}

/** One operand of a `//`, seen from within. Those behind it replace its attributes, and its replace those before it. */
export interface UpdateSide {
  readonly chain: UpdateChain;
  /** Its index among the operands. */
  readonly at: number;
}

/** `a // b // c`, which is read from left to right. */
export interface UpdateChain {
  /** Attribute path of the `//` from the module's own root. */
  readonly prefix: readonly string[];
  readonly scope: Scope;
  readonly operands: readonly Expr[];
}

/** One binding, by the part of its path that is known without evaluation: as written, or bound to a literal. */
export interface Definition {
  readonly site: Site;
  readonly binding: Binding;
  /** The attribute's own place in the text. */
  readonly start: number;
  readonly path: readonly string[];
  /** True when `path` is the whole path; false when a name comes next that only evaluation can tell. */
  readonly complete: boolean;
  /** Where in the path the first name is that is computed, also one that is known: Nix merges nothing below it. */
  readonly computedAt: number | undefined;
  /** Absent for `inherit`. */
  readonly value: Expr | undefined;
  /** True when what lies below the path cannot be read off: the value is neither a literal set nor one in wrappers. */
  readonly opaque: boolean;
}

/** One module, taken apart: a file, or a set or function within one. */
export interface Module {
  readonly file: string;
  readonly tree: NixTree;
  /** What of the file it is. */
  readonly root: Expr;
  /** It is written within something else: in a list of modules, for one. */
  readonly inline: boolean;
  /**
   * What of the host it is about, as the option whose value it is: `['home-manager', 'users', 'alice']`. Empty for a module of
   * the host itself. The paths of its definitions begin with it.
   */
  readonly mount: readonly string[];
  /** Where below that the configuration begins: `['config']` in a module with `options` or `config`, else empty. */
  readonly base: readonly string[];
  /** In the order of the text. */
  readonly definitions: readonly Definition[];
  readonly sites: readonly Site[];
  /** Where the text does not tell what the module is, or a part of it: `shared // { … }`, `mkWeb 80`. */
  readonly unseen: Span | undefined;
  /** The function the module is, if it is one. */
  readonly lambda: Lambda | undefined;
  /** Names of the other hosts of the flake that have it, too; absent where nothing is known of others. */
  readonly sharedWith?: () => readonly string[];
}

interface Place {
  readonly prefix: readonly string[];
  readonly scope: Scope;
  readonly conditional: boolean;
  readonly priority: number;
  readonly owner: Definition | undefined;
  readonly updates: readonly UpdateSide[];
}

/** A part of a file that is a module, and what names mean there. */
export interface WrittenPart {
  readonly expr: Expr;
  readonly scope: Scope;
  readonly inline: boolean;
}

/**
 * Finds every definition of a module: through functions, `let`, `with`, `mkIf`, `mkMerge`, `//` and nested sets. Without
 * `part` the module is the file.
 *
 * @param mount - The option whose value the module is; empty for a module of the host.
 */
export function surveyModule(tree: NixTree, part?: WrittenPart, mount: readonly string[] = []): Module {
  const surveyor = new Surveyor(tree.text);
  const expr = part?.expr ?? tree.root;
  const root: Place = {
    prefix: mount,
    scope: part?.scope,
    conditional: false,
    priority: PLAIN_PRIORITY,
    owner: undefined,
    updates: [],
  };
  const lambda = surveyor.walkRoot(expr, root);
  const { definitions, sites, unseen } = surveyor;
  const structured = definitions.some(
    ({ path: { [mount.length]: first } }) => first === 'config' || first === 'options',
  );
  const inOrder = [...definitions].sort((left, right) => left.start - right.start);
  const base = structured ? ['config'] : [];
  const inline = part?.inline ?? false;
  return {
    file: tree.file,
    tree,
    root: expr,
    inline,
    mount,
    base,
    definitions: inOrder,
    sites,
    unseen,
    lambda,
  };
}

class Surveyor {
  readonly definitions: Definition[] = [];
  readonly sites: Site[] = [];
  unseen: Span | undefined;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The module's function and what comes before its set; gives the first function met. */
  walkRoot(root: Expr, place: Place): Lambda | undefined {
    let expr = withoutParens(root);
    let scope = place.scope;
    let lambda: Lambda | undefined;
    while (expr.kind === 'lambda') {
      lambda ??= expr;
      scope = enterLambda(scope, expr);
      expr = withoutParens(expr.body);
    }
    if (expr.kind === 'let' || expr.kind === 'with')
      return this.walkHead(expr, { ...place, scope }) ?? lambda;
    if (!this.walk(expr, { ...place, scope })) this.unseen = expr;
    return lambda;
  }

  private walkHead(
    expr: Extract<Expr, { kind: 'let' | 'with' | 'assert' }>,
    place: Place,
  ): Lambda | undefined {
    const scope =
      expr.kind === 'let'
        ? enterBindings(place.scope, this.text, expr.bindings)
        : enterWith(place.scope, expr.head);
    return this.walkRoot(expr.body, { ...place, scope });
  }

  /** False when the expression hides what it defines. */
  private walk(expr: Expr, place: Place): boolean {
    switch (expr.kind) {
      case 'paren':
        return this.walk(expr.expr, place);
      case 'set':
        return this.walkSet(expr, place);
      case 'let':
        return this.walk(expr.body, inner(place, enterBindings(place.scope, this.text, expr.bindings)));
      case 'with':
        return this.walk(expr.body, inner(place, enterWith(place.scope, expr.head)));
      case 'assert':
        return this.walk(expr.body, inner(place, place.scope));
      case 'if': {
        const branch = { ...inner(place, place.scope), conditional: true };
        const seen = this.walk(expr.thenBranch, branch);
        return this.walk(expr.elseBranch, branch) && seen;
      }
      case 'binary':
        return this.walkUpdate(expr, inner(place, place.scope));
      default:
        return this.walkWrapper(expr, place);
    }
  }

  private walkUpdate(update: Binary, place: Place): boolean {
    const operands = operandsOf(update);
    if (operands === undefined) return false;
    const { prefix, scope, updates } = place;
    const chain: UpdateChain = { prefix, scope, operands };
    return operands
      .map((operand, at) => this.walk(operand, { ...place, updates: [...updates, { chain, at }] }))
      .every(Boolean);
  }

  private walkWrapper(expr: Expr, place: Place): boolean {
    const wrapper = wrapperOf(this.text, expr);
    const below = inner(place, place.scope);
    switch (wrapper?.kind) {
      case 'condition':
        return this.walk(wrapper.inner, { ...below, conditional: true });
      case 'priority':
        return this.walk(wrapper.inner, { ...below, priority: wrapper.priority });
      case 'order':
        return this.walk(wrapper.inner, below);
      case 'merge':
        return wrapper.inners.map((item) => this.walk(item, below)).every(Boolean);
      default:
        return false;
    }
  }

  private walkSet(set: AttrSet, place: Place): boolean {
    if (set.form === 'let') return false;
    const scope = set.form === 'rec' ? enterBindings(place.scope, this.text, set.bindings) : place.scope;
    const site: Site = { ...place, set, scope };
    this.sites.push(site);
    for (const binding of set.bindings) {
      if (binding.kind === 'inherit') this.addInherited(site, binding);
      else this.addAssigned(site, binding);
    }
    return true;
  }

  private addInherited(site: Site, binding: Inherit): void {
    for (const attr of binding.attrs) {
      const name = staticName(this.text, attr) ?? '';
      const path = fitted([...site.prefix, name]);
      const rest = { complete: true, computedAt: undefined, value: undefined, opaque: true };
      this.definitions.push({ site, binding, start: attr.start, path, ...rest });
    }
  }

  private addAssigned(site: Site, binding: Extract<Binding, { kind: 'assignment' }>): void {
    const { attrs } = binding.path;
    const names = this.namesOf(site, attrs);
    const path = fitted([...site.prefix, ...names]);
    const complete = names.length === attrs.length;
    const first = attrs.findIndex((attr) => staticName(this.text, attr) === undefined);
    const computedAt = first === -1 ? undefined : site.prefix.length + first;
    const known = { site, binding, start: binding.start, path, complete, computedAt, value: binding.value };
    const definition: Definition = { ...known, opaque: false };
    const { scope, conditional, priority, updates } = site;
    const below = { prefix: path, scope, conditional, priority, owner: definition, updates };
    const seen = complete && this.walk(binding.value, below);
    this.definitions.push(seen ? definition : { ...known, opaque: complete });
  }

  /** Up to the first that only evaluation can tell. */
  private namesOf({ scope }: Site, attrs: readonly Attr[]): readonly string[] {
    const names: string[] = [];
    for (const attr of attrs) {
      const name = nameOfAttr(this.text, scope, attr);
      if (name === undefined) break;
      names.push(name);
    }
    return names;
  }
}

/** `//` groups to the right: a loop, for chains longer than the stack is deep. Undefined for another operator. */
function operandsOf(update: Binary): readonly Expr[] | undefined {
  const operands: Expr[] = [];
  let rest: Expr = update;
  while (rest.kind === 'binary') {
    if (rest.operator !== '//') return undefined;
    operands.push(rest.left);
    rest = rest.right;
  }
  return [...operands, rest];
}

/** Inside a wrapper a set is no longer directly some binding's value. */
function inner(place: Place, scope: Scope): Place {
  return { ...place, scope, owner: undefined };
}
