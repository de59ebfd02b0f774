/**
 * The whole number that a word or digits stand for.
 *
 * @example
 * readNumber('eighty') // 80
 */
export function readNumber(word: string): number | undefined {
  if (/^\d{1,15}$/u.test(word)) return Number(word);
  const [tens = '', unit, ...more] = word.split('-');
  const first = Object.hasOwn(NUMBERS, tens) ? NUMBERS[tens] : undefined;
  if (first === undefined || unit === undefined) return first;
  const second = Object.hasOwn(NUMBERS, unit) ? NUMBERS[unit] : undefined;
  const joins = first >= 20 && first < 100 && second !== undefined && second > 0 && second < 10;
  return joins && more.length === 0 ? first + second : undefined;
}

const NUMBERS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
};
