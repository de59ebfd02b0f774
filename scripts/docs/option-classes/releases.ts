import { readFileSync } from 'node:fs';
import type { OptionDeclaration } from '../../../engine/model/options/option.ts';
import type { Policy } from '../../../engine/model/policy.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { parseOptionList } from '../../../engine/nix/options/list.ts';
import { classifyOptions } from './classify.ts';
import { readOptionNames } from './read.ts';
import type { Release } from './render.ts';

const DATA = new URL('../../../tests/data/', import.meta.url);

/** The releases whose options are kept, each option classified by a policy; `wordsOf` tells a type in Nix's words. */
export function classifiedReleases(
  policy: Policy,
  hostile: readonly string[],
): readonly (Release & { readonly wordsOf: (name: string) => string })[] {
  return [
    classified('20.09', listed(text('nixos-20.09-options.jsonl')), policy, hostile),
    classified('26.05', readOptionNames(text('nixos-26.05-options.txt')), policy, hostile),
  ];
}

function classified(
  name: string,
  options: readonly OptionDeclaration[],
  policy: Policy,
  hostile: readonly string[],
): Release & { readonly wordsOf: (name: string) => string } {
  const words = new Map(options.map((option) => [option.name, option.type]));
  return {
    name,
    options: classifyOptions(policy, buildOptionIndex(options, []), hostile),
    wordsOf: (option) => words.get(option) ?? '',
  };
}

function listed(lines: string): readonly OptionDeclaration[] {
  const read = parseOptionList(lines);
  if (!read.ok) throw new Error(read.findings[0]?.message);
  return read.value;
}

function text(file: string): string {
  return readFileSync(new URL(file, DATA), 'utf8');
}
