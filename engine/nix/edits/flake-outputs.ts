import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import { staticName } from '../names.ts';
import type { Definition, Module } from '../modules/survey.ts';
import type { Expr, Formal, Lambda, ArgumentPattern } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import type { Splice } from './splice.ts';
import { refusal, refusalAt } from './splice.ts';

/**
 * `outputs` takes every input by name, or says `...`: what it takes to give it one more.
 *
 * @param always - Also where it says `...` and need not name it.
 */
export function addArgument(module: Module, name: string, always = false): Result<readonly Splice[]> {
  const outputs = outputsOf(module);
  if (!outputs.ok) return outputs;
  const { pattern } = outputs.value ?? {};
  if (pattern === undefined || (pattern.ellipsis !== undefined && !always)) return ok([]);
  if (pattern.formals.some((formal) => formal.name === name)) return ok([]);
  const last = pattern.formals.at(-1);
  const rest = pattern.ellipsis === undefined ? '' : ', ...';
  if (last === undefined) return ok([{ start: pattern.start, end: pattern.end, text: `{ ${name}${rest} }` }]);
  return ok([{ start: last.end, end: last.end, text: separator(module, pattern, last) + name }]);
}

/** How the body of `outputs` speaks of an input: by its own name, or by that of the whole argument. */
export function nameOfInput(module: Module, input: string): string | undefined {
  const outputs = outputsOf(module);
  if (!outputs.ok || outputs.value === undefined) return undefined;
  const { name: all, pattern } = outputs.value;
  if (pattern?.formals.some(({ name }) => name === input) === true) return input;
  return all === undefined ? undefined : `${all.name}.${input}`;
}

/** Takes an input's name out of the arguments. NIX126 where something below still reads it. */
export function removeArgument(module: Module, name: string): Result<readonly Splice[]> {
  const outputs = outputsOf(module);
  if (!outputs.ok) return outputs;
  if (outputs.value === undefined) return ok([]);
  const { body, name: all, pattern } = outputs.value;
  const use = findUse(module, body, name, all?.name);
  if (use !== undefined) {
    return refusalAt('NIX126', `'outputs' uses the input '${name}'`, 'remove that first', module.tree, use);
  }
  const formals = pattern?.formals ?? [];
  const index = formals.findIndex((formal) => formal.name === name);
  const formal = formals[index];
  if (formal === undefined) return ok([]);
  return ok([
    { ...formalSpan(formal, formals[index - 1], formals[index + 1] ?? pattern?.ellipsis), text: '' },
  ]);
}

function outputsOf(module: Module): Result<Lambda | undefined> {
  const isIt = ({ path, complete }: Definition): boolean =>
    complete && path.length === 1 && path[0] === 'outputs';
  const definition = module.definitions.find(isIt);
  if (definition?.value === undefined) return ok(undefined);
  const value = withoutParens(definition.value);
  if (value.kind === 'lambda') return ok(value);
  return refusal('NIX126', "'outputs' is not written as a function in flake.nix", 'change it by hand', [
    { module, definition },
  ]);
}

/** As the arguments before it are set off: `, ` or a line each. */
function separator({ tree }: Module, { formals }: ArgumentPattern, last: Formal): string {
  const previous = formals.at(-2);
  const between = previous === undefined ? ', ' : tree.text.slice(previous.end, last.start);
  return /^\s*,\s*$/u.test(between) ? between : ', ';
}

/** With the comma behind it, or the one before it where it is the last. */
function formalSpan(
  formal: Formal,
  previous: Formal | undefined,
  next: { readonly start: number } | undefined,
): { readonly start: number; readonly end: number } {
  if (next !== undefined) return { start: formal.start, end: next.start };
  return { start: previous?.end ?? formal.start, end: formal.end };
}

/** Where the body names the input: as a variable, inherited, or as `inputs.name` of the whole argument or of `self`. */
function findUse(module: Module, body: Expr, name: string, all: string | undefined): TreeNode | undefined {
  const { text } = module.tree;
  const wanted = new Set([name, `self.inputs.${name}`, ...(all === undefined ? [] : [`${all}.${name}`])]);
  const open: TreeNode[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (readBy(text, node).some((read) => wanted.has(read) || startsWithOne(read, wanted))) return node;
    open.push(...childrenOf(node));
  }
  return undefined;
}

/** What a node reads, by its dotted names from a variable on. */
function readBy(text: string, node: TreeNode): readonly string[] {
  if (node.kind !== 'inherit') {
    const read = dotted(text, node);
    return read === undefined ? [] : [read];
  }
  const from = node.from && dotted(text, node.from);
  if (node.from !== undefined && from === undefined) return [];
  return node.attrs.flatMap((attr) => {
    const name = staticName(text, attr);
    return name === undefined ? [] : [from === undefined ? name : `${from}.${name}`];
  });
}

function dotted(text: string, node: TreeNode): string | undefined {
  if (node.kind === 'paren') return dotted(text, node.expr);
  if (node.kind === 'variable') return node.name;
  if (node.kind !== 'select') return undefined;
  const target = dotted(text, node.target);
  const names = node.path.attrs.map((attr) => staticName(text, attr) ?? '${}');
  return target === undefined ? undefined : [target, ...names].join('.');
}

function startsWithOne(read: string, wanted: ReadonlySet<string>): boolean {
  return [...wanted].some((each) => read.startsWith(`${each}.`));
}
