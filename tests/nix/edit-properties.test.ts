import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { readDefinitions } from '../../engine/nix/modules/read.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import { config, filesAfter, set, unset } from './support/apply.ts';
import type { GeneratedModule } from './support/generate-module.ts';
import { generatedModule } from './support/generate-module.ts';

const option = fc
  .array(fc.constantFrom('alpha', 'beta', 'gamma', 'new', 'empty', '"x y"', 'system'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((names) => names.join('.'));

/** The module's own options, with their values as the text says them. */
function valuesOf(files: ConfigFiles, module: GeneratedModule): Map<string, unknown> {
  const names = [...module.options.keys()];
  return new Map(
    names.map((name) => [name, readDefinitions(files, splitOptionPath(name)).map(({ value }) => value)]),
  );
}

function isFree(module: GeneratedModule, name: string): boolean {
  const clashes = (other: string): boolean =>
    `${other}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${other}.`);
  if (module.empties.some((empty) => `${empty}.`.startsWith(`${name}.`))) return false;
  return !clashes('system.stateVersion') && ![...module.options.keys()].some(clashes);
}

describe('edits of generated modules', () => {
  test('the generated options are what reading the module finds', () => {
    fc.assert(
      fc.property(generatedModule, (module) => {
        const expected = [...module.options].map(([name, value]) => [name, [{ kind: 'literal', value }]]);
        expect([...valuesOf(config(module.text), module)]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('a set and an unset of a new option give the original bytes', () => {
    fc.assert(
      fc.property(generatedModule, option, fc.constantFrom('\n', '\r\n'), (module, name, newline) => {
        fc.pre(isFree(module, name));
        const before = config(module.text.replaceAll('\n', newline));
        const between = filesAfter(before, set(name, 7));
        expect(filesAfter({ ...before, files: between }, unset(name))).toEqual(before.files);
      }),
      { numRuns: 1500 },
    );
  });

  test('a set option has the value, the others keep theirs, and setting it again changes nothing', () => {
    fc.assert(
      fc.property(generatedModule, option, fc.string({ unit: 'grapheme' }), (module, name, value) => {
        fc.pre(isFree(module, name));
        const before = config(module.text);
        const after = { ...before, files: filesAfter(before, set(name, value)) };
        expect(readDefinitions(after, splitOptionPath(name)).map((found) => found.value)).toEqual([
          { kind: 'literal', value },
        ]);
        expect(valuesOf(after, module)).toEqual(valuesOf(before, module));
        expect(filesAfter(after, set(name, value))).toEqual(after.files);
      }),
      { numRuns: 1000 },
    );
  });

  test('changing an option that is there touches one line', () => {
    fc.assert(
      fc.property(generatedModule, fc.nat(), (module, index) => {
        const names = [...module.options.keys()];
        const name = names[index % names.length];
        fc.pre(name !== undefined);
        if (name === undefined) return;
        const before = module.text.split('\n');
        const after =
          filesAfter(config(module.text), set(name, 999)).get('configuration.nix')?.split('\n') ?? [];
        expect(after).toHaveLength(before.length);
        expect(after.filter((line, at) => line !== before[at])).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test('taking an option out leaves the others and every comment of theirs', () => {
    fc.assert(
      fc.property(generatedModule, fc.nat(), (module, index) => {
        const names = [...module.options.keys()];
        const name = names[index % names.length];
        fc.pre(name !== undefined);
        if (name === undefined) return;
        const before = config(module.text);
        const after = { ...before, files: filesAfter(before, unset(name)) };
        const kept = new Map([...valuesOf(before, module)].filter(([other]) => other !== name));
        kept.set(name, []);
        expect(valuesOf(after, module)).toEqual(
          new Map([...module.options.keys()].map((each) => [each, kept.get(each)])),
        );
        expect(filesAfter(after, unset(name))).toEqual(after.files);
      }),
      { numRuns: 500 },
    );
  });

  test('a refused edit changes nothing, whatever came before it', () => {
    const before = config('{ lib, ... }: {\n  a = 1;\n  b = lib.mkIf true 2;\n}\n');
    const result = applyEdits(before, [set('a', 2), set('b', 3)]);
    expect(result.ok).toBe(false);
    expect(result.value).toBeUndefined();
    expect(before.files.get('configuration.nix')).toContain('a = 1;');
  });
});
