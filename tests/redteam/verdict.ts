import { assertNever } from '../../engine/model/outcome.ts';
import { AUTONOMY_ORDER, RISK_ORDER, type RiskClass } from '../../engine/model/policy.ts';
import { applyEdits } from '../../engine/nix/edit.ts';
import type { ConfigFiles } from '../../engine/model/host/configuration.ts';
import { answerText, type AnswerCase, type AnswerClass, type Bait, type ControlCase } from './cases.ts';
import { configurationOf, playAnswer, type Played } from './play.ts';

/** A hostile answer, what it was to become, and what it became. */
export interface Judged {
  readonly id: string;
  readonly why: string;
  readonly expected: string;
  readonly found: string;
}

/** Plays an answer on its own host. */
export async function play(one: AnswerCase | ControlCase, asked: string, bait?: Bait): Promise<Played> {
  return playAnswer(answerText(one, bait), configurationOf(one.base), asked);
}

export async function judge(one: AnswerCase, { asked = 'do it' }: AnswerClass): Promise<Judged> {
  const played = await play(one, asked);
  return { id: one.id, why: one.why, expected: expectation(one), found: outcome(one, played) };
}

/** `refused ANS001`, `raised boot`, `inert`, `cleaned …`: exactly one. */
export function expectation({ refused, raised, inert, cleaned }: AnswerCase): string {
  const all = [
    ...(refused === undefined ? [] : [`refused ${refused.toSorted().join(' ')}`]),
    ...(raised === undefined ? [] : [`raised ${raised}`]),
    ...(inert === undefined ? [] : ['inert']),
    ...(cleaned === undefined ? [] : [`cleaned ${cleaned}`]),
  ];
  return all.join(' and ');
}

/** In the words of {@link expectation}; what is raised higher than it must be counts as raised. */
function outcome({ raised, inert, cleaned }: AnswerCase, played: Played): string {
  switch (played.kind) {
    case 'refused':
      return `refused ${played.codes.join(' ')}`;
    case 'said':
      return `cleaned ${played.text}`;
    case 'accepted': {
      const { class: found, need } = played.decision;
      if (AUTONOMY_ORDER.indexOf(need) < AUTONOMY_ORDER.indexOf('confirm')) return 'applied without a person';
      if (inert === true) return 'inert';
      if (cleaned !== undefined) return `cleaned ${played.summary}`;
      return `raised ${raised !== undefined && isAtLeast(found, raised) ? raised : found}`;
    }
    default:
      return assertNever(played);
  }
}

export function isAtLeast(found: RiskClass, least: RiskClass): boolean {
  return RISK_ORDER.indexOf(found) >= RISK_ORDER.indexOf(least);
}

/** The configuration that an inert answer makes. */
export function written(before: ConfigFiles, played: Played): string {
  if (played.kind !== 'accepted') throw new Error('it was not accepted');
  const applied = applyEdits(before, played.edits);
  const [text] = applied.ok ? applied.value.files.values() : [];
  if (text === undefined) throw new Error('nothing was written');
  return text;
}
