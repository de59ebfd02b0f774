import type { OptionIndex } from '../model/options/option-index.ts';
import type { PlannerFacts } from '../model/proposal.ts';
import { combineReadings, completeChange } from './combine.ts';
import { type Clause, splitClauses, verbLength } from './grammar/clauses.ts';
import type { ClauseReading, Context } from './context.ts';
import { moduleNames } from './names/module-names.ts';
import { mendVerbs, withoutGerunds } from './grammar/mend-words.ts';
import { correctVerb, isKnown, notUnderstood } from './not-understood.ts';
import { readClause } from './grammar/read-clause.ts';
import { isTurnedOff } from './compose/polarity.ts';
import { withoutPleas } from './compose/pleas.ts';
import { type ComposedRequest, composeRequest, joinRestrictions } from './compose/request.ts';
import { checkSafety, MAX_REQUEST } from './safety.ts';
import { buildTokens, cleanSentence, type WordToken } from './grammar/tokens.ts';
import {
  askQuestion,
  type AskReading,
  refuseRequest,
  type RefuseReading,
  type Understanding,
} from './understanding.ts';

/**
 * What a sentence means on the host that the index and the facts describe. Every word must be understood; what has two
 * readings is asked, never guessed.
 *
 * @example
 * understand('enable docker and open port 80', index, facts)
 * // { kind: 'change', edits: [virtualisation.docker.enable = true, allowedTCPPorts += 80], checks: […] }
 */
export function understand(sentence: string, index: OptionIndex, facts: PlannerFacts): Understanding {
  const understood = understandOnce(sentence, index, facts);
  return understood.kind === 'ask' ? withReadableChoices(understood, index, facts) : understood;
}

function understandOnce(sentence: string, index: OptionIndex, facts: PlannerFacts): Understanding {
  if (sentence.length > MAX_REQUEST) {
    return refuseRequest(
      'invalid',
      `the request is ${sentence.length} characters long; the limit is ${MAX_REQUEST}`,
    );
  }
  const cleaned = calm(cleanSentence(sentence));
  const unsafe = checkSafety(cleaned);
  if (unsafe !== undefined) {
    return unsafe;
  }
  const said = withoutGerunds(buildTokens(cleaned));
  const tokens = withoutPleas(said);
  if (tokens.length === 0 && said.length > 0)
    return refuseRequest('not-configuration', 'this is not something a NixOS configuration can do');
  if (/^(?:and|&|plus|then|but)$/u.test(tokens.at(-1)?.word ?? '')) {
    return askQuestion(`The request ends with '${tokens.at(-1)?.word ?? ''}'. What comes after it?`);
  }
  const clauses = joinRestrictions(splitClauses(tokens));
  if (clauses.length === 0) return askQuestion('What should change?');
  const read = readAll(cleaned, clauses, index, facts);
  return read.kind === 'ask' || read.kind === 'refuse'
    ? (readMended(cleaned, tokens, index, facts) ?? readComposed(cleaned, tokens, read, index, facts) ?? read)
    : read;
}

/** What no rule covers is read by its parts; what was decided is not read again. */
function readComposed(
  sentence: string,
  tokens: readonly WordToken[],
  read: AskReading | RefuseReading,
  index: OptionIndex,
  facts: PlannerFacts,
): Understanding | undefined {
  if (!/^(?:not-understood|not-configuration|unknown|ambiguous)$/u.test(read.why)) return undefined;
  const clauses = splitClauses(tokens);
  const composed = composeRequest(
    clauses,
    firstContext(sentence, index, facts),
    (clause, context) => {
      const owned = withPossessives(clause, context);
      return readOne(owned, context) ?? readPieces(owned, context) ?? readCorrected(owned, context);
    },
    read.kind === 'ask',
  );
  if (composed === undefined || (read.why === 'ambiguous' && !(saysOnlyWhy(composed) && !hasChoices(read))))
    return undefined;
  if (composed.kind === 'task') return composed;
  if (composed.kind === 'ask') return hasChoices(read) ? undefined : namingWords(composed, read);
  const understood = completeChange(composed.edits, composed.context);
  return understood.kind === 'change' ? { ...understood, aside: composed.aside } : undefined;
}

/** The question names the words that were not understood. */
function namingWords(composed: AskReading, read: AskReading | RefuseReading): AskReading {
  const unread =
    'question' in read && read.question.startsWith('I did not understand') ? read.question : undefined;
  if (unread === undefined) return composed;
  return { ...composed, question: unread.replace('What should change?', 'Do you mean one of these?') };
}

function hasChoices(read: AskReading | RefuseReading): boolean {
  return read.kind === 'ask' && read.choices.length > 0;
}

/** Slips in several verbs are mended where all is a change then. */
function readMended(
  sentence: string,
  tokens: readonly WordToken[],
  index: OptionIndex,
  facts: PlannerFacts,
): Understanding | undefined {
  const context = firstContext(sentence, index, facts);
  const mended = mendVerbs(tokens, (token) => isKnown(token, context));
  const read = mended && readAll(sentence, splitClauses(mended), index, facts);
  return read?.kind === 'change' ? read : undefined;
}

/** A question of a rule stands, but where it was asked about words that only say why. */
function saysOnlyWhy(composed: ComposedRequest): boolean {
  return composed.kind === 'edits' && composed.aside.length > 0 && composed.edits.length > 0;
}

