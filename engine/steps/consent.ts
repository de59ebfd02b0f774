import type { ConsentData } from '../model/step-data.ts';
import type { PlanPreview } from '../model/plan.ts';
import { done, type Performed, type StepContext, type StepKind } from './context.ts';

/** A person sees exactly what will happen and says yes, or policy does. */
export const consent: StepKind = {
  perform: async (context) => {
    const preview = context.state.dryBuild?.preview;
    if (context.state.started.mode === 'plan') {
      const data = decision(context, 'nobody', 'held', preview);
      return { outcome: 'hold', message: 'the preview is complete; nothing was changed', data };
    }
    return preview === undefined ? askForSteps(context) : askForPlan(context, preview);
  },
};

async function askForPlan(context: StepContext, preview: PlanPreview): Promise<Performed> {
  const autonomy = context.settings.policy[preview.risk.class];
  if (autonomy === 'automatic') {
    const data = decision(context, 'policy', 'approved', preview);
    return done('policy lets this class of change pass', data);
  }
  if (autonomy === 'two-people') return askSomebodyElse(context, preview);
  const answer = await context.consent.plan(preview, context.signal);
  const data = decision(context, answer.by, answer.approved ? 'approved' : 'rejected', preview);
  if (answer.approved) return done(`approved by ${answer.by}`, data);
  return { outcome: 'reject', message: answer.why ?? 'not approved', data };
}

/** Nobody approves their own change: an approval of exactly this plan, by somebody else, has to be on record. */
async function askSomebodyElse(context: StepContext, preview: PlanPreview): Promise<Performed> {
  const now = context.clock.now().toISOString();
  const { by } = context.state.started;
  const given = context
    .approvals(preview.planHash)
    .find((approval) => approval.by !== by && approval.expires > now);
  if (given !== undefined)
    return done(`approved by ${given.by}`, decision(context, given.by, 'approved', preview));
  const message =
    `policy wants somebody else than ${by} to approve changes of class '${preview.risk.class}': ` +
    `they run \`nixos-ai approve ${context.state.run}\`, then ask for this again`;
  return { outcome: 'reject', message, data: decision(context, 'nobody', 'rejected', preview) };
}

/** A runbook without a change of the configuration asks once where it would change the host otherwise. */
async function askForSteps(context: StepContext): Promise<Performed> {
  const mutating = context.checked.graph.nodes.filter((node) => node.kind === 'step' && node.mutates);
  if (mutating.length === 0) {
    return done('nothing here changes the host', decision(context, 'policy', 'approved', undefined));
  }
  const names = mutating.map((node) => node.id.slice('step:'.length)).join(', ');
  const answer = await context.consent.question(
    `Run the steps that change the host (${names})?`,
    context.signal,
  );
  const data = decision(context, answer.by, answer.approved ? 'approved' : 'rejected', undefined);
  if (answer.approved) return done(`approved by ${answer.by}`, data);
  return { outcome: 'reject', message: answer.why ?? 'not approved', data };
}

function decision(
  context: StepContext,
  by: string,
  what: ConsentData['decision'],
  preview: PlanPreview | undefined,
): ConsentData {
  const expires = new Date(context.clock.now().getTime() + context.settings.limits.approval).toISOString();
  return { by, decision: what, planHash: preview?.planHash ?? '', expires };
}
