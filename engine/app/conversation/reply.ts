import type { Proposal } from '../../model/proposal.ts';
import type { PlanPreview } from '../../model/plan.ts';
import type { Answer } from '../../report/host/answer.ts';
import type { WhyFacts } from '../../report/run/why.ts';
import type { RunResult } from '../../run/deps.ts';

/** What a conversation answers, as data: a door makes words or a page of it. */
export type Reply =
  /** The line was read as this whole sentence. */
  | { readonly kind: 'read-as'; readonly sentence: string }
  /** A choice is a whole request, and is taken by its number too. */
  | { readonly kind: 'question'; readonly question: string; readonly choices: readonly string[] }
  | { readonly kind: 'refusal'; readonly proposal: Extract<Proposal, { kind: 'refuse' }> }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** A plan has been shown, and may be applied. */
  | { readonly kind: 'plan-stands' }
  /** The last plan again. `preview` is absent where nothing of the configuration changes. */
  | { readonly kind: 'plan'; readonly sentence: string; readonly preview?: PlanPreview }
  /** It is not applied yet: something else was said since, so it is shown again first. */
  | { readonly kind: 'not-what-was-shown-last' }
  | { readonly kind: 'why'; readonly facts: WhyFacts }
  /** The plan of this hash, which was shown, is applied now. */
  | { readonly kind: 'applies'; readonly planHash?: string }
  | { readonly kind: 'applied-already'; readonly run: string }
  | { readonly kind: 'dropped'; readonly what: 'plan' | 'question' | 'nothing'; readonly planStays: boolean }
  /** There is no plan that this could be about. */
  | { readonly kind: 'nothing-planned' }
  | { readonly kind: 'ended'; readonly ran: RunResult };
