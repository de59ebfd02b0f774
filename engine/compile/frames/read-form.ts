import { type ClauseReading, type Context, firstOption } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { isEmptyWord, isHard } from '../compose/said.ts';
import { stem } from '../compose/stem.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { Edit, NixValue } from '../../model/options/value.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';
import type { FormWords } from './form-words.ts';
import type { FrameForm, FrameRole } from './frame-data.ts';
import { ROLES } from './roles.ts';
import { saysHere, SpottedWords } from './spotted-words.ts';
import { applies, buildEdits, type RoleValues, textOfValue } from './templates.ts';
import { turnOf } from './turn.ts';

/** What a form makes of a clause, and how many of its words the form's own words and values are. */
export interface FormReading {
  readonly reading: ClauseReading;
  readonly weight: number;
  /** Something that the form needs was not said. */
  readonly lacks: boolean;
  /** How many words are left over. */
  readonly left: number;
}

/** Reads a clause by a form; nothing where a word is left over, or the form is about something else. */
export function readForm(
  form: FrameForm,
  own: FormWords,
  clause: Clause,
  context: Context,
  leftOver: number,
): FormReading | undefined {
  const said = own.groups.map((group) => longestSaid(group, clause));
  if (form.begins === true && said[0]?.[0] !== clause[0]) return undefined;
  if (!said.every((tokens) => tokens !== undefined) || !isSaidBeside(form, own, clause, context))
    return undefined;
  const isOwn = (token: WordToken): boolean => token.kind === 'word' && own.words.has(stem(token.word));
  const turn = turnOf(clause, own, isOwn);
  const turned = turn.off ?? (form.turn === 'any' ? false : undefined);
  const spared = new Set([...said.flatMap((tokens) => tokens ?? []), ...turn.spared]);
  if (form.turn === 'any' && form.ask === undefined && form.refuse === undefined && deniesAny(clause, spared))
    return undefined;
  if (turned === undefined || !suits(form.turn ?? 'on', turned)) return undefined;
  const words = new SpottedWords(
    clause,
    (token) => isOwn(token) || turn.used.has(token) || (isEmptyWord(token) && !isHard(token)),
  );
  const values = new Map<string, readonly NixValue[]>([
    ['on', [!turned]],
    ['off', [turned]],
    ['verb', [verbOf(clause)]],
  ]);
  const lacking: FrameRole[] = [];
  let problem: ClauseReading | undefined;
  let roleWords = 0;
  for (const [name, role] of Object.entries(form.roles ?? {})) {
    const found = ROLES[role.type](role, words, context);
    if (found === undefined) {
      if (role.optional !== true) lacking.push(role);
    } else if ('values' in found) {
      values.set(name, found.values);
      words.take(found.used);
      if (!LOOSE.has(role.type)) roleWords += found.used.length;
    } else problem ??= found;
  }
  const near = form.near === undefined ? 0 : 1;
  const weight = near + said.reduce((sum, tokens) => sum + (tokens?.length ?? 0), roleWords);
  const strange = words.strange;
  if (problem !== undefined)
    return { reading: problem, weight: weight - 1, lacks: true, left: strange.length };
  if (strange.length > leftOver) return undefined;
  const [lack] = lacking;
  if (lack !== undefined) return asked(lack, weight, context);
  const reading = outcome(form, values, turn.byVerb, context);
  return (
    reading && {
      reading,
      weight,
      lacks: reading.kind === 'ask' && form.ask === undefined,
      left: strange.length,
    }
  );
}

/** Roles that take whatever is left say nothing for a form. */
const LOOSE: ReadonlySet<string> = new Set(['rest', 'text', 'word', 'words', 'value', 'host-name']);

/** Whether a list is set, or something is added to it or taken from it. */
function verbOf(clause: Clause): 'add' | 'remove' | 'set' {
  const [first] = clause;
  if (/^(?:add|append|put|load|trust|include|blacklist|make)$/u.test(first?.word ?? '')) return 'add';
  return /^(?:remove|delete|drop|take|unload)$/u.test(first?.word ?? '') ? 'remove' : 'set';
}

function isSaidBeside(form: FrameForm, own: FormWords, clause: Clause, context: Context): boolean {
  const says = (phrases: readonly (readonly string[])[]): boolean =>
    phrases.some((phrase) => clause.some((_, at) => saysHere(clause, at, phrase)));
  return (
    !says(own.unlessSaid) &&
    (own.needs.length === 0 || says(own.needs)) &&
    isNear(form, context) &&
    applies(form, context)
  );
}

/** A negation that is no part of what a form is said with is never passed over. */
function deniesAny(clause: Clause, spared: ReadonlySet<WordToken>): boolean {
  return clause.some((token) => token.kind === 'word' && NEGATIONS.has(token.word) && !spared.has(token));
}

