import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { indentationAt, isFirstOnLine } from '../lines.ts';
import type { Definition, Module } from '../modules/survey.ts';
import { renderNixValue, renderPath } from '../render.ts';
import { deeper, endWithComment, isLastOnLine, newlineOf } from './layout.ts';
import type { Splice } from './splice.ts';

/**
 * A definition below a computed name, and another one beside it, as a set: Nix takes a computed name only once. Undefined
 * where the name is not known to be the target's, or the definition does not have its lines for itself.
 *
 * @example
 * // users.users.${user}.uid = 1;   →   users.users.${user} = { uid = 1; home = "/a"; };
 */
export function nestBeside(
  module: Module,
  { binding, computedAt: at, path, site, complete }: Definition,
  target: OptionPath,
  value: NixValue,
): Splice | undefined {
  const { text } = module.tree;
  if (at === undefined || binding.kind !== 'assignment' || !complete || path[at] !== target[at])
    return undefined;
  const index = at - site.prefix.length;
  const [name, next] = binding.path.attrs.slice(index);
  const rest = target.slice(at + 1);
  if (name === undefined || next === undefined || rest.length === 0) return undefined;
  const end = endWithComment(text, binding.end, site.set.end - 1);
  if (!isFirstOnLine(text, binding.start) || !isLastOnLine(text, end)) return undefined;
  const there = text.slice(next.start, end);
  // The white space at the start of a line may be part of a string.
  if (there.includes("''") || /"[^"\n]*\n/u.test(there)) return undefined;
  const newline = newlineOf(text);
  const [indent, inner] = [indentationAt(text, binding.start), deeper(text, binding.start)];
  const head = `${renderPath(rest)} = `;
  const lines = [
    ' = {',
    `${inner}${there.replaceAll(`\n${indent}`, `\n${inner}`)}`,
    `${inner}${head}${renderNixValue(value, { indent: inner, column: head.length })};`,
    `${indent}};`,
  ];
  return { start: name.end, end, text: lines.join(newline) };
}
