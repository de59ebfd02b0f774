import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { CommandFacts, FlagFacts } from '../../report/help/facts.ts';
import { spellFlag } from '../../report/help/facts.ts';
import { checkArguments, checkFlags, isFlagOf, unknownFlag, type ReadFlags } from './check-input.ts';
import type { InputOf } from './input.ts';

/** What a command line holds, or everything that is wrong with it. */
export type Reading<D extends CommandFacts> =
  | { readonly ok: true; readonly input: InputOf<D> }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads what stands behind a command, by its declaration.
 *
 * @example
 * readInput(ask, ['open', 'port', '80', '-y'])
 * // { ok: true, input: { args: { sentence: ['open', 'port', '80'] }, flags: { yes: true, json: false, … } } }
 */
export function readInput<D extends CommandFacts>(declaration: D, argv: readonly string[]): Reading<D> {
  const { flags, words, problems } = split(declaration.flags, argv);
  problems.push(...checkFlags(declaration.flags, flags), ...checkArguments(declaration.args, words));
  if (problems.length > 0) return { ok: false, problems };
  const input = {
    args: argumentValues(declaration.args, words),
    flags: flagValues(declaration.flags, flags),
  };
  // Each value was made as the declaration says a few lines below; that InputOf says the same of it is for the tests.
  return { ok: true, input: input as InputOf<D> };
}

interface Split {
  readonly flags: ReadFlags;
  readonly words: readonly string[];
  readonly problems: string[];
}

function split(declared: CommandFacts['flags'], argv: readonly string[]): Split {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionsOf(declared),
    // What is wrong is said in words of our own.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags = new Map<string, boolean | readonly string[]>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, value, rawName } = token;
    const negated = negatedBy(name, declared);
    const facts = declared[negated ?? name];
    if (facts === undefined) problems.push(unknownFlag(rawName, declared));
    else if (facts.type === 'boolean' && value !== undefined) problems.push(`${rawName} takes no value`);
    else if (facts.type === 'boolean') flags.set(negated ?? name, negated === undefined);
    else if (value === undefined || value === '' || isFlagOf(value, declared))
      problems.push(`${rawName} needs a value: ${spellFlag(name, facts)}`);
    else flags.set(name, [...(facts.multiple === true ? listOf(flags.get(name)) : []), value]);
  }
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  return { flags, words, problems };
}

/** The flags as `parseArgs` wants them. */
function optionsOf(flags: CommandFacts['flags']): ParseArgsOptionsConfig {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, { type, char }] of Object.entries(flags)) {
    options[name] = {
      type: type === 'boolean' ? 'boolean' : 'string',
      ...(char === undefined ? {} : { short: char }),
    };
  }
  return options;
}

/** `cache` of `no-cache`, where that may be said. */
function negatedBy(name: string, declared: CommandFacts['flags']): string | undefined {
  const positive = name.replace(/^no-/u, '');
  return declared[name] === undefined && declared[positive]?.allowNo === true ? positive : undefined;
}

function listOf(before: boolean | readonly string[] | undefined): readonly string[] {
  return Array.isArray(before) ? before : [];
}

function argumentValues(declared: CommandFacts['args'], words: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).map(([name, { multiple, default: standard }], at) => [
      name,
      multiple === true ? words.slice(at) : (words[at] ?? standard),
    ]),
  );
}

function flagValues(declared: CommandFacts['flags'], given: ReadFlags): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(declared).map(([name, facts]) => [name, flagValue(facts, given.get(name))]),
  );
}

function flagValue(
  { type, multiple, default: standard }: FlagFacts,
  given: boolean | readonly string[] | undefined,
): unknown {
  if (type === 'boolean') return given ?? standard ?? false;
  const values = listOf(given);
  if (multiple === true) return values.length > 0 ? values : (standard ?? []);
  const [value = standard] = values;
  return type === 'integer' && value !== undefined ? Number(value) : value;
}
