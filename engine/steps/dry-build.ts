import { proveIntent, type DefinedAt } from '../check/intent.ts';
import { refuseForbidden, tellRule } from '../check/policy/refuse.ts';
import { readConfiguration } from '../host/config-tree.ts';
import {
  evaluateFacts,
  factsCommand,
  type EvaluatedFacts,
  type FactsQuery,
  type Source,
} from '../host/evaluate.ts';
import { keepSystemFacts, readLiveFacts, readSystemFacts } from '../host/facts-cache.ts';
import { findUserRepository } from '../host/user-repository.ts';
import type { Result } from '../model/finding.ts';
import type { BuildPlan, PlanPreview } from '../model/plan.ts';
import type { DryBuildData } from '../model/step-data.ts';
import type { SystemFacts } from '../model/system.ts';
import type { Edit } from '../model/value.ts';
import { dryBuildCommand } from '../nix/argv.ts';
import { readDefinitions } from '../nix/read.ts';
import { parseBuildPlan } from '../report/build-plan.ts';
import { renderFindings } from '../report/findings.ts';
import { buildSemanticDiff } from '../report/semantic-diff.ts';
import { done, fail, required, type Performed, type StepContext, type StepKind } from './context.ts';
import { quarantineFinding } from './quarantine.ts';
import { tellReboot } from './reboot.ts';
import { planHash } from './plan-hash.ts';
import { decide, prepareDecision, stateSteps } from './policy.ts';
import { findDrift } from './drift.ts';
import { queryFor } from './query.ts';

/** One evaluation of the candidate: the derivation, the proof that it holds what was asked, and the whole preview. */
export const dryBuild: StepKind = {
  perform: async (context) => {
    const plan = required(context.state.plan, 'plan');
    if (plan.target !== undefined) return previewRestored(context, plan.target);
    context.meanwhile(() => void prepareDecision(context));
    const evaluated = await evaluateCandidate(context);
    if (!evaluated.ok) return fail(renderFindings(evaluated.findings), { findings: evaluated.findings });
    const broken = proveIntent(askedEdits(context), evaluated.value, await candidateDefinitions(context));
    if (broken.length > 0) return fail(renderFindings(broken), { findings: broken });
    await keepSystemFacts(context.settings, evaluated.value, context.redact);
    return preview(context, evaluated.value);
  },
  commands: (context) => [
    factsCommand(context.settings, { kind: 'candidate', directory: '<candidate>' }, query(context)),
  ],
};

async function evaluateCandidate(context: StepContext): Promise<Result<EvaluatedFacts>> {
  const plan = required(context.state.plan, 'plan');
  const snapshot = required(context.state.snapshot, 'snapshot');
  // Nothing changes: the candidate is the live tree, and its facts may be known already.
  if (plan.files.length === 0)
    return readLiveFacts(context.exec, context.settings, snapshot.tree, query(context), context.redact);
  return evaluateFacts(
    context.exec,
    context.settings,
    await candidateSource(context),
    query(context),
    context.signal,
  );
}

/** Where the candidate's text defines an option, for a file as Nix names it. */
async function candidateDefinitions(context: StepContext): Promise<DefinedAt> {
  const { settings } = context;
  const directory = context.state.edit?.directory ?? settings.configuration;
  const written = await readConfiguration({ ...settings, configuration: directory });
  const prefix = (await repositoryPrefix(context)) ?? '';
  // Nix sees a file at the live tree's place, at the candidate's own, or, of a flake, in the store.
  const nameOf = (file: string): string => {
    const inSource = /^\/nix\/store\/[^/]+-source\//u.exec(file)?.[0];
    const roots = [`${settings.configuration}/`, `${directory}/`, `${inSource ?? ''}${prefix}`];
    return file.slice(roots.find((root) => root !== '' && file.startsWith(root))?.length ?? 0);
  };
  // The text alone may not lead to the file: its import can be computed.
  return (path, file) =>
    readDefinitions({ ...written, entries: [nameOf(file)] }, path)
      .filter(({ position }) => position.file === nameOf(file))
      .map(({ position, priority }) => ({ line: position.line, priority }));
}

async function repositoryPrefix({ settings }: StepContext): Promise<string | undefined> {
  return settings.style === 'flake' ? (await findUserRepository(settings.configuration))?.prefix : undefined;
}

