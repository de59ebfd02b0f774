import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { Located } from '../modules/definitions.ts';
import { targetPath } from '../modules/definitions.ts';
import { indentationAt } from '../lines.ts';
import type { Definition, Module } from '../modules/survey.ts';
import { sourceOf } from '../syntax/tree.ts';
import { spliceOrRefuse } from './apply-changes.ts';
import { endWithComment } from './layout.ts';
import { insertDefinition } from './insert.ts';
import { choosePlace } from './place/choose-place.ts';
import type { Splice } from './splice.ts';
import { refusal } from './splice.ts';

/** A text that stands for the moved value while its new place is made. */
const MARK = '\u{F8FF}moved';

export interface MovedFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes a definition's value once more under its new name, as its text stands; the old one is left for `unset`.
 * NIX101 where it is conditional, NIX121 where the names in the value would mean something else at the new place, or
 * the path has computed names.
 */
export function moveDefinition(
  { module, definition }: Located,
  from: OptionPath,
  to: OptionPath,
): Result<MovedFile> {
  const { value, site, complete, path } = definition;
  const place = { module, definition };
  if (site.conditional) {
    return refusal('NIX101', 'it is defined under a condition', 'rename it there by hand', [place]);
  }
  const name = [...to, ...path.slice(targetPath(module, from).length)];
  const target = choosePlace([module], name)?.site;
  if (value === undefined || !complete || target === undefined || target.scope !== site.scope) {
    const fix = 'move it by hand';
    return refusal('NIX121', 'the definition cannot be moved out of its set', fix, [place]);
  }
  const inserted = insertDefinition([module], name, MARK);
  if (!inserted.ok) return inserted;
  const splices = inserted.value.splices.map((splice) => fill(module, definition, splice));
  const text = spliceOrRefuse(module.tree.text, module.file, splices);
  return text.ok ? ok({ file: module.file, text: text.value }) : text;
}

/** The moved value in place of the mark, its lines as far in as the new place is, its comment behind it. */
function fill({ tree }: Module, { binding, site, value }: Definition, splice: Splice): Splice {
  const source = value === undefined ? '' : sourceOf(tree, value);
  const indent = indentationAt(tree.text, binding.start);
  const own = /(?:^|\n)([ \t]*)[^\n]*\u{F8FF}/u.exec(splice.text)?.[1] ?? indent;
  // The white space at the start of a line may be part of a string.
  const shiftable = !source.includes("''") && !/"[^"\n]*\n/u.test(source);
  const moved = shiftable ? source.replaceAll(`\n${indent}`, `\n${own}`) : source;
  const comment = tree.text.slice(binding.end, endWithComment(tree.text, binding.end, site.set.end - 1));
  const room = /^\r?\n/u.test(tree.text.slice(splice.end)) && /^\r?\n/u.test(splice.text);
  return { ...splice, text: splice.text.split(`"${MARK}"`).join(moved) + (room ? comment : '') };
}
