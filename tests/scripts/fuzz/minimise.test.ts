import { expect, it } from 'vitest';
import { minimise } from '../../../scripts/fuzz/minimise.ts';

const never = (): boolean => false;

it.each([
  ['one character of a text', ['aaaa{aaaa'], (text: string) => text.includes('{'), ['{']],
  ['two that are far apart', ['a{aaaaaaaa}a'], (text: string) => /\{.*\}/u.test(text), ['{}']],
  ['a piece that does not matter', ['a{a', 'bbbb'], (text: string) => text.includes('{'), ['{', '']],
  ['nothing where all matters', ['{}'], (text: string) => text === '{}', ['{}']],
])('keeps what fails: %s', async (_title, input, fails, least) => {
  const tried = async (less: readonly string[]): Promise<boolean> => Promise.resolve(fails(less.join('')));
  expect(await minimise(input, tried, never)).toEqual(least);
});

it('gives what it has when the time is over', async () => {
  const input = ['aaaa{aaaa'];
  expect(
    await minimise(
      input,
      async () => Promise.resolve(true),
      () => true,
    ),
  ).toEqual(input);
});
