import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { Node } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import { staticName } from '../names.ts';
import type { Definition, Module } from '../modules/survey.ts';
import type { Expr, Formal, Lambda, Pattern } from '../syntax/tree.ts';
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
function separator({ tree }: Module, { formals }: Pattern, last: Formal): string {
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

/** Where the body names the input: as a variable, inherited, or as `inputs.name` of the whole argument. */
function findUse(module: Module, body: Expr, name: string, all: string | undefined): Node | undefined {
  const open: Node[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'variable' && node.name === name) return node;
    const [attr] = node.kind === 'select' ? node.path.attrs : [];
    if (node.kind === 'select' && node.target.kind === 'variable' && node.target.name === all && attr) {
      if (staticName(module.tree.text, attr) === name) return node;
    }
    if (node.kind === 'inherit' && node.from === undefined) {
      if (node.attrs.some((inherited) => staticName(module.tree.text, inherited) === name)) return node;
    }
    open.push(...childrenOf(node));
  }
  return undefined;
}
