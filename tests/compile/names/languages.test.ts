import { expect, test } from 'vitest';
import { localesNamed } from '../../../engine/compile/names/languages.ts';
import { layoutNamed } from '../../../engine/compile/names/regions.ts';

test.each([
  ['Brazilian Portuguese', ['pt_BR']],
  ['canadian french', ['fr_CA']],
  ['uk english', ['en_GB']],
  ['danish', ['da_DK']],
  ['german', ['de_DE']],
  ['klingon', []],
])("'%s' names the locale %s", (text, locales) => {
  expect(localesNamed(text)).toEqual(locales);
});

test.each([
  ['uk english', 'gb'],
  ['french', 'fr'],
  ['swiss german', undefined],
  ['mars', undefined],
])("a '%s' keyboard is %s", (text, code) => {
  expect(layoutNamed(text)).toBe(code);
});
