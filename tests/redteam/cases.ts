import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { RiskClass } from '../../engine/model/policy.ts';
import { answer, runbookAnswer, runbookOf } from '../compile/model/support.ts';

/** One hostile answer, as answers.yaml has it. Exactly one of the members that say what is answered. */
export interface AnswerCase {
  readonly id: string;
  readonly why: string;
  readonly edits?: readonly string[];
  readonly checks?: readonly string[];
  readonly steps?: string;
  readonly runbook?: string;
  readonly library?: { readonly name: string; readonly with?: Readonly<Record<string, unknown>> };
  readonly members?: Readonly<Record<string, unknown>>;
  readonly answer?: string;
  /** A text, and how often it stands in place of a mark. */
  readonly fill?: Readonly<Record<string, readonly [string, number]>>;
  /** What the summary of a runbook says. */
  readonly 'runbook-summary'?: string;
  /** The attribute set that the host's configuration is. */
  readonly base?: string;
  readonly refused?: readonly string[];
  readonly raised?: RiskClass;
  readonly inert?: true;
  readonly cleaned?: string;
}

/** A harmless answer of the same form: the class is not refused as a whole. */
export type ControlCase = Omit<AnswerCase, 'why'> & { readonly 'at-most'?: RiskClass };

export interface AnswerClass {
  readonly class: string;
  readonly title: string;
  readonly asked?: string;
  readonly controls: readonly ControlCase[];
  readonly cases: readonly AnswerCase[];
}

export const CLASSES: readonly AnswerClass[] = readClasses();

function readClasses(): readonly AnswerClass[] {
  const text = readFileSync(new URL('answers.yaml', import.meta.url), 'utf8');
  const parsed: unknown = parse(text);
  if (!isClasses(parsed)) throw new Error('answers.yaml is no list of classes');
  return parsed;
}

/** Files that a hostile answer would touch, or tell of: what stands for `@CANARY@` and `@SECRET@`. */
export interface Bait {
  readonly canary: string;
  readonly secret: string;
}

/** The text that a model gives for a case. */
export function answerText(one: AnswerCase | ControlCase, bait?: Bait): string {
  const baits = {
    '@CANARY@': [bait?.canary ?? '/canary', 1],
    '@SECRET@': [bait?.secret ?? '/secret', 1],
  } as const;
  return filled(written(one), { ...MARKS, ...baits, ...one.fill });
}

const ASK = answer({ kind: 'ask', question: 'Which one?' });

/** Marks that any case may use. */
const MARKS: Readonly<Record<string, readonly [string, number]>> = {
  '@ASK@': [ASK, 1],
  '@RUN@': [runbookAnswer(runbookOf('{ set: services.nginx.enable, to: true }')), 1],
};

function written(one: AnswerCase | ControlCase): string {
  const summary = one['runbook-summary'];
  if (one.answer !== undefined) return one.answer;
  if (one.members !== undefined) return answer(one.members);
  if (one.library !== undefined) {
    const given = Object.entries(one.library.with ?? {});
    const parameters = given.map(([name, value]) => ({ name, value: JSON.stringify(value) }));
    return answer({ kind: 'library', library: one.library.name, parameters });
  }
  return runbookAnswer(runbookText(one), summary);
}

function runbookText({ id, edits, checks, steps, runbook }: AnswerCase | ControlCase): string {
  if (runbook !== undefined) return runbook;
  if (edits !== undefined) return runbookOf(...edits);
  const list =
    steps ?? `- id: look\n  verify:\n${(checks ?? []).map((check) => `    - ${check}\n`).join('')}`;
  if (list === '') throw new Error(`${id} answers nothing`);
  return `runbook: planned\nversion: 1\ndescription: Planned.\nsteps:\n${list.replaceAll(/^/gmu, '  ')}\n`;
}

/** Marks are filled once, in the text that stands there, never in what was put there. */
function filled(text: string, marks: Readonly<Record<string, readonly [string, number]>>): string {
  return text.replaceAll(/@[A-Z]+@/gu, (mark) => {
    const [piece, times] = marks[mark] ?? [mark, 1];
    // A filling of a member is text inside of JSON already.
    return (text.startsWith('{"summary"') ? JSON.stringify(piece).slice(1, -1) : piece).repeat(times);
  });
}

function isClasses(value: unknown): value is readonly AnswerClass[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'cases' in one)
  );
}
