import { Environment, ParseError } from '@marcbachmann/cel-js';
import { DEFAULTS } from '../config/defaults.ts';
import { parsePattern } from '../runbook/pattern.ts';

/** One node of an expression's syntax tree. */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
}

/** A place where an expression names a parameter or a step. */
export interface CelName {
  readonly of: 'params' | 'outputs';
  readonly name: string;
  /** Offsets of `params.name`, or of `outputs.name`. */
  readonly start: number;
  readonly end: number;
}

export const CEL_LIMITS = { maxAstNodes: DEFAULTS.celNodes.value, maxDepth: DEFAULTS.documentDepth.value };

/** Functions that give a name to each item; that name must not hide ours. */
const BINDERS = new Set(['all', 'exists', 'exists_one', 'map', 'filter', 'bind']);

/** How deep lists may be gone through within one another: the work is the product of their lengths. */
const MAX_NESTED = 2;

/** Signs before a value, which the library reads one in the other without counting them. */
const SIGNS = new RegExp(String.raw`(?:[!-]\s*){${DEFAULTS.documentDepth.value}}`, 'u');

/**
 * What is wrong with an expression that can be told before it is read; undefined where that is nothing.
 *
 * @example
 * tooManySigns('!'.repeat(20_000))   // 'has too many signs before one value'
 */
export function tooManySigns(source: string): string | undefined {
  return SIGNS.test(source) ? 'has too many signs before one value' : undefined;
}

let syntax: Environment | undefined;

/**
 * The parameters and steps an expression names, in the order of the text, or what is wrong with it. `params` and
 * `outputs` are only used with a name behind them, so that every use is known before the run.
 *
 * @example
 * namesIn('params.port > 1024') // [{ of: 'params', name: 'port', start: 0, end: 11 }]
 */
export function namesIn(source: string): readonly CelName[] | { readonly problem: string } {
  const unread = tooManySigns(source);
  if (unread !== undefined) return { problem: unread };
  try {
    const names: CelName[] = [];
    syntax ??= new Environment({ unlistedVariablesAreDyn: true, limits: CEL_LIMITS });
    const { ast } = syntax.parse(source);
    const problem = collect(ast, names) ?? costOf(ast, 0);
    return problem === undefined ? names.sort((a, b) => a.start - b.start) : { problem };
  } catch (error) {
    if (error instanceof ParseError) return { problem: error.summary };
    // The library reads some of what is in one another without counting it.
    if (error instanceof RangeError) return { problem: 'is nested too deeply' };
    throw error;
  }
}

function collect(node: CelNode, names: CelName[]): string | undefined {
  const own = selected(node);
  if (own !== undefined) {
    names.push(own);
    return undefined;
  }
  if (node.op === 'id' && isRoot(node.args)) return `'${node.args}' stands alone; write ${node.args}.name`;
  if (hidesRoot(node)) return "'params' and 'outputs' cannot be names of items";
  for (const child of childrenOf(node.args)) {
    const problem = collect(child, names);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What makes an expression take longer than its text says: lists within lists, and patterns that try for ever. */
function costOf(node: CelNode, nested: number): string | undefined {
  const called = calledBy(node);
  const inside = called !== undefined && BINDERS.has(called.name) ? nested + 1 : nested;
  if (inside > MAX_NESTED)
    return `list macros are nested ${inside} deep; at most ${MAX_NESTED} levels are allowed`;
  const problem = called?.name === 'matches' ? badPattern(called.given.at(-1)) : undefined;
  if (problem !== undefined) return problem;
  for (const child of childrenOf(node.args)) {
    const found = costOf(child, inside);
    if (found !== undefined) return found;
  }
  return undefined;
}

function badPattern(pattern: unknown): string | undefined {
  const text = literalText(pattern);
  return text === undefined ? 'the pattern of matches must be plain text' : refusedPattern(text);
}

/** Why a pattern that the expression writes out is refused. One that is computed is judged when it is used. */
export function badPatternIn(node: CelNode): string | undefined {
  const called = calledBy(node);
  const text = called?.name === 'matches' ? literalText(called.given.at(-1)) : undefined;
  const problem = text === undefined ? undefined : refusedPattern(text);
  if (problem !== undefined) return problem;
  for (const child of childrenOf(node.args)) {
    const found = badPatternIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusedPattern(text: string): string | undefined {
  const parsed = parsePattern(text);
  if (parsed.ok) return undefined;
  const what = parsed.reason === 'invalid' ? 'is not a regular expression' : 'may take too long to try';
  return `the pattern of matches ${what}: ${parsed.message}`;
}

function literalText(node: unknown): string | undefined {
  return isNode(node) && node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

/** The function of a call, and its arguments in parentheses. */
function calledBy(node: CelNode): { readonly name: string; readonly given: readonly unknown[] } | undefined {
  if ((node.op !== 'call' && node.op !== 'rcall') || !Array.isArray(node.args)) return undefined;
  const parts: readonly unknown[] = node.args;
  const [name] = parts;
  const given: unknown = parts.at(-1);
  return typeof name === 'string' && Array.isArray(given) ? { name, given } : undefined;
}

/** `params.x` and `params["x"]`. */
function selected(node: CelNode): CelName | undefined {
  if ((node.op !== '.' && node.op !== '[]') || !Array.isArray(node.args)) return undefined;
  const [target, key]: readonly unknown[] = node.args;
  if (!isNode(target) || target.op !== 'id' || !isRoot(target.args)) return undefined;
  const name = isNode(key) ? (key.op === 'value' ? key.args : undefined) : key;
  if (typeof name !== 'string') return undefined;
  return { of: target.args, name, start: node.start, end: node.end };
}

function hidesRoot(node: CelNode): boolean {
  const called = calledBy(node);
  if (called === undefined || !BINDERS.has(called.name)) return false;
  const [first] = called.given;
  return isNode(first) && first.op === 'id' && isRoot(first.args);
}

function childrenOf(args: unknown): readonly CelNode[] {
  if (isNode(args)) return [args];
  return Array.isArray(args) ? args.flatMap((part) => childrenOf(part)) : [];
}

function isRoot(value: unknown): value is 'params' | 'outputs' {
  return value === 'params' || value === 'outputs';
}

function isNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
