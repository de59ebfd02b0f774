import { readFileSync } from 'node:fs';
import type { OptionIndex } from '../../engine/model/options/option-index.ts';
import { buildOptionIndex } from '../../engine/nix/options/build-index.ts';
import { parseOptionList, parsePackageList } from '../../engine/nix/options/list.ts';
import { valueOf } from '../runbook/runbooks.ts';

const read = (file: string): string => readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8');

export const options = valueOf(parseOptionList(read('nixos-20.09-options.jsonl')));
export const packages = valueOf(parsePackageList(read('nixos-20.09-packages.jsonl')));

/** The options and packages of real NixOS 20.09. */
export const nixos: OptionIndex = buildOptionIndex(options, packages);
