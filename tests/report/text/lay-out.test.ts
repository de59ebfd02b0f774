import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from '../../../engine/report/text/lay-out.ts';

const PATH = '/nix/store/ckwx7g6mf1x9qrg3rdy5arhfppspx0h9-nixos-system-host-25.11';

test.each([
  [
    'what continues a line stands below its last column',
    '✓ kernel   the one that runs',
    20,
    '✓ kernel   the one\n           that runs',
  ],
  [
    'a column far to the right is not kept',
    'a long name of a thing  and more of it',
    24,
    'a long name of a thing\n  and more of it',
  ],
  [
    'an added line of a file keeps its edge',
    '+  networking.hostName = "x";',
    24,
    '+  networking.hostName =\n   "x";',
  ],
  [
    'a store path that does not fit loses most of its hash',
    `✓ build  ${PATH} runs`,
    70,
    '✓ build  /nix/store/ckwx7g6…-nixos-system-host-25.11 runs',
  ],
  ['a store path that fits stays whole', `at ${PATH}`, 80, `at ${PATH}`],
  ['a short line stays as it is', 'as it is', 20, 'as it is'],
])('%s', (_title, text, columns, wanted) => {
  expect(layOut(text, { columns, plain: false })).toBe(wanted);
});

test('in a pipe nothing is broken or shortened', () => {
  const text = `${'word '.repeat(60)}${PATH}`;
  expect(layOut(text, { columns: undefined, plain: false })).toBe(text);
});

test.each([
  ['✓ plan  1 file', 'ok: plan  1 file'],
  ['✗ check  no answer', 'failed: check  no answer'],
  ['  → write it out', '  do: write it out'],
  ['    └─ hold → planned', '    then hold to planned'],
  ['  option  a.b: false → true', '  option  a.b: false to true'],
  ['run 1 · docker · /h', 'run 1, docker, /h'],
  ['+  # a ✓ of the user', '+  # a ✓ of the user'],
])('plainly %j is said as %j', (text, wanted) => {
  expect(layOut(text, { columns: undefined, plain: true })).toBe(wanted);
});

test('laying out loses no word but the hashes of store paths, and adds none', () => {
  const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');
  fc.assert(
    fc.property(
      // Of its own size a text is too short to be laid out.
      fc.array(fc.stringMatching(/^[ -~]{0,120}$/u, { size: 'max' }), { maxLength: 6 }),
      fc.integer({ min: 20, max: 140 }),
      (lines, columns) => {
        const text = lines.join('\n');
        expect(words(layOut(text, { columns, plain: false }))).toEqual(words(text));
      },
    ),
  );
});
