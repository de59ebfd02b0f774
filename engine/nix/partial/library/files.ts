import type { Interpreting, Lazy, Native, Value } from '../value.ts';
import { always, lazy, list, NOTHING, scalar, setOf, textValue, truth } from '../value.ts';
import { asKnownSet, asList, native, type Functions } from './native.ts';

/** What nixpkgs, Nix and small libraries read of the directory. Of other files than `.nix` nothing is known. */
export const FILE_FUNCTIONS: Functions = {
  import: native(1, (by, path) => {
    const value = path();
    if (value.kind === 'path') return by.load(value.path);
    return value.kind === 'unknown' ? { ...value, path: [...value.path, '<import>'] } : NOTHING;
  }),
  importApply: native(2, (by, path, argument) => {
    const value = path();
    return value.kind === 'path' ? by.apply(by.load(value.path), [argument]) : NOTHING;
  }),
  readDir: native(1, (by, path) => {
    const value = path();
    return value.kind === 'path' ? directoryOf(by, value.path) : NOTHING;
  }),
  pathExists: native(1, (by, path) => {
    const value = path();
    if (value.kind !== 'path') return NOTHING;
    if (by.files.has(value.path) || filesBelow(by, value.path).length > 0) return scalar(true);
    return value.path.endsWith('.nix') ? scalar(false) : NOTHING;
  }),
  pathIsDirectory: native(1, (by, path) => {
    const value = path();
    return value.kind === 'path' ? scalar(!by.files.has(value.path)) : NOTHING;
  }),
  path: native(1, (by, given) => by.select(given(), 'path')),
  filterSource: native(2, (_, __, path) => path()),
  cleanSource: native(1, (_, path) => path()),
  cleanSourceWith: native(1, (by, given) => by.select(given(), 'src')),
  toPath: native(1, (_, path) => path()),
  unsafeDiscardStringContext: native(1, (_, value) => value()),
  listFilesRecursive: native(1, (by, path) => allBelow(by, path())),
  fileFilter: native(2, (by, keeps, path) => fileFilter(by, keeps, path())),
  unions: native(1, (by, sets) => {
    const known = asList(sets());
    return known === undefined ? NOTHING : paths(known.items.flatMap((item) => pathsIn(by, item())));
  }),
  difference: native(2, (by, from, gone) => {
    const dropped = pathsIn(by, gone());
    return paths(pathsIn(by, from()).filter((path) => !dropped.includes(path)));
  }),
  intersection: native(2, (by, left, right) => {
    const kept = pathsIn(by, right());
    return paths(pathsIn(by, left()).filter((path) => kept.includes(path)));
  }),
  maybeMissing: native(1, (_, path) => path()),
  'import-tree': importTree(() => true),
  'import-tree.<import>': importTree(() => true),
  'import-tree.filter': native(1, (by, keeps) => importTree((path) => fits(by, keeps, path) !== false)),
  'import-tree.filterNot': native(1, (by, drops) => importTree((path) => fits(by, drops, path) !== true)),
  'haumea.load': native(1, (by, given) => loadTree(by, given())),
  umport: native(1, (by, given) => umport(by, given())),
};

/** All Nix files below a directory but those under a name that begins with `_`, as one module. */
function importTree(keeps: (path: string) => boolean): Native {
  return native(1, (by, tree) => {
    const found = pathsIn(by, tree()).filter((path) => !/\/_/u.test(`/${path}`) && keeps(path));
    return setOf(new Map([['imports', always(paths(found))]]));
  });
}

function fits(by: Interpreting, fn: Lazy, path: string): boolean | undefined {
  return truth(by.apply(fn(), [always({ kind: 'path', path })]));
}

/** haumea: a directory as a set, each file called with the inputs that are given. */
function loadTree(by: Interpreting, given: Value): Value {
  const [source, inputs] = [by.select(given, 'src'), by.select(given, 'inputs')];
  return source.kind === 'path' ? treeOf(by, source.path, always(inputs)) : NOTHING;
}

function treeOf(by: Interpreting, directory: string, inputs: Lazy): Value {
  const found = [...entriesOf(by, directory)].flatMap(([name, type]) => {
    const path = directory === '' ? name : `${directory}/${name}`;
    if (type === 'directory') return [[name, lazy(() => treeOf(by, path, inputs))] as const];
    if (!name.endsWith('.nix')) return [];
    const value = lazy(() => {
      const file = by.load(path);
      return file.kind === 'closure' ? by.apply(file, [inputs]) : file;
    });
    return [[name.slice(0, -4), value] as const];
  });
  return setOf(new Map(found));
}

/** Paths of all Nix files below a directory, sorted. */
export function filesBelow({ files }: Pick<Interpreting, 'files'>, directory: string): readonly string[] {
  const start = directory === '' ? '' : `${directory}/`;
  return [...files.keys()].filter((file) => file.startsWith(start)).sort();
}

/** Names in a directory: `regular` for a file, `directory` for one that has Nix files. */
export function entriesOf(by: Pick<Interpreting, 'files'>, directory: string): ReadonlyMap<string, string> {
  const skipped = directory === '' ? 0 : directory.length + 1;
  return new Map(
    filesBelow(by, directory).map((file) => {
      const [name = '', ...rest] = file.slice(skipped).split('/');
      return [name, rest.length === 0 ? 'regular' : 'directory'] as const;
    }),
  );
}

function directoryOf(by: Interpreting, directory: string): Value {
  return setOf(
    new Map([...entriesOf(by, directory)].map(([name, type]) => [name, always(textValue(type))] as const)),
  );
}

/** A list of paths. */
export function paths(files: readonly string[]): Value {
  return list(files.map((path) => always({ kind: 'path', path })));
}

function allBelow(by: Interpreting, path: Value): Value {
  return path.kind === 'path' ? paths(filesBelow(by, path.path)) : NOTHING;
}

/** The files that a path, or a list of paths, is about. */
function pathsIn(by: Interpreting, value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap((item) => pathsIn(by, item()));
  if (value.kind !== 'path') return [];
  return by.files.has(value.path) ? [value.path] : filesBelow(by, value.path);
}

function fileFilter(by: Interpreting, keeps: Lazy, path: Value): Value {
  if (path.kind !== 'path') return NOTHING;
  const kept = filesBelow(by, path.path).filter((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const asked = new Map<string, Lazy>([
      ['name', always(textValue(name))],
      ['type', always(textValue('regular'))],
      ['hasExt', always(native(1, (_, ending) => hasEnding(name, ending())))],
    ]);
    return truth(by.apply(keeps(), [always(setOf(asked))])) !== false;
  });
  return paths(kept);
}

function hasEnding(name: string, ending: Value): Value {
  return ending.kind === 'text' ? scalar(name.endsWith(`.${ending.text}`)) : NOTHING;
}

/** `umport { path = ./.; exclude = [ … ]; }`: all files below, and directories with a default.nix as one. */
function umport(by: Interpreting, given: Value): Value {
  const set = asKnownSet(given);
  if (set === undefined) return NOTHING;
  const from = [set.get('path')?.() ?? NOTHING, set.get('paths')?.() ?? NOTHING];
  const gone = pathsIn(by, set.get('exclude')?.() ?? NOTHING);
  const recursive = truth(set.get('recursive')?.() ?? scalar(true)) !== false;
  const found = from.flatMap((each) => pathsIn(by, each)).filter((file) => !gone.includes(file));
  return recursive ? paths(found) : NOTHING;
}
