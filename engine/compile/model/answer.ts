import { checkAnswer, misfit, type WrittenAnswer } from '../../check/answer-schema.ts';
import type { ModelAnswer } from '../../model/answer.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import { MAX_CHOICE, MAX_CHOICES, MAX_SHOWN, showable } from './showable.ts';
import { byteLength } from './tokens.ts';

/** Largest answer that is read, in bytes of UTF-8. */
export const MAX_ANSWER = 64 * 1024;

/** Deepest nesting of an answer, and of a parameter's value. */
const MAX_DEPTH = 16;

/**
 * A model's text → its answer. Nothing in it is trusted yet: a runbook is text that nobody looked at. What a person would
 * read (question, choices, reason, summary) is cleaned and cut.
 *
 * ANS001 it is no JSON; ANS002 it does not fit schemas/answer.schema.json; ANS003 it is too large or nested too deeply.
 *
 * @param text - JSON. White space, thoughts, a Markdown fence or words around it are taken off, and of several objects the
 *   last is the answer; a member that is left out is null. Nothing within it is mended.
 * @example
 * parseAnswer('{"kind":"task","task":"upgrade","summary":null, … }').value   // { kind: 'task', task: 'upgrade' }
 */
export function parseAnswer(text: string): Result<ModelAnswer> {
  const json = readJson(text);
  if (!json.ok) return json;
  const written = checkAnswer(withNulls(json.value));
  return written.ok ? readAnswer(written.value) : written;
}

function readJson(text: string): Result<unknown> {
  const size = byteLength(text);
  if (size > MAX_ANSWER) return failed(tooLarge(`is ${size} bytes long; the limit is ${MAX_ANSWER}`));
  const bare = unfence(text.replace(THOUGHTS, ''));
  try {
    const value: unknown = JSON.parse(isJson(bare) ? bare : (lastObject(bare) ?? bare));
    return isDeep(value, MAX_DEPTH)
      ? failed(tooLarge(`is nested deeper than ${MAX_DEPTH} levels`))
      : ok(value);
  } catch (error) {
    const why = error instanceof Error ? showable(error.message, MAX_CHOICE) : '';
    return failed({
      code: 'ANS001',
      severity: 'error',
      message: `the answer is not JSON: ${why}`,
      fix: 'answer with one JSON object and nothing around it',
    });
  }
}

function unfence(text: string): string {
  const trimmed = text.trim();
  return /^```(?:json)?[ \t]*\r?\n([\s\S]*)\n```$/u.exec(trimmed)?.[1] ?? trimmed;
}

/** What a model says to itself before it answers. */
const THOUGHTS = /^\s*<think>[\s\S]*?<\/think>/u;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The last object that stands in a text by itself, found from its end: braces in strings are none. */
function lastObject(text: string): string | undefined {
  for (const end of placesOf('}', text)) {
    for (const at of placesOf('{', text)) {
      const part = text.slice(at, end + 1);
      if (at < end && isAnswer(part)) return part;
    }
  }
  return undefined;
}

/** Where a sign stands in a text, from its end, as often as an answer and the words around it may have it. */
function placesOf(sign: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.lastIndexOf(sign); at >= 0 && places.length < MOST_TRIES;) {
    places.push(at);
    at = at === 0 ? -1 : text.lastIndexOf(sign, at - 1);
  }
  return places;
}

const MOST_TRIES = 24;

function isAnswer(text: string): boolean {
  if (!/^\{\s*"/u.test(text) || !text.includes('"kind"') || !isJson(text)) return false;
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** What is left out says nothing, as null does. What kind of answer it is, is never left out. */
function withNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('kind' in value)) return value;
  return { ...Object.fromEntries(MEMBERS.map((member) => [member, null])), ...value };
}

const MEMBERS = [
  'summary',
  'runbook',
  'library',
  'parameters',
  'question',
  'choices',
  'look_up',
  'query',
  'task',
  'reason',
] as const;

function tooLarge(problem: string): Finding {
  return { code: 'ANS003', severity: 'error', message: `the answer ${problem}`, fix: 'answer more briefly' };
}

/** A loop over levels, so that no depth is too deep to measure. */
function isDeep(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < levels && level.length > 0; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return level.length > 0;
}

function readAnswer(written: WrittenAnswer): Result<ModelAnswer> {
  switch (written.kind) {
    case 'runbook': {
      const { runbook, summary } = written;
      if (isEmpty(runbook)) return missing('runbook');
      return ok({ kind: 'runbook', runbook, summary: showable(summary ?? '', MAX_SHOWN) });
    }
    case 'library':
      return readLibrary(written);
    case 'ask': {
      if (isEmpty(written.question)) return missing('question');
      const choices = (written.choices ?? []).map((choice) => showable(choice, MAX_CHOICE));
      const filled = [...new Set(choices.filter((choice) => choice !== ''))].slice(0, MAX_CHOICES);
      return ok({ kind: 'ask', question: showable(written.question, MAX_SHOWN), choices: filled });
    }
    case 'look-up': {
      if (written.look_up === null) return missing('look_up');
      const query = showable(written.query ?? '', MAX_CHOICE);
      return ok({ kind: 'look-up', what: written.look_up, query });
    }
    case 'task':
      return written.task === null ? missing('task') : ok({ kind: 'task', task: written.task });
    case 'refuse':
      return ok({ kind: 'refuse', reason: showable(written.reason ?? '', MAX_SHOWN) });
    default:
      return assertNever(written.kind);
  }
}

function isEmpty(text: string | null): text is null {
  return text === null || text.trim() === '';
}

function missing(member: string): Result<never> {
  return failed(misfit(`/${member}`, 'is empty, but this kind needs it', `give '${member}'`));
}

function readLibrary({ library, parameters }: WrittenAnswer): Result<ModelAnswer> {
  if (isEmpty(library)) return missing('library');
  const findings: Finding[] = [];
  const values = new Map<string, unknown>();
  for (const [at, { name, value }] of (parameters ?? []).entries()) {
    const read = readValue(value);
    const problem = values.has(name)
      ? misfit(`/parameters/${at}/name`, `'${showable(name, 60)}' is given twice`, 'give it once')
      : /^[a-z][A-Za-z0-9_]*$/u.test(name)
        ? read.problem && misfit(`/parameters/${at}/value`, read.problem, TEXT_FIX)
        : misfit(`/parameters/${at}/name`, 'is not a parameter name', 'use a name from the library');
    if (problem) findings.push(problem);
    values.set(name, read.value);
  }
  if (findings.length > 0) return failed(...findings);
  return ok({ kind: 'library', library, parameters: Object.fromEntries(values) });
}

const TEXT_FIX = 'write the value as JSON text; text goes in double quotes inside the string: "\\"alice\\""';

function readValue(text: string): { readonly value?: unknown; readonly problem?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return isDeep(value, MAX_DEPTH) ? { problem: `is nested deeper than ${MAX_DEPTH} levels` } : { value };
  } catch {
    return { problem: 'is not JSON text' };
  }
}
