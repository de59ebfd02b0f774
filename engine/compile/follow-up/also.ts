import {
  atomsOf,
  isPhraseWithin,
  names,
  namedUsers,
  readAtoms,
  same,
  wordPattern,
  type Atom,
} from './edits.ts';
import { numbersOf, swap, swapNumber } from './number.ts';
import type { FollowUp, FollowUpFacts, LastPlan } from './said.ts';
import type { RequestShape } from './shape.ts';
import { clean, clausePartsOf, withoutItem } from './text.ts';
import { settleFollowUp, userOf, type SentenceReading } from './settle.ts';

/** "also …": the same for another user, another port or another thing, or a further request. */
export function readAddition({ body }: RequestShape, plan: LastPlan, facts: FollowUpFacts): FollowUp {
  const more = additions(body, plan, facts);
  const settled = settleFollowUp(more, body, plan, facts, (sentence) => joined(sentence, plan, facts));
  if (settled.kind !== 'sentence' || plan.applied) return settled;
  const atoms = readAtoms(settled.sentence, facts);
  return atoms !== undefined && isPhraseWithin(atoms, atomsOf(plan.edits))
    ? { kind: 'ask', question: `'${body}' is already in the plan. What else?`, choices: [] }
    : settled;
}

/** What the words may ask for, alone; of the first kind that is understood. */
export function additions(body: string, plan: LastPlan, facts: FollowUpFacts): readonly SentenceReading[] {
  const user = userOf(body, plan, facts);
  if (user?.sure === true) return forUser(user.name, plan);
  // A bare word may be a user of the host and a thing.
  if (user !== undefined) return [...forUser(user.name, plan), ...things(body, plan)];
  if (/^(?:on |for )?(?:(?:tcp |udp )?port )?\d+$/iu.test(body)) return forNumber(body, plan, facts);
  const whole = { sentence: body, fits: (atoms: ReadonlySet<Atom>) => atoms.size > 0 };
  if (facts.read(body).kind === 'change') return [whole];
  if (/^(?:for|on|with|to|from|in|at)\b/iu.test(body)) return [];
  return things(body, plan);
}

/** Another thing behind each verb that was said. */
function things(body: string, plan: LastPlan): readonly SentenceReading[] {
  const sentences = clausePartsOf(plan.sentence).flatMap(({ verb, object, tail }) => [
    `${verb} ${NOUN.exec(object)?.[0] ?? ''}${body}`,
    ...(tail === '' ? [] : [`${verb} ${body} ${tail}`]),
  ]);
  return [...new Set(sentences)].map((sentence) => ({ sentence, fits: (atoms) => atoms.size > 0 }));
}

/** "create user carol", "and dave too": another user, not another thing. */
const NOUN = /^(?:user|group|package|packages|program|service) (?=[^\s]+$)/iu;

/** Another port behind a verb that was said of ports alone; else the last request with another number. */
function forNumber(body: string, plan: LastPlan, facts: FollowUpFacts): readonly SentenceReading[] {
  const to = /\d+/u.exec(body)?.[0] ?? '';
  const base = [...atomsOf(plan.edits)];
  const wanted = new Set(
    base.flatMap((atom) => numbersOf(plan.sentence).map((from) => swap(atom, from, to))),
  );
  const ports = clausePartsOf(plan.sentence).flatMap(({ verb, object, tail }) =>
    PORTS.test(object) ? [`${verb} port ${to} ${tail}`.trim()] : [],
  );
  const fitting = ports.filter((sentence) => {
    const atoms = readAtoms(sentence, facts) ?? new Set<Atom>();
    return atoms.size > 0 && isPhraseWithin(atoms, wanted);
  });
  const [only, second] = fitting;
  return only !== undefined && second === undefined
    ? [{ sentence: only, fits: () => true }]
    : swapNumber(body, plan);
}

const PORTS = /^(?:tcp )?ports? [\d\s,and]+$/iu;

/** The last request with one user in the place of another; for that user, where it named none. */
export function forUser(user: string, plan: LastPlan): readonly SentenceReading[] {
  const sentence = clean(plan.sentence);
  const named = namedUsers(plan.edits, sentence);
  const base = atomsOf(plan.edits);
  if (named.length === 0) {
    // With several clauses it would be said of the last one alone.
    if (clausePartsOf(sentence).length > 1) return [];
    const fits = (atoms: ReadonlySet<Atom>): boolean => [...atoms].every((atom) => names(atom, user));
    return [{ sentence: `${sentence} for ${user}`, fits }];
  }
  return named.flatMap((from) => {
    const others = named.filter((other) => other !== from);
    const alone = others.reduce<readonly string[]>(
      (sentences, other) => sentences.flatMap((one) => withoutItem(one, other)),
      [sentence],
    );
    const wanted = swapName(
      [...base].filter((atom) => names(atom, from)),
      from,
      user,
    );
    return alone.map((one) => ({
      sentence: one.replaceAll(wordPattern(from), user),
      fits: (atoms: ReadonlySet<Atom>) => same(atoms, wanted),
    }));
  });
}

function swapName(atoms: readonly Atom[], from: string, to: string): ReadonlySet<Atom> {
  return new Set(atoms.map((atom) => atom.replaceAll(JSON.stringify(from), JSON.stringify(to))));
}

/** Both requests in one, where it says what both say; only the new one when the last is applied. */
function joined(sentence: string, plan: LastPlan, facts: FollowUpFacts): string | undefined {
  if (plan.applied) return sentence;
  const both = `${clean(plan.sentence)}, then ${sentence}`;
  const meant = facts.read(both);
  if (meant.kind !== 'change') return facts.read(sentence).kind === 'change' ? undefined : both;
  const wanted = new Set([...atomsOf(plan.edits), ...(readAtoms(sentence, facts) ?? [])]);
  return same(atomsOf(meant.edits), wanted) ? both : undefined;
}
