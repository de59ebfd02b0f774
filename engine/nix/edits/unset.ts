import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { Located } from '../modules/definitions.ts';
import { findMentions, isGenerated } from '../modules/definitions.ts';
import { isFirstOnLine, lineEnd, lineStart } from '../lines.ts';
import { renderPath } from '../render.ts';
import type { Definition, Module, Site } from '../modules/survey.ts';
import { usedInRec } from '../modules/rec-uses.ts';
import { uncovers } from '../modules/updates.ts';
import type { Binding } from '../syntax/tree.ts';
import { endOfRun, isBindingText, startWithOwnComments } from './comments.ts';
import { endWithComment, followsBlankLine, isBlankLine, isLastOnLine } from './layout.ts';
import type { SplicedFile, Splice } from './splice.ts';
import { mergeDeletions, refusal, refusalAt } from './splice.ts';
import { refuseHidden } from './unclear.ts';

/**
 * Takes out every definition of an option and of what lies below it, with its lines and the comments that are about it.
 * A set that becomes empty goes too, unless comments are left in it. Refused as `set` is, and where an `inherit` defines it.
 */
export function unsetOption(modules: readonly Module[], path: OptionPath): Result<readonly SplicedFile[]> {
  const mentions = findMentions(modules, path);
  const option = `'${renderPath(path)}'`;
  const places = handWrittenFirst([...mentions.exact, ...mentions.below]);
  const conditional = [
    ...mentions.exact.filter((place) => place.conditional),
    ...mentions.below.filter(({ definition }) => definition.site.conditional),
  ];
  if (conditional.length > 0) {
    return refusal(
      'NIX101',
      `${option} is defined under a condition`,
      'remove it there by hand',
      conditional,
    );
  }
  const inherits = places.filter(({ definition }) => definition.value === undefined);
  if (inherits.length > 0)
    return refusal('NIX105', `${option} is inherited`, 'remove it there by hand', inherits);
  const hidden = places.length === 0 ? refuseHidden(mentions, path, 'remove it there by hand') : undefined;
  if (hidden !== undefined) return hidden;
  const covering = places.filter(({ module, definition }) => {
    const gone = new Set(goneIn(module, places).map(({ binding }) => binding));
    return uncovers(module.tree.text, definition.site, definition.path, gone);
  });
  if (covering.length > 0) {
    const message = `${option} replaces what the other side of \`//\` defines, or may define, under the same name`;
    return refusal('NIX104', message, 'remove it there by hand', covering);
  }
  return refuseUsed(places, option) ?? ok(modules.flatMap((module) => changeOf(module, places)));
}

/** NIX104 where a `rec { … }` uses what would go. */
function refuseUsed(places: readonly Located[], option: string): Result<never> | undefined {
  for (const { module, definition } of places) {
    const use = usedInRec(module, definition.start);
    if (use === undefined || (definition.binding.start <= use.start && use.start < definition.binding.end))
      continue;
    const message = `a value in the same \`rec\` set uses ${option}`;
    return refusalAt('NIX104', message, 'remove that use first', module.tree, use);
  }
  return undefined;
}

function goneIn(module: Module, places: readonly Located[]): readonly Definition[] {
  const own = places.filter((place) => place.module === module).map((place) => place.definition);
  return [...withEmptied(module, own)];
}

/** What the installer wrote goes only when nobody else defines the option. */
function handWrittenFirst(places: readonly Located[]): readonly Located[] {
  const written = places.filter(({ module }) => !isGenerated(module));
  return written.length > 0 ? written : places;
}

function changeOf(module: Module, places: readonly Located[]): SplicedFile[] {
  const own = places.filter((place) => place.module === module).map((place) => place.definition);
  const removed = withEmptied(module, own);
  const outermost = [...removed].filter(
    (definition) => ![...removed].some((other) => isAround(other, definition)),
  );
  const splices = mergeDeletions(
    outermost.flatMap((definition) => removalSplice(module, definition, removed)),
  );
  const [first] = splices;
  return first === undefined ? [] : [{ file: module.file, offset: first.start, splices }];
}