const NEGATIONS: ReadonlySet<string> = new Set([
  'not',
  'no',
  'never',
  'without',
  'except',
  'unless',
  'nor',
  'neither',
  'cannot',
  'nobody',
  'nothing',
]);

/** Of the ways to say a group, the one with the most words. */
function longestSaid(group: readonly (readonly string[])[], clause: Clause): Clause | undefined {
  let best: Clause | undefined;
  for (const words of group) {
    const at = clause.findIndex((_, place) => saysHere(clause, place, words));
    if (at >= 0 && words.length > (best?.length ?? 0)) best = clause.slice(at, at + words.length);
  }
  return best;
}

function isNear({ near }: FrameForm, { sentence }: Context): boolean {
  return (
    near === undefined ||
    new RegExp(String.raw`\b(?:${near.replaceAll(/\s*\|\s*/gu, '|')})\b`, 'iu').test(sentence)
  );
}

function suits(wanted: NonNullable<FrameForm['turn']>, off: boolean): boolean {
  return wanted === 'switch' || wanted === 'any' || off === (wanted === 'off');
}

/** What is needed and not said is asked for, where there is a question for it. */
function asked(
  { question, choices = [], insist }: FrameRole,
  weight: number,
  context: Context,
): FormReading | undefined {
  if (question === undefined) return undefined;
  const reading = askQuestion(
    question,
    choices.flatMap((choice) => withUsers(choice, context)),
  );
  return { reading, weight: weight - 1, lacks: insist !== true, left: 0 };
}

/** `a.b|a.c` in a choice is the option of the two that this host has. */
function withUsers(written: string, { users, ...context }: Context): readonly string[] {
  const choice = written.replaceAll(
    /\S+\|\S+/gu,
    (names) => firstOption({ users, ...context }, ...names.split('|'))?.join('.') ?? names,
  );
  return choice.includes('$user') ? [...users].map((user) => choice.replaceAll('$user', user)) : [choice];
}

function outcome(
  form: FrameForm,
  values: RoleValues,
  byVerb: boolean,
  context: Context,
): ClauseReading | undefined {
  if (form.task !== undefined) return { kind: 'task', task: form.task };
  if (form.ask !== undefined)
    return askQuestion(
      fillChoice(form.ask, values),
      (form.choices ?? []).flatMap((choice) => withUsers(fillChoice(choice, values), context)),
      form.unclear === true ? 'not-understood' : 'ambiguous',
    );
  if (form.refuse !== undefined) return refuseRequest(form.why ?? 'invalid', fillChoice(form.refuse, values));
  const built = buildEdits(form.edits ?? [], values, context);
  if (built.kind === 'missing')
    return refuseRequest('unknown', `this host has no option '${built.options[0] ?? ''}'`);
  if (built.edits.length === 0)
    return form.question === undefined ? undefined : askQuestion(form.question, [], 'not-understood');
  if (
    form.present === true &&
    !byVerb &&
    built.edits.some((edit) => edit.op === 'remove' && !isThere(edit, context))
  )
    return undefined;
  const users =
    values.get('newUser') ?? (form.roles?.['user']?.type === 'users' ? values.get('user') : undefined) ?? [];
  const clash = built.edits.find(
    ({ op, path, value }) =>
      op === 'set' &&
      typeof value === 'string' &&
      isText(context.facts.value(joinOptionPath(path)), value, path),
  );
  if (clash !== undefined)
    return askQuestion(
      `'${joinOptionPath(clash.path)}' already has other settings in it. Set the whole text by hand?`,
    );
  return {
    kind: 'edits',
    edits: built.edits,
    ...(form.thing === undefined ? {} : { things: [[asWordOf(form.thing)]] }),
    ...(users.length === 0 ? {} : { users: users.map(String) }),
  };
}

/** Whether a list holds all that is taken from it: who is in no group may be spoken of for another reason. */
function isThere({ path, items = [] }: Edit, { facts }: Context): boolean {
  const current = facts.value(joinOptionPath(path));
  return Array.isArray(current) && items.every((item) => current.includes(item));
}

/** An option of many lines: what is in it already is not overwritten. */
function isText(current: unknown, value: string, path: readonly string[]): boolean {
  return (
    /^extra(?:Config|Options)$/u.test(path.at(-1) ?? '') &&
    typeof current === 'string' &&
    current !== '' &&
    current.trim() !== value
  );
}

function asWordOf(text: string): WordToken {
  return { kind: 'word', word: text, text, start: 0, end: 0 };
}

function fillChoice(template: string, values: RoleValues): string {
  return template.replaceAll(/\$\{(\w+)\}/gu, (_, role: string) =>
    (values.get(role) ?? []).map(textOfValue).join(' and '),
  );
}
