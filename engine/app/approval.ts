import { assertNever } from '../model/outcome.ts';
import type { Decider } from '../model/step-data.ts';
import type { ConsentAnswer, Consent } from '../steps/context.ts';

/** What is approved before anybody is asked. */
export type Approval =
  /** Everything that the preview may show. `by`: whose word that is, `--yes`. */
  | { readonly kind: 'everything'; readonly by: Decider }
  /** One plan that a person has seen elsewhere. */
  | { readonly kind: 'plan'; readonly planHash: string }
  | { readonly kind: 'nothing'; readonly why?: string };

/**
 * The consent that follows from an approval, without anybody being asked. Steps without a plan were not shown as one: who
 * approved a plan has not approved them.
 *
 * @example
 * await consentTo({ kind: 'plan', planHash: seen }).plan(preview, signal)   // approved where it is the very same plan
 */
export function consentTo(approval: Approval): Consent {
  switch (approval.kind) {
    case 'everything':
      return always({ approved: true, by: approval.by });
    case 'nothing':
      return always({
        approved: false,
        by: 'nobody',
        ...(approval.why === undefined ? {} : { why: approval.why }),
      });
    case 'plan': {
      const why = 'the plan is not the approved one: review it again';
      const steps = 'the approval is for a plan, but this run has none; pass --yes';
      return {
        plan: async ({ planHash }) =>
          Promise.resolve(
            planHash === approval.planHash
              ? { approved: true, by: 'person' }
              : { approved: false, by: 'person', why },
          ),
        question: async () => Promise.resolve({ approved: false, by: 'nobody', why: steps }),
      };
    }
    default:
      return assertNever(approval);
  }
}

function always(answer: ConsentAnswer): Consent {
  const give = async (): Promise<ConsentAnswer> => Promise.resolve(answer);
  return { plan: give, question: give };
}
