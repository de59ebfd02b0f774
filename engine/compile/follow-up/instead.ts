import { additions, forUser } from './also.ts';
import { atomsOf, namedUsers, same, type Atom } from './edits.ts';
import { swapNumber } from './number.ts';
import type { FollowUp, FollowUpFacts, LastPlan } from './said.ts';
import { settleFollowUp, userOf, type SentenceReading } from './settle.ts';
import type { RequestShape } from './shape.ts';
import { clausePartsOf } from './text.ts';

/** "… instead": another number, user or thing in the place of the one that was said. */
export function readReplacement({ body }: RequestShape, plan: LastPlan, facts: FollowUpFacts): FollowUp {
  const before = atomsOf(plan.edits);
  const other = replacements(body, plan, facts).map(({ sentence, fits }) => ({
    sentence,
    fits: (atoms: ReadonlySet<Atom>) => fits(atoms) && !same(atoms, before),
  }));
  const settled = settleFollowUp(other, body, plan, facts, (sentence) => sentence);
  // A list that was added to keeps what was added: the new item would stand beside the old one.
  const kept = plan.applied && plan.edits.some(({ op }) => op !== 'set');
  if (!kept || settled.kind !== 'sentence') return settled;
  const question = 'The previous change is already applied. Do this as well, or undo that one first?';
  return { kind: 'ask', question, choices: [settled.sentence, 'undo that'] };
}

function replacements(body: string, plan: LastPlan, facts: FollowUpFacts): readonly SentenceReading[] {
  const user = userOf(body, plan, facts);
  if (user !== undefined && namedUsers(plan.edits, plan.sentence).length > 1) return [];
  if (user?.sure === true) return forUser(user.name, plan);
  if (/^(?:(?:on|at|to|with) )?(?:(?:tcp |udp )?port )?\d+$/iu.test(body)) return swapNumber(body, plan);
  const [part, second] = clausePartsOf(plan.sentence);
  const whole = facts.read(body).kind === 'change';
  if (!whole && (part === undefined || second !== undefined || LIST.test(part.object))) return [];
  const before = atomsOf(plan.edits);
  return additions(body, plan, facts).map(({ sentence }) => ({
    sentence,
    fits: (atoms: ReadonlySet<Atom>) => ![...atoms].some((atom) => before.has(atom)),
  }));
}

const LIST = /,|\band\b|\bplus\b/iu;
