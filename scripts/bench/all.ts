import { change } from './change.ts';
import { checker } from './checker.ts';
import { journal } from './journal.ts';
import type { Benchmark } from './measure.ts';
import { nixpkgs } from './nixpkgs.ts';
import { options } from './options.ts';
import { parser } from './parser.ts';
import { preview } from './preview.ts';
import { start } from './start.ts';

export const benchmarks: readonly Benchmark[] = [
  start,
  preview,
  checker,
  parser,
  options,
  journal,
  change,
  nixpkgs,
];
