import type { Input } from './target.ts';

/**
 * The same failure with less: each piece loses what it can, halves first, then less and less.
 *
 * @param fails - Whether an input fails for the same reason.
 * @param isOver - Whether there is no time left; then what was found until now is given.
 */
export async function minimise(
  input: Input,
  fails: (input: Input) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Input> {
  let now = input;
  for (let index = 0; index < input.length; index += 1) now = await shorten(now, index, fails, isOver);
  return now;
}

async function shorten(
  input: Input,
  index: number,
  fails: (input: Input) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Input> {
  let text = input[index] ?? '';
  const withText = (other: string): Input => input.with(index, other);
  for (let size = text.length; size >= 1 && !isOver(); size = Math.floor(size / 2)) {
    for (let at = 0; at < text.length && !isOver();) {
      const less = text.slice(0, at) + text.slice(at + size);
      if (await fails(withText(less))) text = less;
      else at += size;
    }
  }
  return withText(text);
}
