import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Edit, OptionPath } from '../../model/options/value.ts';
import { optionOf, valuedIn } from './definitions.ts';
import { takeApart, type ModulePart, type ModuleParts } from './module-parts.ts';
import { readModules } from './modules.ts';
import { writtenValue } from './read.ts';
import type { Definition, Module } from './survey.ts';
import { textWithoutTrivia } from './without-trivia.ts';

/** What one configuration says otherwise than another, by their texts. */
export interface TextChanges {
  /** As edits of the first that give the second. */
  readonly edits: readonly Edit[];
  /** Those of their options of whose new value the text does not tell. */
  readonly computed: readonly OptionPath[];
  /** Why more options than these may have changed, a phrase each; none where these are all. */
  readonly unknown: readonly string[];
}

/**
 * Compares two configurations option by option. What is around definitions (`let`, `with`, a condition) may decide about
 * every one in its module: where it differs, all of them count as changed, to what nobody knows.
 *
 * @example
 * compareConfigurations(before, after).edits   // [{ op: 'set', path: ['time', 'timeZone'], value: 'Europe/Paris' }]
 */
export function compareConfigurations(before: ConfigFiles, after: ConfigFiles): TextChanges {
  const [was, is] = [readModules(before), readModules(after)];
  if (!was.ok || !is.ok)
    return { edits: [], computed: [], unknown: ['the modules of the configuration cannot all be read'] };
  const [old, now] = [byPlace(was.value), byPlace(is.value)];
  const places = [...new Set([...old.keys(), ...now.keys()])];
  const found = places.map((place) => compareModules(old.get(place), now.get(place)));
  const followed = importsUnseen(was.findings) === importsUnseen(is.findings);
  return {
    edits: found.flatMap(({ edits }) => edits),
    computed: found.flatMap(({ computed }) => computed),
    unknown: [
      ...(followed ? [] : ['it imports by a name that is computed']),
      ...new Set(found.flatMap(({ unknown }) => unknown)),
    ],
  };
}

