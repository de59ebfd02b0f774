import { nearestWords } from '../../nix/spelling.ts';
import type { ArgumentFacts, CommandFacts, FlagFacts } from '../../report/help/facts.ts';

/** Flags as they were typed: whether a boolean was said or negated, and the values of the others. */
export type ReadFlags = ReadonlyMap<string, boolean | readonly string[]>;

/** Everything that is wrong with the values of flags and with their being together. */
export function checkFlags(declared: CommandFacts['flags'], given: ReadFlags): readonly string[] {
  return Object.entries(declared).flatMap(([name, facts]) => {
    const value = given.get(name);
    if (value === undefined) return facts.required === true ? [`--${name} is missing`] : [];
    const values = typeof value === 'boolean' ? [] : value;
    return [
      ...values.flatMap((one) => checkValue(name, facts, one)),
      ...(facts.dependsOn ?? [])
        .filter((other) => !given.has(other))
        .map((other) => `--${name} needs --${other} beside it`),
      ...(facts.exclusive ?? [])
        .filter((other) => given.has(other))
        .map((other) => `--${name} and --${other} exclude each other`),
    ];
  });
}

function checkValue(name: string, { type, options, min, max }: FlagFacts, value: string): readonly string[] {
  if (options !== undefined && !options.includes(value))
    return [`--${name} is one of ${options.join(', ')}; got '${value}'`];
  if (type !== 'integer') return [];
  if (!/^[+-]?\d{1,15}$/u.test(value)) return [`--${name} is a whole number; got '${value}'`];
  const least =
    min !== undefined && Number(value) < min ? [`--${name} is at least ${min}; got ${value}`] : [];
  return max !== undefined && Number(value) > max ? [`--${name} is at most ${max}; got ${value}`] : least;
}

/** What is missing of the arguments, too much, or none of their values. */
export function checkArguments(declared: CommandFacts['args'], words: readonly string[]): readonly string[] {
  const all = Object.entries(declared);
  const takesAll = all.at(-1)?.[1].multiple === true;
  return [
    ...all.flatMap(([name, facts], at) => checkArgument(name, facts, words[at])),
    ...(takesAll ? [] : words.slice(all.length).map((word) => `'${word}' is one argument too many`)),
  ];
}

function checkArgument(
  name: string,
  { required, options, description = '' }: ArgumentFacts,
  word: string | undefined,
): readonly string[] {
  if (word === undefined)
    return required === true ? [`${name.toUpperCase()} is missing: ${description}`] : [];
  if (options === undefined || options.includes(word)) return [];
  return [`${name.toUpperCase()} is one of ${options.join(', ')}; got '${word}'`];
}

/** Whether a word is a flag of the command, and so no value of another. */
export function isFlagOf(word: string, declared: CommandFacts['flags']): boolean {
  return Object.entries(declared).some(
    ([name, { char }]) => word === `--${name}` || (char !== undefined && word === `-${char}`),
  );
}

/** That there is no such flag, and which one is nearest. */
export function unknownFlag(typed: string, declared: CommandFacts['flags']): string {
  const names = Object.entries(declared)
    .filter(([, { hidden }]) => hidden !== true)
    .map(([name]) => `--${name}`);
  const [nearest] = nearestWords(typed, names, 1);
  return `there is no flag '${typed}'${nearest === undefined ? '' : `; did you mean '${nearest}'?`}`;
}
