import type { Scope } from './scope.ts';
import { enterBindings, enterWith, originOf } from './scope.ts';
import { staticName } from '../names.ts';
import { inheritedValue } from './follow.ts';
import type { Assignment, AttrSet, Binary, Expr, List, Span } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { functionName, wrapperOf } from './wrappers.ts';

/** Items written out somewhere in the value of a list option. */
export interface ListPlace {
  readonly items: readonly Expr[];
  /** The literal list; absent for the single item of `optional c x`. */
  readonly list: List | undefined;
  /** The literal set whose values the items are: `attrValues { inherit (pkgs) git; }`. */
  readonly set: AttrSet | undefined;
  readonly scope: Scope;
  readonly conditional: boolean;
  /** The `let` bindings that the list was reached through, the outermost first. */
  readonly via: readonly Assignment[];
  /** What goes when the list has no items left and is one side of a `++`: that side and the operator. */
  readonly joint: Span | undefined;
  /** The item of a `mkMerge` that the list is, with what it may be wrapped in. */
  readonly merged: Merged | undefined;
}

/** One of the values that `mkMerge` joins. */
export interface Merged {
  readonly list: List;
  readonly item: Expr;
}

/** A list value taken apart at `++`, `optionals`, `mkIf`, `with` and names bound by `let`. */
export interface ListView {
  readonly places: readonly ListPlace[];
  /** Parts whose items only evaluation can tell. */
  readonly unknown: readonly Expr[];
}

interface Part {
  readonly expr: Expr;
  readonly scope: Scope;
  readonly conditional: boolean;
  readonly via: readonly Assignment[];
  readonly joint: Span | undefined;
  readonly merged: Merged | undefined;
}

/** Takes the value apart; places come in the order of the list, except that a chain through `let` may repeat one. */
export function viewList(text: string, scope: Scope, value: Expr): ListView {
  const places: ListPlace[] = [];
  const unknown: Expr[] = [];
  const followed = new Set<Assignment>();
  const whole = { conditional: false, via: [], joint: undefined, merged: undefined };
  const parts: Part[] = [{ ...whole, expr: value, scope }];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const place = placeOf(text, part);
    const inner = place === undefined ? partsOf(text, part, followed) : [];
    if (place !== undefined) places.push(place);
    else if (inner === undefined) unknown.push(part.expr);
    else parts.push(...inner.toReversed());
  }
  return { places, unknown };
}

function placeOf(text: string, part: Part): ListPlace | undefined {
  const { expr, scope, conditional, via, joint, merged } = part;
  const common = { list: undefined, set: undefined, scope, conditional, via, joint, merged };
  if (expr.kind === 'list') return { ...common, items: expr.items, list: expr };
  if (expr.kind !== 'apply') return undefined;
  const name = functionName(text, expr.fn);
  const [first, second] = expr.args.map(withoutParens);
  if (name === 'optional' && second !== undefined && expr.args.length === 2)
    return { ...common, items: [second], conditional: true, joint: undefined, merged: undefined };
  if (name !== 'attrValues' || first?.kind !== 'set' || expr.args.length !== 1) return undefined;
  const items = valuesIn(text, first);
  return items && { ...common, items, set: first };
}

/** The values of a literal set; undefined where only evaluation can tell them. */
function valuesIn(text: string, { form, bindings }: AttrSet): readonly Expr[] | undefined {
  const values = bindings.flatMap((binding): readonly (Expr | undefined)[] => {
    if (binding.kind === 'assignment') return [binding.path.attrs.length === 1 ? binding.value : undefined];
    return binding.attrs.map((attr) => inheritedValue(attr, staticName(text, attr) ?? '', binding.from));
  });
  return form === 'plain' && values.every((value) => value !== undefined) ? values : undefined;
}

/** The lists that make up a part, in order; undefined when it cannot be seen through. */
function partsOf(text: string, part: Part, followed: Set<Assignment>): readonly Part[] | undefined {
  const { expr, scope } = part;
  switch (expr.kind) {
    case 'paren':
      return [{ ...part, expr: expr.expr }];
    case 'with':
      return [{ ...part, expr: expr.body, scope: enterWith(scope, expr.head) }];
    case 'assert':
      return [{ ...part, expr: expr.body }];
    case 'let':
      return [{ ...part, expr: expr.body, scope: enterBindings(scope, text, expr.bindings) }];
    case 'if':
      return [expr.thenBranch, expr.elseBranch].map((branch) => ({
        ...part,
        expr: branch,
        conditional: true,
      }));
    case 'binary':
      return expr.operator === '++' ? sidesOf(part, expr) : undefined;
    case 'variable':
      return binding(part, expr.name, followed);
    case 'apply':
      return wrapped(text, part);
    default:
      return undefined;
  }
}

function sidesOf(part: Part, { left, right }: Binary): readonly Part[] {
  return [
    { ...part, expr: left, joint: { start: left.start, end: right.start }, merged: undefined },
    { ...part, expr: right, joint: { start: left.end, end: right.end }, merged: undefined },
  ];
}

function binding(part: Part, name: string, followed: Set<Assignment>): readonly Part[] | undefined {
  const origin = originOf(part.scope, name);
  if (origin.kind !== 'binding' || origin.assignment === undefined || followed.has(origin.assignment))
    return undefined;
  followed.add(origin.assignment);
  const via = [...part.via, origin.assignment];
  return [
    { ...part, expr: origin.assignment.value, scope: origin.scope, via, joint: undefined, merged: undefined },
  ];
}

function wrapped(text: string, part: Part): readonly Part[] | undefined {
  if (part.expr.kind !== 'apply') return undefined;
  const last = part.expr.args.at(-1);
  if (last !== undefined && part.expr.args.length === 2 && functionName(text, part.expr.fn) === 'optionals') {
    return [{ ...part, expr: last, conditional: true }];
  }
  const wrapper = wrapperOf(text, part.expr);
  if (wrapper === undefined) return undefined;
  if (wrapper.kind === 'merge') {
    const list = withoutParens(last ?? part.expr);
    return wrapper.inners.map((item) => ({
      ...part,
      expr: item,
      merged: list.kind === 'list' ? { list, item } : undefined,
    }));
  }
  return [{ ...part, expr: wrapper.inner, conditional: part.conditional || wrapper.kind === 'condition' }];
}
