import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { NixValue, OptionPath } from '../../model/options/value.ts';
import { isList, isPkgs } from '../../model/options/value.ts';
import { commonPrefix, optionOf, targetPath } from '../modules/definitions.ts';
import { indentationAt, isFirstOnLine, lineStart } from '../lines.ts';
import type { Scope } from '../modules/scope.ts';
import { isLexical } from '../modules/scope.ts';
import { renderNixValue, renderPath } from '../render.ts';
import type { Definition, Module, Site } from '../modules/survey.ts';
import type { Binding } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import {
  deeper,
  endWithComment,
  followsBlankLine,
  isLastOnLine,
  newlineOf,
  skipBlanks,
  startWithCommentsAbove,
} from './layout.ts';
import { nestBeside } from './nest.ts';
import { bringPackages, namesPackage } from './packages.ts';
import type { SplicedFile, Splice } from './splice.ts';
import { refusal, refusalAt } from './splice.ts';
import { choosePlace, effectOf, placesAcross, type Candidate } from './place/choose-place.ts';
import { clashingName, refuseBeside } from './unclear.ts';

/**
 * Defines an option that is defined nowhere, where a person would: beside its closest sibling and in that one's form,
 * within the nested set if there is one, else before a trailing `system.stateVersion` or at the end of the entry module.
 */
export function insertDefinition(
  modules: readonly Module[],
  path: OptionPath,
  value: NixValue,
): Result<SplicedFile> {
  const place = choosePlace(modules, path);
  const [crossed] = placesAcross(modules, path);
  if (place === undefined && crossed !== undefined) return acrossUpdate(crossed, path);
  if (place === undefined) {
    const message = `no module in the configuration has an attribute set that can hold '${renderPath(path)}'`;
    const fix = 'write a set of options into the file, or name another file of the host in host.entries';
    const [first] = modules;
    return first === undefined
      ? refusal('NIX106', message, fix, [])
      : refusalAt('NIX106', message, fix, first.tree, first.root);
  }
  const { module, site } = place;
  const target = targetPath(module, path);
  const packages = namesPackage(value) ? bringPackages(module, site.scope) : ok([]);
  if (!packages.ok) return packages;
  const clashing = clashingName(module, site, target);
  if (clashing !== undefined) {
    const nested = nestBeside(module, clashing, target, value);
    return nested === undefined
      ? refuseBeside(module, clashing, path)
      : ok({ file: module.file, offset: nested.start, splices: [...packages.value, nested] });
  }
  const blocking = module.definitions.find((definition) => isBlocking(definition, site, target));
  if (blocking !== undefined) {
    const message = `'${renderPath(path)}' cannot be added beside a value that is computed or conditional`;
    return refusal('NIX104', message, 'define the option there by hand', [{ module, definition: blocking }]);
  }
  const splice = bindingSplice(place, target.slice(site.prefix.length), value);
  return ok({ file: module.file, offset: splice.start, splices: [...packages.value, splice] });
}

/** NIX104: what is written there would take something else away, or be taken away. */
function acrossUpdate({ module, site }: Candidate, path: OptionPath): Result<never> {
  const target = targetPath(module, path);
  const message = `'${renderPath(path)}' cannot be added here: ${WHY[effectOf(module, site, target)]}`;
  return refusalAt('NIX104', message, 'define the option there by hand', module.tree, site.set);
}

const WHY = {
  none: '',
  replaces: 'it would replace what the other side of `//` defines, or may define, under the same name',
  'is-replaced': 'the other side of `//` defines, or may define, the same name, and wins',
  captures: 'names in the same `rec` set would mean it',
} as const;

/** A binding of the same set that Nix would not merge with the new one: only literal sets are merged. */
function isBlocking(definition: Definition, site: Site, target: OptionPath): boolean {
  if (definition.site !== site || !definition.complete) return false;
  if (commonPrefix(definition.path, target) !== definition.path.length) return false;
  return definition.value === undefined || withoutParens(definition.value).kind !== 'set';
}

function bindingSplice(place: Candidate, path: OptionPath, value: NixValue): Splice {
  const { module, site, sibling } = place;
  const { text } = module.tree;
  const last = site.set.bindings.at(-1);
  const trailing = stateVersionIn(module, site);
  if (last === undefined) return intoEmptySet(text, site, path, value);
  if (sibling !== undefined && sibling.binding !== trailing)
    return after(text, site, sibling.binding, path, value, false);
  if (trailing !== undefined && (trailing === last || sibling !== undefined)) {
    return before(text, site, trailing, path, value);
  }
  return atEnd(text, site, last, path, value, sibling === undefined && isSpaced(text, site));
}

const STATE_VERSIONS = new Set(['system.stateVersion', 'home.stateVersion']);

