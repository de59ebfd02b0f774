import { atomsOf, isPhraseWithin, names, readAtoms, wordPattern, type Atom } from './edits.ts';
import type { FollowUp, FollowUpFacts, LastPlan } from './said.ts';
import { settleFollowUp, userOf } from './settle.ts';
import type { RequestShape } from './shape.ts';
import { clausePartsOf, withoutClause, withoutItem } from './text.ts';

/** "without …": the plan without one of the things, or without what it does for one user. */
export function readExclusion({ body }: RequestShape, plan: LastPlan, facts: FollowUpFacts): FollowUp {
  const said = body.replace(/^(?:for|on|port|user) (?:the )?(?:user |port )?/iu, '');
  if (plan.applied) {
    const question = 'That is already applied. Undo all of it, or say what to remove.';
    return { kind: 'ask', question, choices: ['undo that'] };
  }
  const base = atomsOf(plan.edits);
  const isUser = userOf(body, plan, facts) !== undefined;
  const fits = (atoms: ReadonlySet<Atom>): boolean =>
    atoms.size > 0 &&
    atoms.size < base.size &&
    isPhraseWithin(atoms, base) &&
    (!isUser || [...base].every((atom) => atoms.has(atom) || names(atom, said)));
  // The item of a list goes alone; its clause only where it is no item.
  const lists = [withoutItem(plan.sentence, said), withoutClause(plan.sentence, said)];
  const [candidates = []] = lists
    .map((sentences) => sentences.filter((sentence) => fits(readAtoms(sentence, facts) ?? new Set())))
    .filter((sentences) => sentences.length > 0);
  if (candidates.length === 0 && isAllOf(plan, said))
    return { kind: 'ask', question: 'That is the whole plan. Drop it?', choices: ['never mind'] };
  const fitting = candidates.map((sentence) => ({ sentence, fits }));
  return settleFollowUp(fitting, body, plan, facts, (sentence) => sentence);
}

/** Whether the plan is about nothing else: one clause, and no list in it. */
function isAllOf({ sentence }: LastPlan, said: string): boolean {
  const [part, second] = clausePartsOf(sentence);
  const single = part !== undefined && second === undefined && !/,|\band\b/iu.test(part.object);
  return single && wordPattern(said).test(sentence);
}