/** Whoever writes everything in capitals does not mean capitals. */
function calm(sentence: string): string {
  return /\p{Ll}/u.test(sentence) ? sentence : sentence.toLowerCase();
}

function readAll(
  sentence: string,
  clauses: readonly Clause[],
  index: OptionIndex,
  facts: PlannerFacts,
): Understanding {
  let context = firstContext(sentence, index, facts);
  const readings: ClauseReading[] = [];
  const doable: string[] = [];
  for (const clause of clauses) {
    const owned = withPossessives(clause, context);
    const read = readOne(owned, context) ?? readPieces(owned, context) ?? readCorrected(owned, context);
    const said = read?.readings ?? [notUnderstood(clause, context)];
    readings.push(...said);
    if (said.every(({ kind }) => kind === 'edits')) doable.push(textOf(clause, sentence));
    context = read?.context ?? context;
  }
  const rest = readings.length - readings.filter(({ kind }) => kind === 'edits').length;
  const chat = readings.find((reading) => reading.kind === 'refuse' && reading.why === 'not-configuration');
  return rest === 1 && doable.length > 0 && chat?.kind === 'refuse'
    ? askQuestion(`Part of this is not a matter of configuration: ${chat.reason}. Do only the rest?`, [
        doable.join('; '),
      ])
    : combineReadings(readings, context);
}

function firstContext(sentence: string, index: OptionIndex, facts: PlannerFacts): Context {
  const modules = moduleNames(index);
  return { sentence, index, facts, modules, users: new Set(facts.users), last: [], lastUsers: [] };
}

function textOf(clause: Clause, sentence: string): string {
  return sentence.slice(clause[0]?.start, clause.at(-1)?.end);
}

/** `alices shell` for `alice's shell`: only where the name without its s is a user, and with it is none. */
function withPossessives(clause: Clause, { users }: Context): Clause {
  return clause.flatMap((token): Clause => {
    const name = token.word.slice(0, -1);
    if (token.kind !== 'word' || !token.word.endsWith('s') || users.has(token.word) || !users.has(name))
      return [token];
    const end = token.end - 1;
    return [
      { ...token, word: name, text: token.text.slice(0, -1), end },
      { ...token, word: "'s", text: "'s", start: end },
    ];
  });
}

interface Read {
  readonly readings: readonly ClauseReading[];
  /** With what the clause named. */
  readonly context: Context;
}

function readOne(clause: Clause, before: Context): Read | undefined {
  const reading = readClause(clause, before);
  if (reading === undefined) return undefined;
  return { readings: [reading], context: reading.kind === 'edits' ? remember(before, reading) : before };
}

/** Several things said side by side, each of them a whole: `nginx on, ports 80 and 443 open`. */
function readPieces(clause: Clause, context: Context): Read | undefined {
  for (const [left, right] of splitsOf(clause)) {
    // "Disable x and y never" may take back what its verb wants.
    const turnsBack = isTurnedOff(left) !== false && isTurnedOff(right) !== false && verbLength(right) === 0;
    const first = turnsBack ? undefined : readOne(left, context);
    if (!isChange(first)) continue;
    const second = readOne(right, first.context) ?? readPieces(right, first.context);
    if (isChange(second)) return { ...second, readings: [...first.readings, ...second.readings] };
  }
  return undefined;
}

function isChange(read: Read | undefined): read is Read {
  return read?.readings.every(({ kind }) => kind === 'edits') === true;
}

/** Before and behind each separator. */
function splitsOf(clause: Clause): readonly (readonly [Clause, Clause])[] {
  return clause.flatMap((token, at) => {
    const split = [clause.slice(0, at), clause.slice(at + 1)] as const;
    return token.kind === 'separator' && split.every(({ length }) => length > 1) ? [split] : [];
  });
}

/** A slip in the verb is mended where everything else is read without a question. */
function readCorrected(clause: Clause, context: Context): Read | undefined {
  const corrected = correctVerb(clause, context);
  const read = corrected && readOne(corrected, context);
  return read?.readings.every(({ kind }) => kind === 'edits') === true ? read : undefined;
}

function remember(context: Context, reading: ClauseReading & { kind: 'edits' }): Context {
  return {
    ...context,
    last: reading.things ?? context.last,
    lastUsers: reading.users ?? context.lastUsers,
    users: new Set([...context.users, ...(reading.users ?? [])]),
  };
}

/**
 * A choice that is itself nearly a request (two slips in one sentence) is replaced by the choices it leads to; of several
 * those are offered that lead somewhere.
 */
function withReadableChoices(
  question: Understanding & { kind: 'ask' },
  index: OptionIndex,
  facts: PlannerFacts,
): Understanding {
  const [only] = question.choices;
  if (only === undefined) return question;
  if (question.choices.length > 1) {
    const leads = (choice: string): boolean =>
      /^(?:change|task)$/u.test(understandOnce(choice, index, facts).kind);
    return withChoices(question, question.choices.filter(leads));
  }
  const next = understandOnce(only, index, facts);
  return next.kind === 'ask' && next.choices.length > 0 ? { ...question, choices: next.choices } : question;
}

/** Where nothing is left to choose from, nothing is offered. */
function withChoices(question: AskReading, choices: readonly string[]): AskReading {
  return choices.length > 0
    ? { ...question, choices }
    : {
        ...question,
        question: question.question.replace('Do you mean one of these?', 'What should change?'),
        choices,
      };
}
