import type { ConfigFiles } from '../../model/host/configuration.ts';
import { assertNever } from '../../model/outcome.ts';
import { staticName } from '../names.ts';
import { moduleFile, resolvePathLiteral } from '../paths.ts';
import { unescapeIndentedString, unescapeString } from '../strings.ts';
import type { Apply, Attr, Binary, Expr, If, NixTree, Select, Text } from '../syntax/tree.ts';
import {
  calling,
  concatenated,
  decided,
  equality,
  extended,
  hasName,
  joined,
  negation,
  normalPath,
  updated,
} from './operators.ts';
import { callEnv, fileEnv, letEnv, valueOfName, setValue, withEnv, type Evaluating } from './environment.ts';
import { memberOfHost } from './of-host.ts';
import type { Env, Interpreting, Lazy, Unknown, Value } from './value.ts';
import { always, lazy, list, NOTHING, scalar, textValue, truth, unknownValue } from './value.ts';

/** Functions of Nix, nixpkgs and frameworks by the last part of their name. */
export type Library = ReadonlyMap<string, Value & { readonly kind: 'native' }>;

/** Libraries whose functions have names that others have, too. */
const OWNERS = ['import-tree', 'haumea'] as const;

// What computes more than this, or deeper, is a program and no configuration.
const MOST_STEPS = 400_000;
const DEEPEST = 500;

/**
 * Says of an expression what the files of a configuration alone tell of it. Inputs, packages and what is computed from
 * them are unknown; a function of theirs is known where `library` has its name. Never fails: what cannot be told is
 * unknown.
 */
export class PartialEvaluator implements Evaluating, Interpreting {
  readonly files: ReadonlyMap<string, string>;
  private readonly config: ConfigFiles;
  private readonly library: Library;
  private readonly parse: (file: string) => NixTree | undefined;
  private readonly loaded = new Map<string, Lazy>();
  private steps = 0;
  private depth = 0;

  constructor(config: ConfigFiles, library: Library, parse: (file: string) => NixTree | undefined) {
    this.files = config.files;
    this.config = config;
    this.library = library;
    this.parse = parse;
  }

  load(path: string): Value {
    const file = moduleFile('', path, this.config);
    if (file === undefined) return NOTHING;
    const known = this.loaded.get(file);
    if (known !== undefined) return known();
    const value = lazy(() => {
      const tree = this.parse(file);
      return tree === undefined ? NOTHING : this.evaluate(tree.root, fileEnv(tree));
    });
    this.loaded.set(file, value);
    return value();
  }

  evaluate(expr: Expr, env: Env): Value {
    this.steps += 1;
    if (this.steps > MOST_STEPS || this.depth > DEEPEST) return { ...NOTHING, written: { expr, env } };
    this.depth += 1;
    try {
      const value = this.valueOf(expr, env);
      // Where it was written first is the place that says what it is.
      return value.kind === 'unknown' && value.written === undefined
        ? { ...value, written: { expr, env } }
        : value;
    } finally {
      this.depth -= 1;
    }
  }

  private valueOf(expr: Expr, env: Env): Value {
    switch (expr.kind) {
      case 'paren':
        return this.evaluate(expr.expr, env);
      case 'variable':
        return valueOfName(this, env, expr.name);
      case 'set':
        return setValue(this, env, expr.bindings, expr.form, { expr, env });
      case 'list':
        return list(expr.items.map((item) => lazy(() => this.evaluate(item, env))));
      case 'lambda':
        return { kind: 'closure', lambda: expr, env };
      case 'let':
        return this.evaluate(expr.body, letEnv(this, env, expr.bindings));
      case 'with':
        return this.evaluate(expr.body, withEnv(this, env, expr.head));
      case 'assert':
        return this.evaluate(expr.body, env);
      case 'if':
        return this.choose(expr, env);
      case 'select':
        return this.selectPath(expr, env);
      case 'has-attr':
        return this.hasPath(this.evaluate(expr.target, env), expr.path.attrs, env);
      case 'apply':
        return this.applyWritten(expr, env);
      case 'binary':
        return this.operate(expr, env);
      case 'unary':
        return expr.operator === '!' ? negation(this.evaluate(expr.operand, env)) : NOTHING;
      case 'string':
      case 'indented-string':
      case 'path':
        return this.textOf(expr, env);
      case 'integer':
        return scalar(Number(env.tree.text.slice(expr.start, expr.end)));
      case 'search-path':
      case 'uri':
        return unknownValue([env.tree.text.slice(expr.start, expr.end)], true);
      case 'float':
        return NOTHING;
      default:
        return assertNever(expr);
    }
  }

  /** Of two branches that a condition decides which is unknown: both, where they are lists. */
  private choose(expr: If, env: Env): Value {
    const condition = truth(this.evaluate(expr.condition, env));
    if (condition !== undefined) return this.evaluate(condition ? expr.thenBranch : expr.elseBranch, env);
    const [left, right] = [expr.thenBranch, expr.elseBranch].map((branch) => this.evaluate(branch, env));
    return left?.kind === 'list' && right?.kind === 'list' ? joined(left, right) : NOTHING;
  }

  private selectPath(expr: Select, env: Env): Value {
    let value = this.evaluate(expr.target, env);
    for (const attr of expr.path.attrs) {
      const name = this.nameOf(attr, env);
      if (name === undefined) return NOTHING;
      const { fallback } = expr;
      if (fallback !== undefined && hasName(value, name) === false) return this.evaluate(fallback, env);
      value = this.select(value, name);
    }
    return value;
  }

  private hasPath(target: Value, attrs: readonly Attr[], env: Env): Value {
    let value = target;
    for (const attr of attrs) {
      const name = this.nameOf(attr, env);
      const there = name === undefined ? undefined : hasName(value, name);
      if (there === undefined || name === undefined) return NOTHING;
      if (!there) return scalar(false);
      value = this.select(value, name);
    }
    return scalar(true);
  }

