import { atomsOf, type Atom } from './edits.ts';
import type { FollowUp, FollowUpFacts, LastPlan } from './said.ts';

/** A sentence that a line may stand for, and whether what it would change is what the line asks. */
export interface Candidate {
  readonly sentence: string;
  readonly fits: (atoms: ReadonlySet<Atom>) => boolean;
}

/**
 * One meaning is taken; two are asked; with none, what the planner itself would ask about is handed to it, and the rest
 * is unsure.
 */
export function settle(
  candidates: readonly Candidate[],
  body: string,
  plan: LastPlan,
  facts: FollowUpFacts,
  finish: (sentence: string) => string | undefined,
): FollowUp {
  const meanings = new Map<string, string>();
  for (const { sentence, fits } of candidates) {
    const meant = facts.read(sentence);
    if (meant.kind !== 'change') continue;
    const atoms = atomsOf(meant.edits);
    if (fits(atoms)) setOnce(meanings, [...atoms].sort().join('\n'), sentence);
  }
  const sentences = [...meanings.values()];
  const whole = sentences.map((sentence) => finish(sentence) ?? sentence);
  if (sentences.length > 1)
    return { kind: 'ask', question: `Which one do you mean by '${body}'?`, choices: whole };
  const [sentence] = sentences;
  if (sentence === undefined) return questionOf(candidates, facts, finish) ?? unsure(body, plan);
  const finished = finish(sentence);
  return finished === undefined
    ? {
        kind: 'ask',
        question: 'That does not fit the current plan. Do it instead?',
        choices: [sentence],
      }
    : { kind: 'sentence', sentence: finished };
}

/** A user whom a line names: one of the host, one whom the plan makes, or, for sure, any name after "for". */
export function userOf(
  body: string,
  plan: LastPlan,
  { users }: FollowUpFacts,
): { readonly name: string; readonly sure: boolean } | undefined {
  const [, lead, name = ''] = /^(for (?:user |the user )?|user )?([a-z_][\w-]*)$/iu.exec(body) ?? [];
  const made = plan.edits.some(({ path }) => path[0] === 'users' && path[1] === 'users' && path[2] === name);
  if (lead === undefined) return made || users.includes(name) ? { name, sure: false } : undefined;
  return NOBODY.test(name) ? undefined : { name, sure: true };
}

export function unsure(body: string, plan: LastPlan): FollowUp {
  const question = `I am not sure how '${body}' changes the plan '${plan.sentence}'. Say the whole request.`;
  return { kind: 'unsure', question };
}

const NOBODY = /^(?:me|us|him|her|them|it|all|every(?:one|body)|now|today|free|sure|that|this|root|\d+)$/iu;

/** The planner knows why: there is no such user, no such package. What it asks or refuses changes nothing. */
function questionOf(
  candidates: readonly Candidate[],
  facts: FollowUpFacts,
  finish: (sentence: string) => string | undefined,
): FollowUp | undefined {
  const asked = candidates.find(({ sentence }) => {
    const meant = facts.read(sentence);
    return meant.kind === 'ask' && meant.why === 'ambiguous' && meant.choices.length > 0;
  });
  const sentence = asked === undefined ? undefined : finish(asked.sentence);
  return sentence === undefined || facts.read(sentence).kind === 'change'
    ? undefined
    : { kind: 'sentence', sentence };
}

function setOnce(map: Map<string, string>, key: string, value: string): void {
  if (!map.has(key)) map.set(key, value);
}