function isAround(outer: Definition, inner: Definition): boolean {
  return (
    outer !== inner && outer.binding.start <= inner.binding.start && inner.binding.end <= outer.binding.end
  );
}

/** The definitions and, as long as there are any, the bindings whose set loses its last content with them. */
function withEmptied(module: Module, definitions: readonly Definition[]): ReadonlySet<Definition> {
  const removed = new Set(definitions);
  const gone = new Set(definitions.map(({ binding }) => binding));
  for (const { site } of removed) {
    const { owner } = site;
    if (owner === undefined || !site.set.bindings.every((binding) => gone.has(binding))) continue;
    if (hasComments(module, site)) continue;
    removed.add(owner);
    gone.add(owner.binding);
  }
  return removed;
}

/** True when something but bindings, their own trailing comments and white space is in the set. */
function hasComments(module: Module, site: Site): boolean {
  const { text } = module.tree;
  const { set } = site;
  let at = set.open + 1;
  let rest = '';
  for (const binding of set.bindings) {
    rest += text.slice(at, binding.start);
    at = endWithComment(text, binding.end, set.end - 1);
  }
  return (rest + text.slice(at, set.end - 1)).trim() !== '';
}

function removalSplice(
  module: Module,
  definition: Definition,
  removed: ReadonlySet<Definition>,
): readonly Splice[] {
  const { site, binding } = definition;
  const { text } = module.tree;
  const limit = site.set.end - 1;
  const gone = new Set([...removed].map((each) => each.binding));
  if (site.set.bindings.every((each) => gone.has(each)) && !hasComments(module, site)) {
    return site.set.bindings[0] === binding ? [emptied(text, site, binding)] : [];
  }
  const end = endWithComment(text, binding.end, limit);
  if (isFirstOnLine(text, binding.start) && isLastOnLine(text, end)) {
    const { set } = site;
    const column = { text, nodes: set.bindings, open: set.open, close: limit, isSwitchedOff: isBindingText };
    const start = startWithOwnComments(column, binding, gone);
    const last = endOfRun(column, binding, gone);
    return [lines(text, start, isLastOnLine(text, last) ? last : end, site)];
  }
  const start = /[ \t]*$/u.exec(text.slice(0, binding.start))?.index ?? binding.start;
  if (!isFirstOnLine(text, binding.start))
    return [{ start, end: isLastOnLine(text, end) ? end : binding.end, text: '' }];
  const following = /^[ \t]*/u.exec(text.slice(binding.end))?.[0].length ?? 0;
  return [{ start: binding.start, end: binding.end + following, text: '' }];
}

/** Whole lines from the start of one; a blank line beside them goes along when it would meet another one, or a brace. */
function lines(text: string, start: number, end: number, site: Site): Splice {
  const next = Math.min(lineEnd(text, end) + 1, text.length);
  const closes = lineStart(text, next) === lineStart(text, site.set.end - 1);
  const spare = followsBlankLine(text, start) && (closes || isBlankLine(text, next));
  const opens = lineStart(text, Math.max(start - 1, 0)) === lineStart(text, site.set.open);
  const follows = opens && !closes && isBlankLine(text, next);
  return {
    start: spare ? lineStart(text, start - 1) : start,
    end: follows ? Math.min(lineEnd(text, next) + 1, text.length) : next,
    text: '',
  };
}

/** Empties a set that stays: the root, or one inside a wrapper. Undoes what inserting into an empty set does. */
function emptied(text: string, site: Site, binding: Binding): Splice {
  const open = site.set.open + 1;
  const close = site.set.end - 1;
  const before = text.slice(open, binding.start);
  if (!before.includes('\n')) return { start: open, end: close, text: '' };
  const behind = text.slice(endWithComment(text, site.set.bindings.at(-1)?.end ?? open, close), close);
  const rest = behind.slice(behind.indexOf('\n') + 1);
  return { start: open, end: close, text: rest.includes('\n') ? rest : ' ' };
}
