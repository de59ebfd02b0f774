import { Environment, ParseError } from '@marcbachmann/cel-js';
import { DEFAULTS } from '../config/defaults.ts';

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

const syntax = new Environment({ unlistedVariablesAreDyn: true, limits: CEL_LIMITS });

/**
 * The parameters and steps an expression names, in the order of the text, or what is wrong with it. `params` and
 * `outputs` are only used with a name behind them, so that every use is known before the run.
 *
 * @example
 * namesIn('params.port > 1024') // [{ of: 'params', name: 'port', start: 0, end: 11 }]
 */
export function namesIn(source: string): readonly CelName[] | { readonly problem: string } {
  try {
    const names: CelName[] = [];
    const problem = collect(syntax.parse(source).ast, names);
    return problem === undefined ? names.sort((a, b) => a.start - b.start) : { problem };
  } catch (error) {
    if (error instanceof ParseError) return { problem: error.summary };
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
  if ((node.op !== 'call' && node.op !== 'rcall') || !Array.isArray(node.args)) return false;
  const parts: readonly unknown[] = node.args;
  const [name] = parts;
  const given = parts.at(-1);
  if (typeof name !== 'string' || !BINDERS.has(name) || !Array.isArray(given)) return false;
  const first: unknown = given[0];
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
