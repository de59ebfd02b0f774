import type { ConsentData } from '../model/step-data.ts';
import type { PlanPreview } from '../model/plan.ts';
import { done, type Performed, type StepContext, type StepKind } from './context.ts';

/** A person sees exactly what will happen and says yes, or policy does. */
export const consent: StepKind = {
  perform: async (context) => {
    const preview = context.state.dryBuild?.preview;
    if (context.state.started.mode === 'plan') {
      return {
        outcome: 'hold',
        message: 'the preview is complete; nothing was changed',
        data: decision('nobody', 'held', preview),
      };
    }
    return preview === undefined ? askForSteps(context) : askForPlan(context, preview);
  },
};

async function askForPlan(context: StepContext, preview: PlanPreview): Promise<Performed> {
  if (context.settings.policy[preview.risk.class] === 'automatic') {
    return done('policy lets this class of change pass', decision('policy', 'approved', preview));
  }
  const answer = await context.consent.plan(preview, context.signal);
  if (answer.approved) return done(`approved by ${answer.by}`, decision(answer.by, 'approved', preview));
  return {
    outcome: 'reject',
    message: answer.why ?? 'not approved',
    data: decision(answer.by, 'rejected', preview),
  };
}

/** A runbook without a change of the configuration asks once where it would change the host otherwise. */
async function askForSteps(context: StepContext): Promise<Performed> {
  const mutating = context.checked.graph.nodes.filter((node) => node.kind === 'step' && node.mutates);
  if (mutating.length === 0)
    return done('nothing here changes the host', decision('policy', 'approved', undefined));
  const names = mutating.map((node) => node.id.slice('step:'.length)).join(', ');
  const answer = await context.consent.question(
    `Run the steps that change the host (${names})?`,
    context.signal,
  );
  if (answer.approved) return done(`approved by ${answer.by}`, decision(answer.by, 'approved', undefined));
  return {
    outcome: 'reject',
    message: answer.why ?? 'not approved',
    data: decision(answer.by, 'rejected', undefined),
  };
}

function decision(by: string, what: ConsentData['decision'], preview: PlanPreview | undefined): ConsentData {
  return { by, decision: what, planHash: preview?.planHash ?? '' };
}
