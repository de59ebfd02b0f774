import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../engine/model/finding.ts';
import type { Edit, NixValue, OptionPath } from '../../engine/model/options/value.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { renameOption } from '../../engine/nix/edits/rename.ts';
import { config, pkg } from './support/apply.ts';
import { definitionTexts, isRelated } from './support/definitions-text.ts';
import { generatedModule } from './support/generate-module.ts';

type Change = Edit | { readonly op: 'rename'; readonly path: OptionPath; readonly to: OptionPath };

const names = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'x y', 'with-dash', 'new', 'empty');
const files = globSync(['tests/data/requests/*.nix', 'tests/data/nix/shapes/*/before.nix']).sort();
const known = files
  .flatMap((file) => definitionTexts(readFileSync(file, 'utf8')).map((found) => withoutBase(found.path)))
  .filter(([first]) => first !== undefined && first !== 'options');
const path = fc.oneof(
  { weight: 3, arbitrary: fc.array(names, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(...known) },
);
const value: fc.Arbitrary<NixValue> = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(null, pkg('htop'), pkg('git'), ['a', 1], "it's\n  ''${x}\n"),
  fc.dictionary(names, fc.nat(9), { maxKeys: 3 }).map((entries) => ({ type: 'attrs' as const, entries })),
);
const items = fc.array(value, { minLength: 1, maxLength: 3 });
/** Up to eight changes, of any options, of those that the text defines, and of some beside them. */
function changesOf(text: string): fc.Arbitrary<readonly Change[]> {
  const own = definitionTexts(text).flatMap((found) => {
    const of = withoutBase(found.path);
    return of.length === 0 || of[0] === 'options' ? [] : [of];
  });
  if (own.length === 0) return fc.array(changeOf(path), { minLength: 1, maxLength: 8 });
  const mine = fc.constantFrom(...own);
  const beside = fc.tuple(mine, names).map(([of, last]) => [...of.slice(0, -1), last]);
  const paths = fc.oneof(path, { weight: 2, arbitrary: mine }, beside);
  return fc.array(changeOf(paths), { minLength: 1, maxLength: 8 });
}

function changeOf(paths: fc.Arbitrary<OptionPath>): fc.Arbitrary<Change> {
  return fc.oneof(
    fc.record({ op: fc.constant('set' as const), path: paths, value }),
    fc.record({ op: fc.constant('unset' as const), path: paths }),
    fc.record({ op: fc.constantFrom('add' as const, 'remove' as const), path: paths, items }),
    fc.record({ op: fc.constant('rename' as const), path: paths, to: paths }),
  );
}

function apply(text: string, edit: Change): string | undefined {
  const result = filesAfter(text, edit);
  return result.ok ? (result.value.get('configuration.nix') ?? text) : undefined;
}

function filesAfter(text: string, edit: Change): Result<ReadonlyMap<string, string>> {
  if (edit.op === 'rename') return renameOption(config(text), edit.path, edit.to);
  const result = applyEdits(config(text), [edit]);
  return result.ok ? { ...result, value: result.value.files } : result;
}

/** Definitions that the change is not about; what reads a renamed option changes with it. */
function others(text: string, edit: Change): readonly string[] {
  const about = edit.op === 'rename' ? [edit.path, edit.to] : [edit.path];
  return (
    definitionTexts(text)
      .filter((definition) => !about.some((each) => isRelated(withoutBase(definition.path), each)))
      // A set among the imports is a module, and what the change is about may stand there.
      .filter(({ path: defined, text: source }) => defined[0] !== 'imports' || !source.includes('{'))
      .map((definition) => definition.text)
      .filter((source) => edit.op !== 'rename' || !source.includes('config'))
  );
}

function withoutBase(of: OptionPath): OptionPath {
  return of[0] === 'config' ? of.slice(1) : of;
}

/** Makes the changes one after the other; gives how many were made, not refused. */
function checkSequence(start: string, changes: readonly Change[]): number {
  let text = start;
  let made = 0;
  for (const edit of changes) {
    const after = apply(text, edit);
    if (after === undefined) continue;
    expect(others(after, edit)).toEqual(others(text, edit));
    expect(apply(after, edit) ?? after).toBe(after);
    if (after !== text) made += 1;
    text = after;
  }
  return made;
}

const generated = generatedModule.map(({ text }) => text);
const written = fc.constantFrom(...files.map((name) => readFileSync(name, 'utf8')));

describe('any sequence of edits', () => {
  test.each([
    ['a generated module', generated],
    ['a file as people write them', written],
  ])('of %s: it parses, what is not about them is the same bytes, each is idempotent', (_what, texts) => {
    let made = 0;
    const cases = texts.chain((text) => fc.tuple(fc.constant(text), changesOf(text)));
    fc.assert(
      fc.property(cases, ([text, sequence]) => {
        made += checkSequence(text, sequence);
      }),
      { numRuns: 600 },
    );
    expect(made).toBeGreaterThan(500);
  });
});