async function candidateSource(context: StepContext): Promise<Source> {
  const edit = required(context.state.edit, 'candidate');
  if (context.settings.style === 'flake' && edit.userCommit !== undefined) {
    const repository = await findUserRepository(context.settings.configuration);
    if (repository !== undefined) {
      const ref = `refs/nixos-ai/${context.state.run}`;
      return {
        kind: 'commit',
        repository: repository.root,
        ref,
        commit: edit.userCommit,
        prefix: repository.prefix,
      };
    }
  }
  return { kind: 'candidate', directory: edit.directory };
}

/**
 * Going back evaluates nothing: the old system is in the store, and what it was like is remembered. It is realised by
 * its output path, since its derivation may be gone.
 */
async function previewRestored(context: StepContext, target: string): Promise<Performed> {
  const known = await readSystemFacts(context.settings, target);
  const facts = known ?? (await liveFacts(context)) ?? EMPTY_FACTS;
  return preview(context, { ...facts, drvPath: '', outPath: target }, known !== undefined);
}

async function preview(context: StepContext, after: SystemFacts, known = true): Promise<Performed> {
  const plan = required(context.state.plan, 'plan');
  const edits = plan.edits;
  if (plan.files.length === 0 && after.outPath === plan.before.running && canEndUnchanged(context)) {
    return { outcome: 'no-change', message: 'it already is so; nothing was changed' };
  }
  const build =
    plan.target === undefined ? await dryBuildPlan(context, after.drvPath) : { build: [], fetch: [] };
  const live = await liveFacts(context);
  const drift = await findDrift(context, live);
  const decidable = {
    edits,
    files: plan.files,
    semantic: buildSemanticDiff(live ?? after, after),
    ...(live === undefined || !known ? { semanticUnknown: true as const } : {}),
    ...(drift === undefined ? {} : { drift }),
    build,
    warnings: [...after.warnings, ...(await ownWarnings(context, after))],
  };
  const decided = await decide(context, decidable);
  if (!decided.ok) return fail(renderFindings(decided.findings), { findings: decided.findings });
  const decision = decided.value;
  const forbidden = refuseForbidden(decision);
  if (forbidden.length > 0) return fail(renderFindings(forbidden), { findings: forbidden, decision });
  const reasons = decision.rules.filter((rule) => rule.class !== undefined).map(tellRule);
  const complete: Omit<PlanPreview, 'planHash'> = {
    ...decidable,
    risk: { class: decision.class, reasons },
    decision,
    drvPath: after.drvPath,
    outPath: after.outPath,
  };
  const data: DryBuildData = { preview: { ...complete, planHash: planHash(context.state, complete) } };
  const count = build.build.length;
  return done(`${count} derivation${count === 1 ? '' : 's'} to build, risk ${decision.class}`, data);
}

/** What a person has to know before they approve it and no evaluation says. */
async function ownWarnings(context: StepContext, after: SystemFacts): Promise<readonly string[]> {
  const known = await quarantineFinding(context, after);
  const reboots = stateSteps(context).flatMap((step) => (step.kind === 'reboot' ? [tellReboot(step)] : []));
  return [
    ...(known === undefined ? [] : [`${known.code}: ${known.message}. ${known.fix ?? ''}`]),
    ...reboots,
  ];
}

/** Only a run that is nothing but a change may end because there is nothing to change. */
function canEndUnchanged(context: StepContext): boolean {
  return stateSteps(context).every((step) => step.kind === 'verify' || step.kind === 'notify');
}

/** Facts of the system before, or undefined when its configuration does not evaluate. */
async function liveFacts(context: StepContext): Promise<SystemFacts | undefined> {
  const snapshot = required(context.state.snapshot, 'snapshot');
  const facts = await readLiveFacts(
    context.exec,
    context.settings,
    snapshot.tree,
    query(context),
    context.redact,
  );
  return facts.ok ? facts.value : undefined;
}

async function dryBuildPlan(context: StepContext, drvPath: string): Promise<BuildPlan> {
  const result = await context.exec(dryBuildCommand(context.settings, drvPath), {
    timeout: context.settings.limits.evaluate,
    signal: context.signal,
  });
  return parseBuildPlan(result.stderr);
}

function askedEdits(context: StepContext): readonly Edit[] {
  return context.checked.change.kind === 'edits' ? context.checked.change.edits : [];
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
