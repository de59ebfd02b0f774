import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { OptionPath } from '../../model/options/value.ts';
import type { Located } from '../modules/definitions.ts';
import { commonPrefix, findMentions, targetPath } from '../modules/definitions.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { readModules } from '../modules/modules.ts';
import { renderPath } from '../render.ts';
import type { Definition, Module } from '../modules/survey.ts';
import type { AttrPath, Span } from '../syntax/tree.ts';
import { spliceOrRefuse } from './apply-changes.ts';
import { moveDefinition } from './move.ts';
import { refuseName } from './option-name.ts';
import { mentionsLeft, renameReads } from './old-name.ts';
import type { Splice } from './splice.ts';
import { refusal } from './splice.ts';
import { refuseHidden } from './unclear.ts';
import { unsetOption } from './unset.ts';

/**
 * Renames an option and everything below it, wherever the configuration defines it, and where it reads
 * `config.<option>`: in place, in the file's own form. Where it stands in a set that the new name is not in, the
 * definition moves beside its new neighbours. Gives the changed files; none where the option is nowhere. NIX130 warns of
 * each place that still mentions the old name.
 *
 * Errors: NIX101, NIX104, NIX105 as for other edits, NIX120 the new name is already defined, NIX121 it cannot be moved.
 *
 * @example
 * renameOption(config, ['sound', 'enable'], ['hardware', 'alsa', 'enable'])
 */
export function renameOption(
  config: ConfigFiles,
  from: OptionPath,
  to: OptionPath,
): Result<ReadonlyMap<string, string>> {
  const modules = readModules(config);
  if (!modules.ok) return modules;
  const refused = refuseRename(modules.value, from, to);
  if (refused !== undefined) return refused;
  const files = new Map(config.files);
  // Several modules may be written in one file.
  for (const [file, inside] of Map.groupBy(modules.value, (module) => module.file)) {
    const splices = new Map(
      inside.flatMap((module) => renamesIn(module, from, to)).map((splice) => [splice.start, splice]),
    );
    const renamed = spliceOrRefuse(files.get(file) ?? '', file, [...splices.values()]);
    if (!renamed.ok) return renamed;
    files.set(file, renamed.value);
  }
  const moved = moveRest({ ...config, files }, from, to);
  if (!moved.ok) return moved;
  const left = mentionsLeft({ ...config, files: moved.value }, from);
  return ok(changedFiles(config, moved.value), [...modules.findings, ...left]);
}

function changedFiles(config: ConfigFiles, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([file, text]) => config.files.get(file) !== text));
}

function refuseRename(
  modules: readonly Module[],
  from: OptionPath,
  to: OptionPath,
): Result<never> | undefined {
  const [old, name] = [`'${renderPath(from)}'`, `'${renderPath(to)}'`];
  const misnamed = refuseName(from) ?? refuseName(to);
  if (misnamed !== undefined) return misnamed;
  if (commonPrefix(from, to) === Math.min(from.length, to.length)) {
    const message = `${old} and ${name} overlap: one contains the other`;
    return failed({
      code: 'NIX121',
      severity: 'error',
      message,
      fix: 'choose a new name outside the old one',
    });
  }
  const here = findMentions(modules, from);
  const found = [...here.exact, ...here.below];
  if (found.length === 0) return refuseHidden(here, from, 'rename it there by hand');
  const inherits = found.filter(({ definition }) => isInheritedHere(definition, from));
  if (inherits.length > 0)
    return refusal('NIX105', `${old} is inherited`, 'write its value out in full', inherits);
  return refuseTarget(modules, to, name);
}

/** The `inherit` names the option itself; one further below goes along unchanged. */
function isInheritedHere({ site, value }: Definition, from: OptionPath): boolean {
  return value === undefined && site.prefix.length < from.length;
}

function refuseTarget(modules: readonly Module[], to: OptionPath, name: string): Result<never> | undefined {
  const { exact, below, hidden, computed } = findMentions(modules, to);
  if (exact.length > 0 || below.length > 0) {
    return refusal('NIX120', `${name} is already defined`, 'merge the two by hand', [...exact, ...below]);
  }
  return refuseHidden({ hidden, computed }, to, 'rename it by hand');
}

/** The bindings whose own path holds the old name's last part, and what reads the option. */
function renamesIn(module: Module, from: OptionPath, to: OptionPath): readonly Splice[] {
  const [old, name] = [targetPath(module, from), targetPath(module, to)];
  const bindings = module.definitions.flatMap((definition): Splice[] => {
    const { binding, site } = definition;
    if (binding.kind === 'inherit' || !reaches(definition, old) || !stays(definition, name)) return [];
    const span = leading(binding.path, old.length - site.prefix.length);
    return span === undefined ? [] : [{ ...span, text: renderPath(name.slice(site.prefix.length)) }];
  });
  return [...bindings, ...renameReads(module, from, to)];
}

/** True when the binding's own path goes from above the option down to it or further. */
function reaches({ path, site }: Definition, old: OptionPath): boolean {
  return site.prefix.length < old.length && commonPrefix(path, old) === old.length;
}

function stays({ site }: Definition, name: OptionPath): boolean {
  return site.prefix.length < name.length && commonPrefix(site.prefix, name) === site.prefix.length;
}

/** The first attributes of a path. */
function leading(path: AttrPath, count: number): Span | undefined {
  const last = path.attrs[count - 1];
  return last === undefined ? undefined : { start: path.start, end: last.end };
}

/** What stands in a set that the new name is not in: written at its new place, then taken out of the old one. */
function moveRest(
  config: ConfigFiles,
  from: OptionPath,
  to: OptionPath,
): Result<ReadonlyMap<string, string>> {
  const files = new Map(config.files);
  const rest = remaining({ ...config, files }, from);
  for (const [index] of rest.entries()) {
    // Read again each time: what was moved before has changed the text.
    const place = remaining({ ...config, files }, from)[index];
    if (place === undefined) throw new Error('a definition was lost during the move');
    const moved = moveDefinition(place, from, to);
    if (!moved.ok) return moved;
    files.set(moved.value.file, moved.value.text);
  }
  return rest.length === 0 ? ok(files) : takeOut({ ...config, files }, from);
}

function remaining(config: ConfigFiles, from: OptionPath): readonly Located[] {
  const modules = readModules(config);
  if (!modules.ok) return [];
  return modules.value.flatMap((module) =>
    module.definitions
      .filter((definition) => reaches(definition, targetPath(module, from)))
      .map((definition) => ({ module, definition })),
  );
}

function takeOut(config: ConfigFiles, from: OptionPath): Result<ReadonlyMap<string, string>> {
  const modules = readModules(config);
  if (!modules.ok) return modules;
  const removed = unsetOption(modules.value, from);
  if (!removed.ok) return removed;
  const files = new Map(config.files);
  for (const { file, splices } of removed.value) {
    const text = spliceOrRefuse(files.get(file) ?? '', file, splices);
    if (!text.ok) return text;
    files.set(file, text.value);
  }
  return ok(files);
}
