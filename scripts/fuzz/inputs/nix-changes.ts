import * as fc from 'fast-check';
import { isEdit, isTexts } from '../../../engine/model/events/plan-shapes.ts';
import type { Edit, NixValue, OptionPath } from '../../../engine/model/options/value.ts';

/** A change of an option, as `nixos-ai edit` makes them. */
export type Change = Edit | { readonly op: 'rename'; readonly path: OptionPath; readonly to: OptionPath };

const names = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      'services',
      'nginx',
      'enable',
      'users',
      'alice',
      'extraGroups',
      'environment',
      'systemPackages',
      'networking',
      'hostName',
      'firewall',
      'allowedTCPPorts',
      'x y',
      'imports',
      'alpha',
      'beta',
      'config',
      'options',
      'with-dash',
      "c'",
      '',
      '${a}',
      '"',
      '1',
      'if',
      '__proto__',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const path = fc.array(names, { minLength: 0, maxLength: 5 });
const scalar: fc.Arbitrary<NixValue> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    "it's\n  ''${x}\n",
    '${',
    "''",
    '\\',
    '"',
    '\r\n',
    null,
    true,
    1e300,
    -0.5,
    Number.MAX_SAFE_INTEGER,
  ),
  fc.integer(),
  path.map((of): NixValue => ({ type: 'pkgs', path: of })),
  fc
    .constantFrom('./a.nix', '/etc/x y', '../..', '', '/')
    .map((of): NixValue => ({ type: 'path', path: of })),
);
const { value } = fc.letrec<{ value: NixValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .dictionary(names, tie('value'), { maxKeys: 3 })
      .map((entries) => ({ type: 'attrs' as const, entries })),
  ),
}));
/** Values in one another, with something at the bottom that fits on no line. */
const deepValue: fc.Arbitrary<NixValue> = fc
  .tuple(fc.constantFrom(5, 30, 400), fc.string({ minLength: 0, maxLength: 120 }), fc.boolean())
  .map(([depth, text, asList]) =>
    Array.from({ length: depth }).reduce<NixValue>(
      (inner, _, at) => (asList || at % 2 === 0 ? [inner] : { type: 'attrs', entries: { a: inner } }),
      text,
    ),
  );
const items = fc.array(value, { minLength: 0, maxLength: 3 });

/** A few changes, one after the other, as one piece of an input. */
export const changes: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ op: fc.constant('set'), path, value }) },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('set'), path, value: deepValue }) },
      { weight: 3, arbitrary: fc.record({ op: fc.constant('unset'), path }) },
      { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('add', 'remove'), path, items }) },
      { weight: 3, arbitrary: fc.record({ op: fc.constant('rename'), path, to: path }) },
    ),
    { maxLength: 4 },
  )
  .map((list) => JSON.stringify(list));

/** The changes in a piece of an input; what is not one is left out. */
export function readChanges(piece: string): readonly Change[] {
  const list: unknown = JSON.parse(piece);
  return Array.isArray(list) ? list.flatMap((one: unknown) => readChange(one) ?? []) : [];
}

function readChange(value: unknown): Change | undefined {
  if (isEdit(value)) return value;
  if (typeof value !== 'object' || value === null || !('op' in value) || value.op !== 'rename')
    return undefined;
  if (!('path' in value) || !('to' in value) || !isTexts(value.path) || !isTexts(value.to)) return undefined;
  return { op: 'rename', path: value.path, to: value.to };
}
