import { say } from '../../model/step-message.ts';
import { refuseForbidden, tellRule } from '../../check/policy/refuse.ts';
import { NO_FACTS, type EvaluatedFacts } from '../../model/host/evaluate.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import type { Finding } from '../../model/finding.ts';
import type { BuildPlan, EarlierChange, PlanPreview } from '../../model/plan.ts';
import type { DryBuildData } from '../../model/step-data.ts';
import type { SystemFacts } from '../../model/system.ts';
import { buildSemanticDiff } from '../../nix/semantic-diff.ts';
import { besideIntent } from '../change/beside.ts';
import { evaluateCandidate } from '../change/candidate.ts';
import { done, failWith, required, type Performed, type StepContext, type StateHandler } from '../context.ts';
import { proveEdits } from '../change/prove.ts';
import { tellWithoutEffect } from '../../check/proof/without-effect.ts';
import { tellOtherwise } from '../../check/proof/other-ways.ts';
import { quarantineFinding } from '../change/quarantine.ts';
import { plannedActs } from '../change/planned-acts.ts';
import { readRelying } from '../change/read-relying.ts';
import { tellRelied } from '../change/relied.ts';
import { hashInForce, planHash } from '../change/plan-hash.ts';
import { decide, prepareDecision, stateSteps } from '../change/policy.ts';
import { restoreWarnings } from '../change/restore.ts';
import { findDrift } from '../change/drift.ts';
import { builtChanges } from '../change/built.ts';
import { findEarlier } from '../change/earlier.ts';
import { queryOf } from '../change/query.ts';
import { confirmUnchanged } from '../change/unchanged.ts';

/** One evaluation of the candidate: the derivation, the proof that it holds what was asked, and the whole preview. */
export const dryBuild: StateHandler = {
  perform: async (context) => {
    const plan = required(context.state.plan, 'plan');
    if (plan.target !== undefined) return previewRestored(context, plan.target);
    context.besideNextCommand(() => void prepareDecision(context));
    const evaluated = await evaluateCandidate(context, queryOf(context));
    if (!evaluated.ok) return refused(evaluated.findings);
    const facts = evaluated.value;
    if (endsUnchanged(context, facts)) {
      const { commit } = required(context.state.snapshot, 'snapshot');
      await context.host.evaluate.keepText(facts.outPath, commit);
      return confirmUnchanged(context, facts);
    }
    const listing = listBuilds(context, facts.drvPath);
    try {
      const broken = await proveEdits(context, facts, plan.files.length > 0);
      const beside = broken.length > 0 ? [] : await besideIntent(context, await liveFacts(context), facts);
      if (broken.length > 0 || beside.length > 0) return refused([...broken, ...beside]);
      await context.host.evaluate.keepSystem(facts, context.redact);
      return await preview(context, facts, { build: listing.builds });
    } finally {
      listing.end();
    }
  },
  commands: (context) => [
    context.host.evaluate.command({ kind: 'candidate', directory: '<candidate>' }, queryOf(context)),
  ],
};

/**
 * Going back evaluates nothing: the old system is in the store, and what it was like is remembered. It is realised by
 * its output path, since its derivation may be gone.
 */
async function previewRestored(context: StepContext, target: string): Promise<Performed> {
  const known = await context.host.evaluate.system(target);
  const facts = known ?? (await liveFacts(context)) ?? NO_FACTS;
  const after = { ...facts, drvPath: '', outPath: target };
  if (endsUnchanged(context, after)) return confirmUnchanged(context, after);
  return preview(context, after, { known: known !== undefined, build: NOTHING_TO_BUILD });
}

const NOTHING_TO_BUILD: Promise<BuildPlan> = Promise.resolve({ build: [], fetch: [] });

function endsUnchanged(context: StepContext, after: SystemFacts): boolean {
  const plan = required(context.state.plan, 'plan');
  if (plan.files.length > 0 || after.outPath !== plan.before.running || !canEndUnchanged(context))
    return false;
  // Who applies what lies there, or goes back to what was, wants it to boot, too.
  const { kind } = context.checked.change;
  return (kind !== 'as-it-is' && kind !== 'restore') || after.outPath === plan.before.profile;
}

