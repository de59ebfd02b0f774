import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EditTemplate } from '../../engine/compile/frames/frame-data.ts';
import { LANGUAGE } from '../../engine/compile/language.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import { compileLanguage } from '../../scripts/language/compile.ts';
import { index } from './host.ts';

test('the compiled language is what its files say', () => {
  expect(readFileSync('schemas/language/compiled.ts', 'utf8') === compileLanguage()).toBe(true);
});

test('every kind of wish says what it is about, and names options that some release has', () => {
  const edits = LANGUAGE.frames.flatMap(({ name, forms, settings = [] }) => [
    ...forms.flatMap(({ edits: list = [] }) => list.map((edit) => ({ name, names: namesOf(edit) }))),
    ...settings.map(({ options }) => ({ name, names: options })),
  ]);
  const unknown = edits.filter(({ names }) => !names.some(isDeclared));
  expect(LANGUAGE.frames.filter(({ wish }) => wish === '')).toEqual([]);
  expect(LANGUAGE.frames.length).toBeGreaterThan(25);
  expect(unknown).toEqual([]);
});

test('no word turns something both on and off', () => {
  const { on, off } = LANGUAGE.turning;
  const words = (text: string): readonly string[] => text.split(',').map((word) => word.trim());
  expect(words(on).filter((word) => words(off).includes(word))).toEqual([]);
});

function namesOf(edit: EditTemplate): readonly string[] {
  const names = edit.set ?? edit.add ?? edit.remove ?? edit.change ?? edit.put ?? [];
  return typeof names === 'string' ? [names] : names;
}

function isDeclared(name: string): boolean {
  return (
    index.find(splitOptionPath(name.replaceAll(/\$\w+/gu, 'x'))) !== undefined ||
    name.startsWith('nixpkgs.config.')
  );
}
