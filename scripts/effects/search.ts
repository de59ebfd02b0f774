import { globSync } from 'node:fs';
import { childProblemsOf, childStartsOf, type ChildStart } from './children.ts';
import { importedEffectsOf, pathEffectsOf, type PathEffect } from './paths.ts';
import { PLACES } from './places.ts';
import { parseSource, type ParsedFile } from './syntax.ts';

/** Everything that the program does by a path, every process that it can start, and what of both nobody allowed. */
export interface Effects {
  readonly paths: readonly PathEffect[];
  readonly children: readonly ChildStart[];
  readonly problems: readonly string[];
}

/** @param root - The directory that `engine/` is in, with a slash. */
export function findEffects(root: string): Effects {
  const files = globSync('engine/**/*.ts', { cwd: root }).sort();
  const parsed = files.map((file) => parseSource(root, file));
  const paths = parsed.flatMap((file) => [...importedEffectsOf(file), ...pathEffectsOf(file)]);
  const used = new Set(paths.map(({ file }) => file));
  const unknown = paths
    .filter(({ file }) => PLACES[file] === undefined)
    .map(
      ({ file, line, does }) =>
        `${file}:${line}: ${does} by a path; use engine/host/tree/files.ts or held-tree.ts`,
    );
  const idle = Object.keys(PLACES).filter((file) => !used.has(file));
  return {
    paths,
    children: parsed.flatMap(childStartsOf),
    problems: [
      ...unknown,
      ...idle.map(
        (file) => `${file}: does nothing by a path any more; take it off scripts/effects/places.ts`,
      ),
      ...parsed.flatMap(childProblemsOf),
      ...parsed.flatMap(hiddenEffectsOf),
    ],
  };
}

/** Ways to an effect that the list would not see. */
const HIDDEN: readonly (readonly [RegExp, string])[] = [
  [
    /\bimport\(\s*(?:(?!['"])[^)\s]|'[^']*'\s*[^)\s]|"[^"]*"\s*[^)\s])/u,
    'loads a module whose name is not said',
  ],
  [
    /\bfrom ['"](?:fs|net|sqlite|child_process|worker_threads|cluster|vm)\b/u,
    'names a module of Node without node:',
  ],
  [
    /\bimport\(\s*['"`]node:(?:fs|sqlite|net|child_process|module|process)\b/u,
    'loads a module with effects late',
  ],
  [/\brequire\w*\(\s*['"`]node:|\)\(\s*['"`]node:/u, 'requires a module with effects'],
  [/\bgetBuiltinModule\b|\bprocess\.(?:binding|dlopen)\b/u, 'asks the process for a module'],
  [/\bfrom ['"]node:(?:worker_threads|cluster|vm|wasi|inspector|repl)\b/u, 'starts a thread, or runs text'],
];

function hiddenEffectsOf({ file, text }: ParsedFile): readonly string[] {
  return HIDDEN.flatMap(([form, what]) => (form.test(text) ? [`${file}: ${what}`] : []));
}
