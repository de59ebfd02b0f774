import { expect, test } from 'vitest';
import { addArgument, nameOfInput, removeArgument } from '../../../engine/nix/edits/flake-outputs.ts';
import { applySplices } from '../../../engine/nix/edits/splice.ts';
import { readModules } from '../../../engine/nix/modules/modules.ts';
import type { Module } from '../../../engine/nix/modules/survey.ts';

function moduleOf(outputs: string): Module {
  const files = new Map([['flake.nix', `{ outputs = ${outputs}; }\n`]]);
  const read = readModules({ entries: ['flake.nix'], files });
  const [module] = read.ok ? read.value : [];
  if (module === undefined) throw new Error('it is a module');
  return module;
}

/** The arguments of `outputs` after a change of them. */
function after(outputs: string, change: typeof addArgument, name: string, always?: boolean): string {
  const module = moduleOf(outputs);
  const splices = change(module, name, always);
  if (!splices.ok) return splices.findings.map(({ code }) => code).join();
  const text = applySplices(module.tree.text, splices.value);
  return /outputs = (.*); \}\n$/su.exec(text)?.[1] ?? text;
}

test.each([
  ['{ self }: { }', '{ self, disko }: { }', '{ self, disko }: { }'],
  ['{ self, ... }: { }', '{ self, ... }: { }', '{ self, disko, ... }: { }'],
  ['{ self, disko }: { }', '{ self, disko }: { }', '{ self, disko }: { }'],
  ['{ }: { }', '{ disko }: { }', '{ disko }: { }'],
  ['{ ... }: { }', '{ ... }: { }', '{ disko, ... }: { }'],
  ['inputs: { }', 'inputs: { }', 'inputs: { }'],
  ['inputs@{ self }: { }', 'inputs@{ self, disko }: { }', 'inputs@{ self, disko }: { }'],
])('%s takes one more input: where it must, %s, and always, %s', (outputs, must, always) => {
  expect(after(outputs, addArgument, 'disko')).toBe(must);
  expect(after(outputs, addArgument, 'disko', true)).toBe(always);
});

test.each([
  ['{ self, disko }: { }', 'disko'],
  ['{ self, ... }: { }', undefined],
  ['inputs: { }', 'inputs.disko'],
  ['inputs@{ self, ... }: { }', 'inputs.disko'],
  ['inputs@{ disko, ... }: { }', 'disko'],
  ['{ }', undefined],
])('%s speaks of an input as %s', (outputs, name) => {
  expect(nameOfInput(moduleOf(outputs), 'disko')).toBe(name);
});

test.each([
  ['{ self, disko }: { }', '{ self }: { }'],
  ['{ disko, self }: { }', '{ self }: { }'],
  ['{ disko }: { }', '{ }: { }'],
  ['{ self, disko, ... }: { }', '{ self, ... }: { }'],
  ['{ self, ... }: { }', '{ self, ... }: { }'],
  ['inputs: { }', 'inputs: { }'],
  ['{ self, disko }: { x = disko.y; }', 'NIX126'],
  ['inputs: { x = inputs.disko.y; }', 'NIX126'],
  ['inputs: { x = inputs.other.y; }', 'inputs: { x = inputs.other.y; }'],
  ['inputs: { inherit (inputs) disko; }', 'NIX126'],
  ['inputs: { inherit (inputs.disko) y; }', 'NIX126'],
  ['inputs: { inherit (inputs.other) disko; }', 'inputs: { inherit (inputs.other) disko; }'],
  ['inputs@{ self, disko }: { x = (inputs).disko; }', 'NIX126'],
  ['inputs: with inputs; { x = disko.y; }', 'NIX126'],
  ['{ self, disko }: { inherit disko; }', 'NIX126'],
  ['{ self, ... }: { x = self.inputs.disko.y; }', 'NIX126'],
  ['{ self, ... }: { x = self.disko.y; }', '{ self, ... }: { x = self.disko.y; }'],
])('%s without an input is %s', (outputs, wanted) => {
  expect(after(outputs, removeArgument, 'disko').replaceAll(/\s+/gu, ' ')).toBe(wanted);
});
