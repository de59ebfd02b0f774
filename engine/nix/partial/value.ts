import type { Scope } from '../modules/scope.ts';
import type { Expr, Lambda, NixTree } from '../syntax/tree.ts';

/** A value that is computed when it is asked for, once. Within its own computation it is unknown. */
export type Lazy = () => Value;

/** Where an expression stands, and what names mean there. */
export interface Env {
  readonly tree: NixTree;
  /** The same as the names of this environment, as the text alone tells it. */
  readonly scope: Scope;
  /** Gives a name that is bound at this level; undefined for one that is not. */
  readonly lookUp: (name: string) => Lazy | undefined;
  /** Of a `with`: what it is about. Such a level is looked at last. */
  readonly head?: Lazy;
  readonly outer: Env | undefined;
}

/** The text that a value was written as. */
export interface WrittenAt {
  readonly expr: Expr;
  readonly env: Env;
}

/** What the files tell of a value without evaluation by Nix. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** A file or directory of the configuration, relative to it; '' is the directory itself. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'scalar'; readonly value: number | boolean | null }
  | ListValue
  | SetValue
  | Closure
  | Native
  | Unknown;

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Lazy[];
  /** Parts of the list of which nothing is known. */
  readonly unknown: readonly Unknown[];
}

export interface SetValue {
  readonly kind: 'set';
  readonly names: () => readonly string[];
  readonly get: (name: string) => Lazy | undefined;
  /** What stands for the names that are not known; absent where all are. */
  readonly rest: Unknown | undefined;
  readonly written: WrittenAt | undefined;
  /** Of a set that several modules define: what each says. */
  readonly parts?: readonly Lazy[];
}

export interface Closure {
  readonly kind: 'closure';
  readonly lambda: Lambda;
  readonly env: Env;
}

/** A function of Nix, nixpkgs or a framework that is understood. */
export interface Native {
  readonly kind: 'native';
  readonly arity: number;
  readonly args: readonly Lazy[];
  readonly run: NativeFunction;
}

export type NativeFunction = (interpreter: Interpreting, ...args: readonly Lazy[]) => Value;

/** What only an evaluation by Nix can tell. */
export interface Unknown {
  readonly kind: 'unknown';
  /** What was selected, as far as that is known: `nixpkgs.lib.nixosSystem`. */
  readonly path: readonly string[];
  /** It comes from outside of the configuration: an input, or the module system. */
  readonly foreign: boolean;
  /** Where it is what a function gives. */
  readonly call?: { readonly fn: Unknown; readonly args: readonly Lazy[] };
  readonly written?: WrittenAt;
}

/** What the functions of a library need of who evaluates. */
export interface Interpreting {
  readonly apply: (fn: Value, args: readonly Lazy[]) => Value;
  readonly select: (target: Value, name: string) => Value;
  /** What a file of the configuration is. */
  readonly load: (path: string) => Value;
  readonly files: ReadonlyMap<string, string>;
}

export const NOTHING: Unknown = { kind: 'unknown', path: [], foreign: false };

/** Computed once; unknown while it is computed, as where names are bound in a circle. */
export function lazy(compute: () => Value): Lazy {
  let value: Value | undefined;
  let busy = false;
  return () => {
    if (value !== undefined) return value;
    if (busy) return NOTHING;
    busy = true;
    try {
      value = compute();
      return value;
    } finally {
      busy = false;
    }
  };
}

export function always(value: Value): Lazy {
  return () => value;
}

export function textValue(value: string): Value {
  return { kind: 'text', text: value };
}

export function scalar(value: number | boolean | null): Value {
  return { kind: 'scalar', value };
}

export function list(items: readonly Lazy[], unknown: readonly Unknown[] = []): ListValue {
  return { kind: 'list', items, unknown };
}

export function setOf(members: ReadonlyMap<string, Lazy>, rest?: Unknown, written?: WrittenAt): SetValue {
  return {
    kind: 'set',
    names: () => [...members.keys()],
    get: (name) => members.get(name),
    rest,
    written,
  };
}

export function unknownValue(path: readonly string[], foreign = false): Unknown {
  return { kind: 'unknown', path, foreign };
}

/** The characters of a string, or of a path; undefined for what is neither. */
export function characters(value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'path' ? `/${value.path}` : undefined;
}

/** Undefined where it is not known whether. */
export function truth(value: Value): boolean | undefined {
  return value.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}
