import { say, type StepMessage } from '../../model/step-message.ts';
import { isInForce } from '../../check/policy/approvers.ts';
import { refuseForbidden } from '../../check/policy/refuse.ts';
import { ok, type Finding, type Result } from '../../model/finding.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Approvers } from '../../model/policy.ts';
import type { PlannedAct, PlanPreview } from '../../model/plan.ts';
import type { ConsentData, Decider } from '../../model/step-data.ts';
import {
  done,
  failWith,
  required,
  type ConsentAnswer,
  type Performed,
  type StateHandler,
  type StepContext,
} from '../context.ts';
import { plannedActs } from '../change/planned-acts.ts';
import { decide } from '../change/policy.ts';
import { quarantineFinding } from '../change/quarantine.ts';

/** A person sees exactly what will happen and says yes, or policy does. */
export const consent: StateHandler = {
  perform: async (context) => {
    const preview = context.state.dryBuild?.preview;
    const acts = preview === undefined ? await tellActs(context) : [];
    if (context.state.started.mode === 'plan') {
      const data = decision(context, 'nobody', 'held', preview);
      return { outcome: 'hold', said: say('consent.held', {}), data };
    }
    if (preview === undefined) return withActs(await askForSteps(context), acts);
    return (await refuseStale(context, preview)) ?? askForPlan(context, preview);
  },
};

/** Without a preview nothing else shows what the steps do, those that only look by the word of their author included. */
async function tellActs(context: StepContext): Promise<readonly PlannedAct[]> {
  const acts = await plannedActs(context);
  if (acts.length > 0) context.note(say('consent.acts', { acts }));
  return acts;
}

/** On record with the decision: what a file held then is compared when it is put. */
function withActs(performed: Performed, acts: readonly PlannedAct[]): Performed {
  if (acts.length === 0 || performed.data === undefined) return performed;
  return { ...performed, data: { ...performed.data, acts } };
}

/** A run that waited: its time may be up, or the host another one than the plan is for. */
async function refuseStale(context: StepContext, preview: PlanPreview): Promise<Performed | undefined> {
  const { waiting } = context.state;
  if (waiting === undefined) return undefined;
  const { host } = context;
  if (waiting.expires <= host.clock.now().toISOString()) {
    const said = say('consent.overdue', { expires: waiting.expires });
    return { outcome: 'reject', said, data: decision(context, 'nobody', 'rejected', preview) };
  }
  const { before } = required(context.state.plan, 'plan');
  const now = await host.systems.links();
  if (now.running === before.running && now.profile === before.profile && now.booted === before.booted)
    return undefined;
  return failWith([movedOn(context.state.run)]);
}

/** RUN012: what would be put back is not what runs now. */
function movedOn(run: string): Finding {
  return {
    code: 'RUN012',
    severity: 'error',
    message: `the system of this host has changed since run ${run} was planned`,
    fix: 'ask for the change again: its plan is then one for the host as it is now',
  };
}

async function askForPlan(context: StepContext, preview: PlanPreview): Promise<Performed> {
  // A preview of an engine that knew no decisions: what is not known needs the most that can be had.
  const need = preview.decision?.need ?? 'two-people';
  switch (need) {
    case 'automatic': {
      // What failed before is not tried again by nobody's decision, nor does a later run go unasked.
      if (takesMore(context) || (await quarantineFinding(context, preview)) !== undefined)
        return askPerson(context, preview);
      const data = decision(context, 'policy', 'approved', preview);
      return done(say('consent.by-policy', {}), data);
    }
    case 'confirm':
      return askPerson(context, preview);
    case 'two-people':
      return askSomebodyElse(context, preview);
    case 'forbidden':
      return {
        outcome: 'reject',
        said: say('consent.forbidden', {}),
        data: decision(context, 'policy', 'rejected', preview),
      };
    default:
      return assertNever(need);
  }
}

/** Whether what is taken back takes later runs with it. */
function takesMore({ checked }: StepContext): boolean {
  return checked.change.kind === 'restore' && checked.change.later !== undefined;
}

async function askPerson(context: StepContext, preview: PlanPreview): Promise<Performed> {
  if (context.state.started.cause !== undefined) return askNobody(context, preview);
  const answer = await context.consent.plan(preview, context.signal);
  const data = decision(context, answer.by, answer.approved ? 'approved' : 'rejected', preview);
  if (answer.approved) return done(say('consent.approved', { by: answer.by }), data);
  const known = await quarantineFinding(context, preview);
  const findings = known === undefined ? {} : { findings: [known] };
  return { outcome: 'reject', said: refused(answer), data, ...findings };
}

/** Nobody is here: it was approved in advance, or an approval of exactly this plan is on record, or the run waits for one. */
async function askNobody(context: StepContext, preview: PlanPreview): Promise<Performed> {
  const data = decision(context, 'nobody', 'rejected', preview);
  const known = await quarantineFinding(context, preview);
  if (known !== undefined) {
    // An approval of before it failed is none of trying it again.
    return { outcome: 'reject', said: say('consent.nobody-to-retry', {}), data, findings: [known] };
  }
  const answer = await context.consent.plan(preview, context.signal);
  if (answer.approved)
    return done(
      say('consent.approved', { by: answer.by }),
      decision(context, answer.by, 'approved', preview),
    );
  const approvers = await readApprovers(context);
  if (!approvers.ok) return withoutPolicy(context, preview, approvers.findings);
  const given = await findApproval(context, preview, approvers.value);
  if (given !== undefined) return given;
  const said = { class: preview.risk.class, run: context.state.run };
  return pending(context, preview, say('consent.waits-for-person', said));
}

