import type { PlanPreview } from '../../model/plan.ts';
import type { Consent } from '../../steps/context.ts';

/**
 * Consent to one preview and no other. Steps that have no preview were not shown as one, so a person is asked.
 *
 * @example
 * await agreedTo(seen, asking, onPreview).plan({ ...seen, planHash: 'another' }, signal) // { approved: false, … }
 */
export function agreedTo(
  seen: PlanPreview | undefined,
  asking: Consent,
  onPreview: (preview: PlanPreview) => void,
): Consent {
  return {
    question: async (message, signal, asker) => asking.question(message, signal, asker),
    plan: async (preview) => {
      onPreview(preview);
      if (preview.planHash === seen?.planHash) return Promise.resolve({ approved: true, by: 'person' });
      const why =
        'the host or its configuration changed since the plan was shown, and so did the plan: here is the new one, say "apply it" to apply it';
      return Promise.resolve({ approved: false, by: 'person', why });
    },
  };
}
