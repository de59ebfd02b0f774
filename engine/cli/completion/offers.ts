import type { ProgramFacts, CommandFacts, FlagFacts } from '../../report/help/facts.ts';
import { visibleFlags } from '../../report/help/facts.ts';
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
  if (place.kind === 'value') return valueOffers(place.flag, place, current, known);
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
  | ({ readonly kind: 'value'; readonly flag: string; readonly facts: FlagFacts } & CommandPlace)
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'none'; readonly words: readonly string[] };

/** Where in the grammar of the program the cursor stands. */
function placeOf(typed: readonly string[], program: ProgramFacts): Place {
  const [first = '', second] = typed.filter((word) => !word.startsWith('-'));
  const command =
    program.commands.find(({ name }) => name === `${first} ${second ?? ''}`) ??
    program.commands.find(({ name }) => name === first);
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
    : { kind: 'value', flag: open[0], facts: open[1], command, given };
}

/** The flag that a word is, where its value comes next. */
function valued(word: string | undefined, { flags }: CommandFacts): readonly [string, FlagFacts] | undefined {
  if (word === undefined || !word.startsWith('-')) return undefined;
  return Object.entries(flags).find(
    ([name, { type, char }]) => type === 'option' && (word === `--${name}` || word === `-${char ?? ''}`),
  );
}

/** Arguments and flags by what they name; what is not here is free text. */
const FILES: ReadonlySet<string> = new Set(['file', 'list', 'key', 'checkpoint', 'output']);
const DIRECTORIES: ReadonlySet<string> = new Set(['dir', 'host']);

async function valueOffers(
  flag: string,
  { facts, given }: Extract<Place, { kind: 'value' }>,
  current: string,
  known: Known,
): Promise<Offers> {
  if (facts.options !== undefined)
    return words(
      facts.options.map((word) => ({ word })),
      current,
    );
  if (flag === 'param') return words(await parameterOffers(given[0], current, known), current);
  return named(flag, current, known);
}

async function argumentOffers(
  { command, given }: CommandPlace,
  current: string,
  known: Known,
): Promise<Offers> {
  const names = Object.keys(command.args);
  const name = names[given.length] ?? (command.strict ? undefined : names.at(-1));
  if (name === 'sentence') return sentenceOffers([...given, current].join(' '), current, known);
  return name === undefined ? words([], current) : named(name, current, known);
}

async function named(what: string, current: string, known: Known): Promise<Offers> {
  if (FILES.has(what)) return { kind: 'files' };
  if (DIRECTORIES.has(what)) return { kind: 'directories' };
  if (what === 'code') return words(known.codes(), current);
  const list = await namesOf(what, known);
  if (list !== undefined) {
    const found = words(
      list.map((word) => ({ word })),
      current,
    );
    // A runbook may also be a file.
    const file = what === 'runbook' && (/^[./~]/u.test(current) || found.offers.length === 0);
    return file ? { kind: 'files' } : found;
  }
  if (what === 'option' || what === 'old') {
    const [offered] = completeLine(`:options ${current}`, await known.names());
    return words(
      offered.map((word) => ({ word: word.trimEnd() })),
      current,
    );
  }
  return words([], current);
}

async function namesOf(what: string, known: Known): Promise<readonly string[] | undefined> {
  if (what === 'runbook') return (await known.names()).runbooks;
  if (what === 'run') return (await known.names()).runs;
  if (what === 'provider' || what === 'name') return (await known.names()).providers;
  return undefined;
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
  const help = { word: '--help', meaning: 'Examples, usage, what each word means.' };
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

function described(word: string, meaning: string | undefined): Offer {
  return meaning === undefined ? { word } : { word, meaning };
}
