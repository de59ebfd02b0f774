import { assertNever } from '../../model/outcome.ts';
import {
  visibleFlags,
  type CommandFacts,
  type FlagFacts,
  type ProgramFacts,
} from '../../report/help/facts.ts';
import { findCommand } from '../command-line/arguments.ts';
import { completeLine, type Names } from '../interactive/complete.ts';
import type { SplitLine } from './split.ts';

/** What may stand where the cursor is, and what it means. */
export interface Offer {
  readonly word: string;
  readonly meaning?: string;
}

/** Offers, or that the shell is to offer files or directories itself. */
export type Offers =
  | { readonly kind: 'words'; readonly offers: readonly Offer[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'directories' };

/** A parameter of a runbook, as far as its values can be told. */
export interface ParameterFacts {
  readonly name: string;
  readonly description?: string;
  readonly values: readonly string[];
}

/** What only the host knows; asked for when it is needed, since reading it takes time. */
export interface Known {
  readonly names: () => Promise<Names>;
  readonly parameters: (runbook: string) => Promise<readonly ParameterFacts[]>;
  readonly codes: () => readonly Offer[];
}

/**
 * What may be typed at the end of a command line.
 *
 * @example
 * await offersFor(splitLine('nixos-ai runbook v'), program, known)
 * // { kind: 'words', offers: [{ word: 'validate', meaning: 'Check runbooks without a host: …' }] }
 */
export async function offersFor(
  { before, current }: SplitLine,
  program: ProgramFacts,
  known: Known,
): Promise<Offers> {
  const typed = before.slice(1);
  const place = placeOf(typed, program);
  if (place.kind === 'value') return valueOffers(place.facts, place.given, current, known);
  if (current.startsWith('-')) return words(flagOffers(place, typed), current);
  if (place.kind === 'command') return argumentOffers(place, current, known);
  if (place.kind === 'topic') return words(belowOffers(place.topic, program), current);
  const line = [...place.words, current].join(' ');
  const first = place.words.length === 0 && !/\s/u.test(current) ? firstOffers(program) : [];
  const matching = first.filter(({ word }) => word.startsWith(current));
  return matching.length > 0 ? { kind: 'words', offers: matching } : sentenceOffers(line, current, known);
}

interface CommandPlace {
  readonly command: CommandFacts;
  /** Arguments so far. */
  readonly given: readonly string[];
}

type Place =
  | ({ readonly kind: 'command' } & CommandPlace)
  | ({ readonly kind: 'value'; readonly facts: FlagFacts } & CommandPlace)
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'none'; readonly words: readonly string[] };

/** Where in the grammar of the program the cursor stands. */
function placeOf(typed: readonly string[], program: ProgramFacts): Place {
  const named = typed.filter((word) => !word.startsWith('-'));
  const [first = ''] = named;
  const command = findCommand(named, program.commands)?.command;
  if (command === undefined) {
    const topic = program.commands.some(({ name }) => name.startsWith(`${first} `));
    return first !== '' && topic ? { kind: 'topic', topic: first } : { kind: 'none', words: typed };
  }
  const rest = typed.slice(typed.indexOf(command.name.split(' ').at(-1) ?? '') + 1);
  const given = rest.filter(
    (word, at) => !word.startsWith('-') && valued(rest[at - 1], command) === undefined,
  );
  const open = valued(typed.at(-1), command);
  return open === undefined
    ? { kind: 'command', command, given }
    : { kind: 'value', facts: open, command, given };
}

/** The flag that a word is, where its value comes next. */
function valued(word: string | undefined, { flags }: CommandFacts): FlagFacts | undefined {
  if (word === undefined || !word.startsWith('-')) return undefined;
  return Object.entries(flags).find(
    ([name, { type, char }]) => type !== 'boolean' && (word === `--${name}` || word === `-${char ?? ''}`),
  )?.[1];
}

async function argumentOffers(
  { command, given }: CommandPlace,
  current: string,
  known: Known,
): Promise<Offers> {
  const all = Object.values(command.args);
  const last = all.at(-1);
  const facts = all[given.length] ?? (last?.multiple === true ? last : undefined);
  return facts === undefined ? words([], current) : valueOffers(facts, given, current, known);
}