/** @param from - Whether what the system is like is known, and what has to be built for it. */
async function preview(
  context: StepContext,
  after: SystemFacts,
  from: { readonly known?: boolean; readonly build: Promise<BuildPlan> },
): Promise<Performed> {
  const plan = required(context.state.plan, 'plan');
  const edits = plan.edits;
  const live = await factsBefore(context);
  const drift = await findDrift(context, live);
  const earlier = await earlierChange(context, live, after);
  const built = await builtChanges(context, after.outPath);
  const acts = await plannedActs(context);
  const decidable = {
    edits,
    ...(plan.inputs === undefined ? {} : { inputs: plan.inputs }),
    files: plan.files,
    semantic: buildSemanticDiff(live ?? after, after),
    ...(live === undefined || from.known === false ? { semanticUnknown: true as const } : {}),
    ...(drift === undefined ? {} : { drift }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(built === undefined ? {} : { built }),
    ...(acts.length === 0 ? {} : { acts }),
    build: await from.build,
    warnings: [...after.warnings, ...(await ownWarnings(context, live, after))],
  };
  const decided = await decide(context, decidable);
  if (!decided.ok) return refused(decided.findings);
  const decision = decided.value;
  const forbidden = refuseForbidden(decision);
  if (forbidden.length > 0) return failWith(forbidden, { decision });
  const reasons = decision.rules.filter((rule) => rule.class !== undefined).map(tellRule);
  const complete: Omit<PlanPreview, 'planHash'> = {
    ...decidable,
    inForce: await hashInForce(context),
    risk: { class: decision.class, reasons },
    decision,
    drvPath: after.drvPath,
    outPath: after.outPath,
  };
  const data: DryBuildData = { preview: { ...complete, planHash: planHash(context.state, complete) } };
  const builds = decidable.build.build.length;
  return done(say('dry-build.previewed', { builds, risk: decision.class }), data);
}

/** Of what lies in the configuration, and remembers of which text a system is. */
async function earlierChange(
  context: StepContext,
  live: SystemFacts | undefined,
  after: SystemFacts,
): Promise<EarlierChange | undefined> {
  const { snapshot, edit, plan } = context.state;
  const asItIs = context.checked.change.kind === 'as-it-is';
  const found = await findEarlier(context, asItIs ? after : live);
  const { evaluate } = context.host;
  if (plan?.target !== undefined) return found;
  if (found === undefined)
    await evaluate.keepText(required(plan, 'plan').before.running, required(snapshot, 'snapshot').commit);
  if (after.outPath !== plan?.before.running)
    await evaluate.keepText(after.outPath, required(edit, 'candidate').commit);
  return found;
}

/** What a person has to know before they approve it and no evaluation says. */
async function ownWarnings(
  context: StepContext,
  before: SystemFacts | undefined,
  after: SystemFacts,
): Promise<readonly string[]> {
  const known = await quarantineFinding(context, after);
  const told = stateSteps(context).flatMap(
    (step) => stateKindOf(context.checked.kinds, step).warn?.(step) ?? [],
  );
  const { change } = context.checked;
  const restored = change.kind === 'restore' ? restoreWarnings(context, change) : [];
  return [
    ...restored,
    ...tellOtherwise(change.edits ?? [], after),
    ...tellWithoutEffect(change.edits ?? [], after),
    ...tellRelied(before, after, await readRelying(context)),
    ...(known === undefined ? [] : [`${known.code}: ${known.message}. ${known.fix ?? ''}`]),
    ...told,
  ];
}

/** Only a run that is nothing but a change may end because there is nothing to change. */
function canEndUnchanged(context: StepContext): boolean {
  return stateSteps(context).every((step) => {
    const kind = stateKindOf(context.checked.kinds, step);
    return kind.looks !== undefined || kind.idles?.(step) === true;
  });
}

/** What the change is compared with: what the configuration said, or, where it stays as it is, what runs. */
async function factsBefore(context: StepContext): Promise<SystemFacts | undefined> {
  if (context.checked.change.kind !== 'as-it-is') return liveFacts(context);
  return context.host.evaluate.system(required(context.state.plan, 'plan').before.running);
}

/** Facts of the system before, or undefined when its configuration does not evaluate. */
async function liveFacts(context: StepContext): Promise<EvaluatedFacts | undefined> {
  const snapshot = required(context.state.snapshot, 'snapshot');
  const facts = await context.host.evaluate.live(snapshot.tree, queryOf(context), context.redact);
  return facts.ok ? facts.value : undefined;
}

/** What realising a derivation would take, listed while the rest of the preview is made. */
function listBuilds(
  context: StepContext,
  drvPath: string,
): { readonly builds: Promise<BuildPlan>; readonly end: () => void } {
  const end = new AbortController();
  const builds = context.host.store.plan(drvPath, AbortSignal.any([context.signal, end.signal]));
  // Who no longer waits for it does not hear why it failed.
  builds.catch(() => undefined);
  return { builds, end: () => end.abort() };
}

function refused(findings: readonly Finding[]): Performed {
  return failWith(findings);
}
