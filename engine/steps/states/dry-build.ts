import { say } from '../../model/step-message.ts';
import { holdsIntent, proveIntent, type DefinedAt } from '../../check/intent.ts';
import { refuseForbidden, tellRule } from '../../check/policy/refuse.ts';
import type { EvaluatedFacts, FactsQuery } from '../../model/host/evaluate.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import type { Finding } from '../../model/finding.ts';
import type { BuildPlan, PlanPreview } from '../../model/plan.ts';
import type { DryBuildData } from '../../model/step-data.ts';
import type { SystemFacts } from '../../model/system.ts';
import type { Edit } from '../../model/options/value.ts';
import { readDefinitions } from '../../nix/modules/read.ts';
import { buildSemanticDiff } from '../../nix/semantic-diff.ts';
import { candidateSource, evaluateCandidate } from '../change/candidate.ts';
import { done, failWith, required, type Performed, type StepContext, type StateHandler } from '../context.ts';
import { withOrigins } from '../change/origins.ts';
import { quarantineFinding } from '../change/quarantine.ts';
import { planHash } from '../change/plan-hash.ts';
import { decide, prepareDecision, stateSteps } from '../change/policy.ts';
import { restoreWarnings } from '../change/restore.ts';
import { findDrift } from '../change/drift.ts';
import { queryFor } from '../change/query.ts';

/** One evaluation of the candidate: the derivation, the proof that it holds what was asked, and the whole preview. */
export const dryBuild: StateHandler = {
  perform: async (context) => {
    const plan = required(context.state.plan, 'plan');
    if (plan.target !== undefined) return previewRestored(context, plan.target);
    context.besideNextCommand(() => void prepareDecision(context));
    const evaluated = await evaluateCandidate(context, query(context));
    if (!evaluated.ok) return refused(evaluated.findings);
    const facts = evaluated.value;
    if (endsUnchanged(context, facts)) return UNCHANGED;
    const listing = listBuilds(context, facts.drvPath);
    try {
      const broken = await prove(context, facts);
      if (broken.length > 0) return refused(broken);
      await context.host.evaluate.keepSystem(facts, context.redact);
      return await preview(context, facts, { build: listing.builds });
    } finally {
      listing.end();
    }
  },
  commands: (context) => [
    context.host.evaluate.command({ kind: 'candidate', directory: '<candidate>' }, query(context)),
  ],
};

/** What does not hold. Where it comes from is asked only then: most changes hold. */
async function prove(context: StepContext, facts: EvaluatedFacts): Promise<readonly Finding[]> {
  const broken = askedEdits(context).filter((edit) => holdsIntent(edit, facts) === 'no');
  if (broken.length === 0) return [];
  const told = await withOrigins(context, await candidateSource(context), facts, broken);
  return proveIntent(broken, told, await candidateDefinitions(context));
}

/** Where the candidate's text defines an option, for a file as Nix names it. */
async function candidateDefinitions(context: StepContext): Promise<DefinedAt> {
  const { configuration } = context.host.place;
  const directory = context.state.edit?.directory ?? configuration;
  const written = await context.host.configuration.read(directory);
  const prefix = (await repositoryPrefix(context)) ?? '';
  // Nix sees a file at the live tree's place, at the candidate's own, or, of a flake, in the store.
  const nameOf = (file: string): string => {
    const inSource = /^\/nix\/store\/[^/]+-source\//u.exec(file)?.[0];
    const roots = [`${configuration}/`, `${directory}/`, `${inSource ?? ''}${prefix}`];
    return file.slice(roots.find((root) => root !== '' && file.startsWith(root))?.length ?? 0);
  };
  // The text alone may not lead to the file: its import can be computed.
  return (path, file) =>
    readDefinitions({ ...written, entries: [nameOf(file)] }, path)
      .filter(({ position }) => position.file === nameOf(file))
      .map(({ position, priority }) => ({ line: position.line, priority }));
}

async function repositoryPrefix({ host }: StepContext): Promise<string | undefined> {
  return host.place.style === 'flake' ? (await host.repository.find())?.prefix : undefined;
}

/**
 * Going back evaluates nothing: the old system is in the store, and what it was like is remembered. It is realised by
 * its output path, since its derivation may be gone.
 */
async function previewRestored(context: StepContext, target: string): Promise<Performed> {
  const known = await context.host.evaluate.system(target);
  const facts = known ?? (await liveFacts(context)) ?? EMPTY_FACTS;
  const after = { ...facts, drvPath: '', outPath: target };
  if (endsUnchanged(context, after)) return UNCHANGED;
  return preview(context, after, { known: known !== undefined, build: NOTHING_TO_BUILD });
}

const NOTHING_TO_BUILD: Promise<BuildPlan> = Promise.resolve({ build: [], fetch: [] });

const UNCHANGED: Performed = { outcome: 'no-change', said: say('dry-build.unchanged', {}) };

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
  const decidable = {
    edits,
    ...(plan.inputs === undefined ? {} : { inputs: plan.inputs }),
    files: plan.files,
    semantic: buildSemanticDiff(live ?? after, after),
    ...(live === undefined || from.known === false ? { semanticUnknown: true as const } : {}),
    ...(drift === undefined ? {} : { drift }),
    build: await from.build,
    warnings: [...after.warnings, ...(await ownWarnings(context, after))],
  };
  const decided = await decide(context, decidable);
  if (!decided.ok) return refused(decided.findings);
  const decision = decided.value;
  const forbidden = refuseForbidden(decision);
  if (forbidden.length > 0) return failWith(forbidden, { decision });
  const reasons = decision.rules.filter((rule) => rule.class !== undefined).map(tellRule);
  const complete: Omit<PlanPreview, 'planHash'> = {
    ...decidable,
    risk: { class: decision.class, reasons },
    decision,
    drvPath: after.drvPath,
    outPath: after.outPath,
  };
  const data: DryBuildData = { preview: { ...complete, planHash: planHash(context.state, complete) } };
  const builds = decidable.build.build.length;
  return done(say('dry-build.previewed', { builds, risk: decision.class }), data);
}

/** What a person has to know before they approve it and no evaluation says. */
async function ownWarnings(context: StepContext, after: SystemFacts): Promise<readonly string[]> {
  const known = await quarantineFinding(context, after);
  const told = stateSteps(context).flatMap(
    (step) => stateKindOf(context.checked.kinds, step).warn?.(step) ?? [],
  );
  const { change } = context.checked;
  const restored = change.kind === 'restore' ? restoreWarnings(context, change) : [];
  return [
    ...restored,
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
async function liveFacts(context: StepContext): Promise<SystemFacts | undefined> {
  const snapshot = required(context.state.snapshot, 'snapshot');
  const facts = await context.host.evaluate.live(snapshot.tree, query(context), context.redact);
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

function askedEdits(context: StepContext): readonly Edit[] {
  return context.checked.change.edits ?? [];
}

function query(context: StepContext): FactsQuery {
  return queryFor(askedEdits(context));
}

const EMPTY_FACTS: EvaluatedFacts = {
  drvPath: '',
  outPath: '',
  hostName: '',
  options: {},
  pkgs: {},
  packages: [],
  units: {},
  ports: { firewall: false, tcp: [], udp: [] },
  users: {},
  normalUsers: [],
  groups: [],
  kernel: '',
  etc: {},
  warnings: [],
};
