import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../lib/scope.ts';
import { fuzzModules, newTally } from './fuzz/run.ts';
import { skeletonOf } from './fuzz/skeleton.ts';
import { generatedModule } from './support/generate-module.ts';
import { Draw } from './truth/draw.ts';
import { generateCase } from './truth/generate-tree.ts';

const FILES = globSync(['tests/data/requests/*.nix', 'tests/data/nix/shapes/*/before.nix'])
  .sort()
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Modules as the search for untrue words draws them, and in mixed layouts. */
function drawn(seed: number, count: number): readonly { file: string; text: string }[] {
  const layouts = fc.sample(generatedModule, { seed, numRuns: count }).map(({ text }) => text);
  const others = Array.from(
    { length: count },
    (_, at) => generateCase(new Draw(seed + at)).tree['nixos/configuration.nix'] ?? '{ }',
  );
  return [...layouts, ...others].map((text, at) => ({ file: `drawn ${seed}/${at}`, text }));
}

test('any edit of a module does what it says and nothing else, as Nix evaluates the file', () => {
  const seed = Number(process.env['NIXOS_AI_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const tally = newTally();
  const edits = draws(4, 40);
  fuzzModules([...FILES, ...drawn(seed, draws(30, 150))], seed, edits, tally);
  expect(tally.wrong.slice(0, 1)).toEqual([]);
  const { done = 0 } = tally.words;
  expect(tally.modules).toBeGreaterThan(FILES.length);
  expect(done).toBeGreaterThan(tally.edits / 3);
}, 600_000);

test('what only a host could evaluate is a text in a skeleton, and all else is as it was', () => {
  const text = `# mine
{ config, lib, pkgs, user, ... }:
let name = config.a; in
{
  users.users.\${user} = lib.mkIf (name == "x") { uid = 1; }; # hers
  a = with pkgs; [ git (vim.override { }) /* x */ ] ++ map f [ 1 ];
}
`;
  expect(skeletonOf(text)).toEqual({
    text: `# mine
{ config, lib, pkgs, user, ... }:
let name = "opaque-1"; in
{
  users.users.\${user} = lib.mkIf true { uid = 1; }; # hers
  a = with pkgs; [ git ("opaque-2") /* x */ ] ++ "opaque-3";
}
`,
    packages: [['git']],
  });
});