/** Every option that a configuration defines, as far as its text tells. */
export function definedPaths(configuration: ConfigFiles): readonly OptionPath[] {
  const modules = readModules(configuration);
  if (!modules.ok) return [];
  const paths = modules.value.flatMap((module) =>
    module.definitions.flatMap(({ path }) => {
      const option = meantBy(module, path);
      return typeof option === 'string' || option.length === 0 ? [] : [option];
    }),
  );
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** By file, by what of the host it is about, and by its place among such modules of one file. */
function byPlace(modules: readonly Module[]): ReadonlyMap<string, ModuleParts> {
  const alike = Map.groupBy(modules, ({ file, mount }) => JSON.stringify([file, mount]));
  return new Map(
    [...alike].flatMap(([place, all]) =>
      all.map((module, at) => [`${place} ${at}`, takeApart(module)] as const),
    ),
  );
}

function importsUnseen(findings: readonly { readonly message: string }[]): string {
  return JSON.stringify(findings.map(({ message }) => message).toSorted());
}

function compareModules(was: ModuleParts | undefined, is: ModuleParts | undefined): TextChanges {
  const one = was ?? is;
  if (one === undefined || was?.module.tree.text === is?.module.tree.text)
    return { edits: [], computed: [], unknown: [] };
  const { file } = one.module;
  const whole = was !== undefined && is !== undefined && was.frame !== is.frame;
  const hidden = (whole && !(was.open && is.open)) || [was, is].some((each) => each?.open === false);
  const gone = whole ? [] : partsMissing(was, is);
  const come = partsMissing(is, was);
  const all = [
    ...come.map(([module, part]) => changeTo(module, part)),
    ...gone
      .filter((one) => !come.some((other) => isReplacedBy(one, other)))
      .map(([module, part]) => changeAway(module, part)),
    ...(whole ? [was, is].flatMap(({ module, parts }) => parts.map((part) => anyChange(module, part))) : []),
  ];
  return {
    edits: all.flatMap(({ edits }) => edits),
    computed: all.flatMap(({ computed }) => computed),
    unknown: [
      ...(hidden ? [`${file} is not a set of definitions`] : []),
      ...(otherImports(was) === otherImports(is) ? [] : [`${file} imports what its text does not name`]),
      ...all.flatMap(({ unknown }) => unknown),
    ],
  };
}

/** What a module imports that is no path: a text, a call, a module within the list. */
function otherImports(parts: ModuleParts | undefined): string {
  const found = (parts?.parts ?? []).flatMap(({ definition, path, text }) => {
    if (parts === undefined || meantBy(parts.module, path) !== 'imports') return [];
    const { value } = definition;
    if (value?.kind !== 'list') return [text];
    return value.items
      .filter(({ kind }) => kind !== 'path')
      .map((item) => textWithoutTrivia(parts.module.tree, item));
  });
  return JSON.stringify(found.toSorted());
}

type Placed = readonly [Module, ModulePart];

/** The same option with as much weight: no other definition of it counts more, or less, than it did. */
function isReplacedBy(one: Placed, other: Placed): boolean {
  if (one[1].key !== other[1].key) return false;
  const [was, is] = [one, other].map(([module, part]) => valuedIn(module, part.definition));
  return was?.priority === is?.priority && was?.conditional === is?.conditional;
}

/** The parts of a module that another version does not have as they are. */
function partsMissing(of: ModuleParts | undefined, other: ModuleParts | undefined): readonly Placed[] {
  if (of === undefined) return [];
  const left = (other?.parts ?? []).map(({ key, text }) => `${key}\n${text}`);
  return of.parts.flatMap((part) => {
    const at = left.indexOf(`${part.key}\n${part.text}`);
    if (at === -1) return [[of.module, part] as const];
    left.splice(at, 1);
    return [];
  });
}

function changeTo(module: Module, part: ModulePart): TextChanges {
  const path = meantBy(module, part.path);
  const { complete, value } = part.definition;
  if (path === 'imports') return NOTHING;
  if (path === 'module' || !complete || value === undefined || part.inner.length > 0)
    return anyChange(module, part);
  const written = writtenValue(valuedIn(module, part.definition));
  if (written.kind !== 'literal' || path.length === 0) return anyChange(module, part);
  return { ...NOTHING, edits: [{ op: 'set', path, value: written.value }] };
}

function changeAway(module: Module, part: ModulePart): TextChanges {
  if (meantBy(module, part.path) === 'imports') return NOTHING;
  const { edits, unknown } = anyChange(module, part);
  return { edits, computed: [], unknown };
}

/** Something of a part changes, and nobody says to what. */
function anyChange(module: Module, part: ModulePart): TextChanges {
  if (meantBy(module, part.path) === 'imports') return NOTHING;
  const paths = pathsOf(module, part);
  const named = paths.filter((path) => path.length > 0);
  return {
    edits: named.map((path) => ({ op: 'unset', path })),
    computed: named,
    unknown:
      named.length === paths.length
        ? []
        : [`${module.file} defines what its text does not tell (${part.path.join('.')})`],
  };
}

const NOTHING: TextChanges = { edits: [], computed: [], unknown: [] };

/** The options that a part is about; an empty path where it may be about any. */
function pathsOf(module: Module, part: ModulePart): readonly OptionPath[] {
  const definitions: readonly Definition[] = part.inner.length === 0 ? [part.definition] : part.inner;
  return definitions.flatMap(({ path }) => {
    const option = meantBy(module, path);
    if (option === 'imports') return [];
    return [option === 'module' ? [] : option];
  });
}

/** What belongs to the module system, and says what other modules mean. */
const OF_MODULES = ['disabledModules', '_module', 'freeformType', 'options'];

/** The option of a path in a module; or that it is of the module itself. */
function meantBy(module: Module, path: OptionPath): OptionPath | 'imports' | 'module' {
  const first = path[module.mount.length] ?? '';
  if (first === 'imports') return 'imports';
  if (module.base.length > 0)
    return first === 'config' ? optionOf(module, path) : first === 'meta' ? 'imports' : 'module';
  return OF_MODULES.includes(first) ? 'module' : path;
}