  private nameOf(attr: Attr, env: Env): string | undefined {
    const known = staticName(env.tree.text, attr);
    if (known !== undefined || attr.kind === 'name') return known;
    const value = this.evaluate(attr.kind === 'interpolation' ? attr.expr : attr, env);
    return value.kind === 'text' ? value.text : undefined;
  }

  select(target: Value, name: string): Value {
    if (target.kind === 'set') {
      const member = target.get(name);
      if (member !== undefined) return member();
      return target.rest === undefined ? NOTHING : extended(target.rest, name);
    }
    if (target.kind !== 'unknown') return NOTHING;
    const member = target.call === undefined ? undefined : memberOfHost(this, target, name);
    return member ?? extended(target, name);
  }

  private applyWritten(expr: Apply, env: Env): Value {
    const args = expr.args.map((arg) => lazy(() => this.evaluate(arg, env)));
    const value = this.apply(this.evaluate(expr.fn, env), args);
    return value.kind === 'unknown' && value.call !== undefined
      ? { ...value, written: { expr, env } }
      : value;
  }

  apply(fn: Value, args: readonly Lazy[]): Value {
    let value = fn;
    let rest = args;
    for (let first = rest[0]; first !== undefined; first = rest[0]) {
      const known = value.kind === 'unknown' ? this.known(value) : value;
      const argument = first;
      switch (known.kind) {
        case 'closure':
          value = this.evaluate(known.lambda.body, callEnv(this, known.env, known.lambda, argument));
          break;
        case 'native': {
          const given = [...known.args, argument];
          value = given.length < known.arity ? { ...known, args: given } : known.run(this, ...given);
          break;
        }
        case 'set': {
          const functor = known.get('__functor');
          if (functor === undefined) return NOTHING;
          value = this.apply(functor(), [always(known), argument]);
          break;
        }
        case 'unknown':
          return { kind: 'unknown', path: [], foreign: false, call: calling(known, rest) };
        default:
          return NOTHING;
      }
      rest = rest.slice(1);
    }
    return value;
  }

  private known(fn: Unknown): Value {
    const { path } = fn;
    const name = path.at(-1);
    // One name of what a function gives may be anything; several are a library's.
    if (name === undefined || (fn.call !== undefined && path.length === 1)) return fn;
    const owner = OWNERS.find((each) => path.includes(each));
    const own = owner === undefined ? undefined : this.library.get(`${owner}.${name}`);
    return own ?? this.library.get(name) ?? fn;
  }

  private operate(expr: Binary, env: Env): Value {
    const left = lazy(() => this.evaluate(expr.left, env));
    const right = lazy(() => this.evaluate(expr.right, env));
    switch (expr.operator) {
      case '++':
        return joined(left(), right());
      case '//':
        return updated(left(), right(), { expr, env });
      case '+':
        return concatenated(stringOf(this, left()), stringOf(this, right()));
      case '==':
        return equality(left(), right());
      case '!=':
        return negation(equality(left(), right()));
      case '&&':
        return truth(left()) === false ? left() : truth(left()) === true ? right() : decided(right(), false);
      case '||':
        return truth(left()) === true ? left() : truth(left()) === false ? right() : decided(right(), true);
      case '->':
        return truth(left()) === false ? scalar(true) : truth(left()) === true ? right() : NOTHING;
      case '|>':
        return this.apply(right(), [left]);
      case '<|':
        return this.apply(left(), [right]);
      default:
        return NOTHING;
    }
  }

  private textOf(expr: Text, env: Env): Value {
    const source = env.tree.text;
    const isPath = expr.kind === 'path';
    if (expr.parts.every((part) => part.kind === 'text')) {
      if (isPath) return this.pathOf(env.tree.file, source.slice(expr.start, expr.end));
      const inside = expr.kind === 'string' ? [1, 1] : [2, 2];
      const characters = source.slice(expr.start + (inside[0] ?? 0), expr.end - (inside[1] ?? 0));
      return textValue(
        expr.kind === 'string' ? unescapeString(characters) : unescapeIndentedString(characters),
      );
    }
    let whole: Value = textValue('');
    for (const [at, part] of expr.parts.entries()) {
      const value =
        part.kind === 'interpolation'
          ? stringOf(this, this.evaluate(part.expr, env))
          : textValue(unescapeString(source.slice(part.start, part.end)));
      // A path with interpolation begins with its text, which names a directory or the beginning of a name.
      if (isPath && at === 0 && value.kind === 'text') whole = this.pathOf(env.tree.file, value.text);
      else whole = concatenated(whole, value);
      if (isPath && at === 0 && whole.kind === 'path' && value.kind === 'text' && value.text.endsWith('/'))
        whole = { kind: 'path', path: `${whole.path}/` };
    }
    return whole.kind === 'path' ? { kind: 'path', path: normalPath(whole.path) ?? '' } : whole;
  }

  private pathOf(file: string, literal: string): Value {
    const { directory } = this.config;
    const inside =
      directory !== undefined && (literal === directory || literal.startsWith(`${directory}/`))
        ? resolvePathLiteral('', literal.slice(directory.length).replace(/^\//u, ''))
        : resolvePathLiteral(file, literal);
    return inside === undefined ? unknownValue([literal], true) : { kind: 'path', path: inside };
  }
}

/** What interpolation makes of a value: a set stands for its `outPath`. */
function stringOf({ select }: { select: Interpreting['select'] }, value: Value): Value {
  if (value.kind === 'set') return select(value, 'outPath');
  return value.kind === 'scalar' && typeof value.value === 'number' ? textValue(String(value.value)) : value;
}
