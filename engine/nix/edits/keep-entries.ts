import type { Result } from '../../model/finding.ts';
import type { AttrsLiteral, NixValue, OptionPath } from '../../model/options/value.ts';
import { isAttrs } from '../../model/options/value.ts';
import { commonPrefix, findMentions, optionOf, targetPath, type Located } from '../modules/definitions.ts';
import { surveyModule, type Module } from '../modules/survey.ts';
import { parseNix } from '../parse.ts';
import { applySplices, type SplicedFile } from './splice.ts';
import { unsetOption } from './unset.ts';

/** `setOption`, which calls this. */
export type SetOption = (
  modules: readonly Module[],
  path: OptionPath,
  value: NixValue,
) => Result<SplicedFile>;

/**
 * A literal set with other entries, of which those that stay keep their text, their lines and their comments: an edit for
 * each that goes, changes or comes. Gives the file's new text; undefined where nothing stays, or where an entry cannot be
 * changed alone.
 */
export function keepEntries(place: Located, value: AttrsLiteral, setOption: SetOption): string | undefined {
  const { module, definition } = place;
  // The file is read again after each edit, and its other modules with it.
  if (module.root !== module.tree.root) return undefined;
  const path = optionOf(module, definition.path);
  const names = namesBelow(module, path);
  if (names.length === 0 || !names.some((name) => Object.hasOwn(value.entries, name))) return undefined;
  return changeEntries(module, path, value, setOption)?.tree.text;
}

function changeEntries(
  start: Module,
  path: OptionPath,
  { entries }: AttrsLiteral,
  setOption: SetOption,
): Module | undefined {
  if (hasComputedNames(start, path)) return undefined;
  const names = namesBelow(start, path);
  const gone = names.filter((name) => !Object.hasOwn(entries, name));
  const take = (module: Module, name: string): Module | undefined =>
    after(module, unsetOption([module], [...path, name]));
  const give = (module: Module, [name, value]: readonly [string, NixValue]): Module | undefined =>
    changeEntry(module, [...path, name], value, setOption);
  // A set that becomes empty would go.
  return gone.length < names.length
    ? each(each(start, gone, take), Object.entries(entries), give)
    : each(each(start, Object.entries(entries), give), gone, take);
}

function each<T>(
  start: Module | undefined,
  steps: readonly T[],
  make: (module: Module, step: T) => Module | undefined,
): Module | undefined {
  let module = start;
  for (const step of steps) module &&= make(module, step);
  return module;
}

function changeEntry(
  module: Module,
  path: OptionPath,
  value: NixValue,
  setOption: SetOption,
): Module | undefined {
  const { exact, below } = findMentions([module], path);
  // `a.b = 1; a.c = 2;` has no `a` as a whole.
  if (exact.length === 0 && below.length > 0)
    return isAttrs(value) ? changeEntries(module, path, value, setOption) : undefined;
  const set = setOption([module], path, value);
  return after(module, set.ok ? { ...set, value: [set.value] } : set);
}

function after(module: Module, changes: Result<readonly SplicedFile[]>): Module | undefined {
  if (!changes.ok) return undefined;
  const text = applySplices(
    module.tree.text,
    changes.value.flatMap(({ splices }) => splices),
  );
  const parsed = parseNix(text, module.file);
  return parsed.ok ? surveyModule(parsed.value, undefined, module.mount) : undefined;
}

/** The names of what a module defines right below a path. */
function namesBelow(module: Module, path: OptionPath): readonly string[] {
  const target = targetPath(module, path);
  const below = module.definitions.filter(
    (definition) => commonPrefix(definition.path, target) === target.length,
  );
  return [...new Set(below.flatMap((definition) => definition.path[target.length] ?? []))];
}

/** Whether a name right below a path is one that only evaluation can tell. */
function hasComputedNames(module: Module, path: OptionPath): boolean {
  const target = targetPath(module, path);
  return module.definitions.some(
    ({ path: defined, complete }) =>
      !complete && defined.length === target.length && commonPrefix(defined, target) === target.length,
  );
}