/** The values that an argument or a flag may have. */
async function valueOffers(
  { options, completes }: Pick<FlagFacts, 'options' | 'completes'>,
  given: readonly string[],
  current: string,
  known: Known,
): Promise<Offers> {
  if (options !== undefined) return wordsOf(options, current);
  switch (completes) {
    case undefined:
      return words([], current);
    case 'files':
    case 'directories':
      return { kind: completes };
    case 'codes':
      return words(known.codes(), current);
    case 'options':
      return wordsOf(completeLine(`:options ${current}`, await known.names())[0], current);
    case 'parameters':
      return words(await parameterOffers(given[0], current, known), current);
    case 'providers':
      return wordsOf((await known.names()).providers, current);
    case 'runs':
      return wordsOf((await known.names()).runs, current);
    case 'runbooks':
      return runbookOffers(current, known);
    case 'sentence':
      return sentenceOffers([...given, current].join(' '), current, known);
    default:
      return assertNever(completes);
  }
}

/** A runbook may also be a file. */
async function runbookOffers(current: string, known: Known): Promise<Offers> {
  const found = wordsOf((await known.names()).runbooks, current);
  return /^[./~]/u.test(current) || found.offers.length === 0 ? { kind: 'files' } : found;
}

/** `user=`, and behind it the values that there are. */
async function parameterOffers(
  runbook: string | undefined,
  current: string,
  known: Known,
): Promise<readonly Offer[]> {
  if (runbook === undefined) return [];
  const parameters = await known.parameters(runbook);
  const name = /^([^=]+)=/u.exec(current)?.[1];
  if (name === undefined)
    return parameters.map(({ name: word, description }) => described(`${word}=`, description));
  const values = parameters.find((one) => one.name === name)?.values ?? [];
  return values.map((value) => ({ word: `${name}=${value}` }));
}

/** The next word of a sentence; the word at the cursor may hold several, where it is quoted. */
async function sentenceOffers(line: string, current: string, known: Known): Promise<Offers> {
  const [offered, last] = completeLine(line, await known.names());
  const lead = current.slice(0, current.length - last.length);
  return { kind: 'words', offers: offered.map((word) => ({ word: `${lead}${word.trimEnd()}` })) };
}

/** Flags of the command that are not yet given, or may be again. */
function flagOffers(place: Exclude<Place, { kind: 'value' }>, typed: readonly string[]): readonly Offer[] {
  const help = { word: '--help', meaning: 'Examples, usage and all flags.' };
  if (place.kind !== 'command') return [help, { word: '--version', meaning: 'The version.' }];
  const offers = visibleFlags(place.command.flags)
    .filter(([name, { multiple }]) => multiple === true || !typed.includes(`--${name}`))
    .map(([name, { description }]) => described(`--${name}`, description));
  return [...offers, help];
}

function firstOffers({ commands, topics }: ProgramFacts): readonly Offer[] {
  const alone = commands.filter(({ name }) => !name.includes(' '));
  const found = new Map([
    ...alone.map(({ name, summary }) => [name, described(name, summary)] as const),
    ...Object.entries(topics)
      .filter(([topic]) => commands.some(({ name }) => name.startsWith(`${topic} `)))
      .map(([topic, meaning]) => [topic, described(topic, meaning)] as const),
  ]);
  return [...found.values()].sort((a, b) => a.word.localeCompare(b.word, 'en'));
}

function belowOffers(topic: string, { commands }: ProgramFacts): readonly Offer[] {
  return commands
    .filter(({ name }) => name.startsWith(`${topic} `))
    .map(({ name, summary }) => described(name.slice(topic.length + 1), summary));
}

function words(offers: readonly Offer[], current: string): Extract<Offers, { kind: 'words' }> {
  return { kind: 'words', offers: offers.filter(({ word }) => word.startsWith(current)) };
}

function wordsOf(list: readonly string[], current: string): Extract<Offers, { kind: 'words' }> {
  return words(
    list.map((word) => ({ word: word.trimEnd() })),
    current,
  );
}

function described(word: string, meaning: string | undefined): Offer {
  return meaning === undefined ? { word } : { word, meaning };
}