/** Nobody approves their own change: an approval of exactly this plan, by somebody else, has to be on record. */
async function askSomebodyElse(context: StepContext, preview: PlanPreview): Promise<Performed> {
  const { by } = context.state.started;
  const approvers = await readApprovers(context);
  if (!approvers.ok) return withoutPolicy(context, preview, approvers.findings);
  const given = await findApproval(context, preview, approvers.value);
  if (given !== undefined) return given;
  const said = { by, class: preview.risk.class, approvers: approvers.value, run: context.state.run };
  return pending(context, preview, say('consent.waits-for-other', said));
}

async function readApprovers(context: StepContext): Promise<Result<Approvers>> {
  const policy = await context.host.policy.read();
  return policy.ok ? ok(policy.value.approvers) : policy;
}

/** Who may approve is not known, so nobody has. */
function withoutPolicy(context: StepContext, preview: PlanPreview, findings: readonly Finding[]): Performed {
  const said = say('consent.approvers-unknown', {});
  return { outcome: 'reject', said, data: decision(context, 'nobody', 'rejected', preview), findings };
}

async function findApproval(
  context: StepContext,
  preview: PlanPreview,
  approvers: Approvers,
): Promise<Performed | undefined> {
  const { by } = context.state.started;
  const now = context.host.clock.now();
  const others = context.approvals(preview.planHash).filter((one) => isInForce(one, by, now));
  for (const given of others) {
    // Who may approve is asked again: rights can be taken away after they were used.
    if (await context.host.policy.mayApprove(approvers, given.by)) {
      const { run, seq, by: other } = given;
      const data = { ...decision(context, other, 'approved', preview), spends: { run, seq } };
      return done(say('consent.approved', { by: other }), data);
    }
  }
  return undefined;
}

/**
 * A runbook without a change of the configuration asks once where it would change the host otherwise, whatever is
 * automatic: there is no preview that policy could judge. Where nobody is here to be asked, policy judges the commands:
 * who wrote the schedule or the trigger has said which they are.
 */
async function askForSteps(context: StepContext): Promise<Performed> {
  const mutating = context.checked.graph.nodes.filter((node) => node.kind === 'step' && node.mutates);
  // Who came in by the socket may look at what the host shows them, not at any file that they name.
  if (mutating.length === 0 && context.state.started.by.door !== 'socket') {
    return done(say('consent.no-change', {}), decision(context, 'policy', 'approved', undefined));
  }
  const decided = await decide(context, undefined);
  if (!decided.ok) return failWith(decided.findings);
  const { need } = decided.value;
  if (mutating.length === 0 && need !== 'two-people' && need !== 'forbidden')
    return done(say('consent.no-change', {}), decision(context, 'policy', 'approved', undefined));
  const noted = (by: Decider, what: ConsentData['decision']): ConsentData => ({
    ...decision(context, by, what, undefined),
    policy: decided.value,
  });
  if (need === 'forbidden' || need === 'two-people') {
    const [finding] = refuseForbidden(decided.value);
    const said =
      finding === undefined
        ? say('consent.steps-need-two', {})
        : say('consent.forbidden-steps', { why: finding.message });
    return { outcome: 'reject', said, data: noted('policy', 'rejected') };
  }
  if (context.state.started.cause !== undefined) {
    if (need === 'automatic')
      return done(say('consent.by-policy-for-steps', {}), noted('policy', 'approved'));
    const advance = await context.consent.question('', context.signal);
    if (advance.approved)
      return done(say('consent.approved', { by: advance.by }), noted(advance.by, 'approved'));
    const said = say('consent.nobody-for-steps', {
      class: decided.value.class,
      runbook: context.checked.runbook.name,
    });
    return { outcome: 'reject', said, data: noted('nobody', 'rejected') };
  }
  const names = mutating.map((node) => node.id.slice('step:'.length)).join(', ');
  const answer = await context.consent.question(
    `Run the steps that change the host (${names})?`,
    context.signal,
    'engine',
  );
  const data = noted(answer.by, answer.approved ? 'approved' : 'rejected');
  if (answer.approved) return done(say('consent.approved', { by: answer.by }), data);
  return { outcome: 'reject', said: refused(answer), data };
}

function refused({ why }: ConsentAnswer): StepMessage {
  return say('consent.refused', why === undefined ? {} : { why });
}

/** The run waits, and holds nothing meanwhile. How long is counted from the first time that it was asked. */
function pending(context: StepContext, preview: PlanPreview, said: StepMessage): Performed {
  const data = decision(context, 'nobody', 'pending', preview);
  const expires = context.state.waiting?.expires ?? data.expires;
  return { outcome: 'pending', said, data: { ...data, expires } };
}

function decision(
  context: StepContext,
  by: Decider,
  what: ConsentData['decision'],
  preview: PlanPreview | undefined,
): ConsentData {
  const expires = new Date(context.host.clock.now().getTime() + context.host.limits.approval).toISOString();
  return { by, decision: what, planHash: preview?.planHash ?? '', expires };
}
