import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Result } from '../../engine/model/finding.ts';
import type { NixValue, OptionPath } from '../../engine/model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../../engine/model/options/value.ts';
import type { Edit } from '../../engine/model/options/value.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import { renameOption } from '../../engine/nix/edits/rename.ts';
import { config, pkg } from './support/apply.ts';
import type { GeneratedModule } from './support/generate-module.ts';
import { generatedModule } from './support/generate-module.ts';
import { evaluate } from './support/real-nix.ts';

/** Configurations in one call of Nix. */
const BATCH = 200;

const names = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'x y', 'with-dash', 'new', 'empty');
const path = fc.array(names, { minLength: 1, maxLength: 4 });
const text = fc
  .string({
    unit: fc.constantFrom('a', 'B', ' ', '\n', '"', "'", '$', '{', '}', '\\', '#', '\t', '\r', 'é', '😀'),
  })
  .filter((word) => !word.includes('\0'));
const scalar: fc.Arbitrary<NixValue> = fc.oneof(
  text,
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.constantFrom(null, 0.5, -2.25, pkg('htop'), pkg('gnome3.nautilus')),
);
const { value } = fc.letrec<{ value: NixValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .dictionary(
        fc.oneof(
          names,
          text.filter((name) => name !== ''),
        ),
        tie('value'),
        { maxKeys: 3 },
      )
      .map((entries) => ({
        type: 'attrs' as const,
        entries,
      })),
  ),
}));
const edit: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('set' as const), path, value }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('unset' as const), path }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('rename' as const), path, to: path }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('add' as const),
      path,
      items: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
  },
);

type Change = Edit | { readonly op: 'rename'; readonly path: OptionPath; readonly to: OptionPath };

/** A module that was edited: its text before and after. */
interface Case {
  readonly before: string;
  readonly after: string;
  readonly edit: Change;
}

/** The edits that are not refused. */
function applied(modules: readonly GeneratedModule[], edits: readonly Change[]): readonly Case[] {
  return modules.flatMap(({ text: before }, index) => {
    const made = edits[index];
    if (made === undefined) return [];
    const result = filesAfter(before, made);
    if (!result.ok) return [];
    return [{ before, after: result.value.get('configuration.nix') ?? before, edit: made }];
  });
}

function filesAfter(text: string, change: Change): Result<ReadonlyMap<string, string>> {
  if (change.op === 'rename') return renameOption(config(text), change.path, change.to);
  const result = applyEdits(config(text), [change]);
  return result.ok ? { ...result, value: result.value.files } : result;
}

/** Every module's whole configuration, evaluated in one call. */
function evaluateAll(modules: readonly string[]): readonly unknown[] {
  const files = new Map(modules.map((module, index) => [`${index}.nix`, module]));
  const result = evaluate(
    files,
    `map (file: let module = import file; in if builtins.isFunction module
       then module { config = { }; lib = { }; pkgs = { htop = "<htop>"; gnome3.nautilus = "<nautilus>"; }; }
       else module) [ ${[...files.keys()].map((file) => `./${file}`).join(' ')} ]`,
  );
  return Array.isArray(result) ? result : [];
}

function plain(of: NixValue): unknown {
  if (isPkgs(of)) return `<${of.path.at(-1) ?? ''}>`;
  if (isList(of)) return of.map(plain);
  if (isAttrs(of))
    return Object.fromEntries(Object.entries(of.entries).map(([name, inner]) => [name, plain(inner)]));
  return isPathLiteral(of) ? of.path : of;
}

type Table = Readonly<Record<string, unknown>>;

function isTable(of: unknown): of is Table {
  return typeof of === 'object' && of !== null && !Array.isArray(of);
}

/** What the configuration should be: this one with the edit made. */
function expected(before: unknown, { edit: made }: Case): unknown {
  if (made.op === 'set') return put(before, made.path, () => plain(made.value));
  if (made.op === 'rename') {
    const moved = at(before, made.path);
    if (moved === undefined) return before;
    return put(
      put(before, made.path, () => undefined),
      made.to,
      () => moved,
    );
  }
  if (made.op === 'unset') return put(before, made.path, () => undefined);
  const items = made.items.map(plain);
  return put(before, made.path, (there) => {
    const list = Array.isArray(there) ? [...there] : [];
    for (const item of items) if (!list.some((other) => same(other, item))) list.push(item);
    return list;
  });
}

function at(of: unknown, [name, ...rest]: OptionPath): unknown {
  if (name === undefined) return of;
  return isTable(of) && Object.hasOwn(of, name) ? at(of[name], rest) : undefined;
}

function put(of: unknown, [name, ...rest]: OptionPath, change: (there: unknown) => unknown): unknown {
  if (name === undefined) return change(of);
  const table = isTable(of) ? of : {};
  return { ...table, [name]: put(Object.hasOwn(table, name) ? table[name] : undefined, rest, change) };
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

/** In one order. */
function sorted(of: unknown): unknown {
  if (Array.isArray(of)) return of.map(sorted);
  if (!isTable(of)) return of;
  return Object.fromEntries(
    Object.entries(of)
      .map(([name, inner]) => [name, sorted(inner)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** Without what is empty: whether a set that lost its last option stays depends on the comments in it. */
function filled(of: unknown): unknown {
  if (!isTable(of)) return of;
  const entries = Object.entries(of)
    .map(([name, inner]) => [name, filled(inner)] as const)
    .filter(([, inner]) => inner !== undefined && !(isTable(inner) && Object.keys(inner).length === 0));
  return Object.fromEntries(entries);
}

test('Nix evaluates an edited configuration to the one before with that edit made', () => {
  for (let batch = 0; batch < 3; batch += 1) {
    // A batch costs two processes, so it is not shrunk: the seed finds its cases again.
    const seed = Math.floor(Math.random() * 2 ** 31);
    const cases = applied(
      fc.sample(generatedModule, { numRuns: BATCH, seed }),
      fc.sample(edit, { numRuns: BATCH, seed }),
    );
    expect(cases.length).toBeGreaterThan(100);
    const before = evaluateAll(cases.map((each) => each.before));
    const after = evaluateAll(cases.map((each) => each.after));
    const wrong = cases.filter(
      (each, index) => !same(filled(after[index]), filled(expected(before[index], each))),
    );
    expect(wrong.slice(0, 1), `seed ${seed}`).toEqual([]);
  }
});