/** The binding of the release of the first installation that stands in the set itself. */
function stateVersionIn(module: Module, site: Site): Binding | undefined {
  const isIt = ({ site: own, path }: Definition): boolean =>
    own === site && STATE_VERSIONS.has(optionOf(module, path).slice(module.mount.length).join('.'));
  return module.definitions.find(isIt)?.binding;
}

/** True when the set's last two bindings have a blank line between them. */
function isSpaced(text: string, site: Site): boolean {
  const [left, right] = site.set.bindings.slice(-2);
  return (
    left !== undefined && right !== undefined && /\n[ \t]*\r?\n/u.test(text.slice(left.end, right.start))
  );
}

function render(site: Site, path: OptionPath, value: NixValue, indent: string): string {
  const head = `${renderPath(path)} = `;
  const full = [...site.prefix, ...path].join('.');
  if (
    !/(?:^|\.)(?:environment\.systemPackages|home\.packages)$/u.test(full) ||
    !isPackageList(value, site.scope)
  ) {
    return `${head}${renderNixValue(value, { indent, column: head.length })};`;
  }
  const packageNames = (name: readonly string[]): readonly string[] => name;
  return `${head}with pkgs; ${renderNixValue(value, { indent, column: head.length + 11, packageNames })};`;
}

/** Packages only, none of which means something else here. */
function isPackageList(value: NixValue, scope: Scope): boolean {
  if (!isList(value) || value.length === 0) return false;
  return value.every((item) => isPkgs(item) && !isLexical(scope, item.path[0] ?? ''));
}

/** Behind the last binding; set off by a blank line also behind the comments that follow it. */
function atEnd(
  text: string,
  site: Site,
  last: Binding,
  path: OptionPath,
  value: NixValue,
  spaced: boolean,
): Splice {
  const close = site.set.end - 1;
  const end = text.slice(0, close).trimEnd().length;
  if (!spaced || end <= endWithComment(text, last.end, close))
    return after(text, site, last, path, value, spaced);
  const indent = indentationAt(text, last.start);
  const newline = newlineOf(text);
  return { start: end, end, text: `${newline}${newline}${indent}${render(site, path, value, indent)}` };
}

function after(
  text: string,
  site: Site,
  sibling: Binding,
  path: OptionPath,
  value: NixValue,
  spaced: boolean,
): Splice {
  const end = endWithComment(text, sibling.end, site.set.end - 1);
  if (!isLastOnLine(text, end) || !isFirstOnLine(text, sibling.start)) {
    const close = text.slice(sibling.end, end).includes('#');
    if (!close)
      return { start: end, end, text: ` ${render(site, path, value, indentationAt(text, sibling.start))}` };
  }
  const indent = isFirstOnLine(text, sibling.start)
    ? indentationAt(text, sibling.start)
    : deeper(text, site.set.start);
  const newline = newlineOf(text);
  const gap = spaced ? newline + newline : newline;
  const at = skipBlanks(text, end);
  return { start: at, end: at, text: `${gap}${indent}${render(site, path, value, indent)}` };
}

/** In front of a binding and the comments above it; where a blank line is above those, behind what is before that. */
export function before(
  text: string,
  site: Site,
  binding: Binding,
  path: OptionPath,
  value: NixValue,
): Splice {
  const indent = indentationAt(text, binding.start);
  if (!isFirstOnLine(text, binding.start)) {
    return { start: binding.start, end: binding.start, text: `${render(site, path, value, indent)} ` };
  }
  const start = startWithCommentsAbove(text, binding.start, lineStart(text, site.set.open) + 1);
  const newline = newlineOf(text);
  const line = `${indent}${render(site, path, value, indent)}`;
  if (!followsBlankLine(text, start)) return { start, end: start, text: `${line}${newline}` };
  const end = skipBlanks(text, text.slice(0, start).trimEnd().length);
  return { start: end, end, text: `${newline}${newline}${line}` };
}

/** The three ways to write an empty set get three layouts, so that taking the binding out again gives each back. */
function intoEmptySet(text: string, site: Site, path: OptionPath, value: NixValue): Splice {
  const open = site.set.open + 1;
  const inside = text.slice(open, site.set.end - 1);
  const indent = deeper(text, site.set.open);
  const newline = newlineOf(text);
  if (inside === '') return { start: open, end: open, text: ` ${render(site, path, value, '')} ` };
  const line = `${newline}${indent}${render(site, path, value, indent)}`;
  if (!inside.includes('\n')) {
    return {
      start: open,
      end: open + inside.length,
      text: `${line}${newline}${indentationAt(text, site.set.open)}`,
    };
  }
  const end = open + inside.trimEnd().length;
  return { start: end, end, text: end === open ? `${line}${newline}` : line };
}
