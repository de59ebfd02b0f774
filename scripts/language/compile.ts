import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';

/** What `schemas/language/compiled.ts` must hold. Its type is checked with the rest of the program. */
export function compileLanguage(): string {
  const frames = filesOf('frames').map(({ name, value }) => ({ name, ...asRecord(value) }));
  const words = Object.fromEntries(
    filesOf('words').map(({ name, value }) => [
      name.replaceAll(/-(\w)/gu, (_, one: string) => one.toUpperCase()),
      value,
    ]),
  );
  const text = JSON.stringify({ frames, ...words }, undefined, 1);
  return [
    '// Written by `npm run language` from the files beside it.',
    "import type { LanguageData } from '../../engine/compile/language.ts';",
    '',
    `export const language = (): LanguageData => (${text});`,
    '',
  ].join('\n');
}

function filesOf(folder: string): readonly { readonly name: string; readonly value: unknown }[] {
  return globSync(`schemas/language/${folder}/*.yaml`)
    .toSorted()
    .map((file) => ({
      name: basename(file, '.yaml'),
      value: parse(readFileSync(file, 'utf8'), { merge: true }) as unknown,
    }));
}

function asRecord(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('a kind of wish is a map');
  return value;
}
