import type { RebootReason } from '../../model/host/boot.ts';
import { say } from '../../model/step-message.ts';
import { join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import { switchToConfigurationCommand } from '../../nix/argv.ts';
import { lastLines } from '../../kinds/perform.ts';
import {
  done,
  fail,
  failWith,
  required,
  type Performed,
  type StepContext,
  type StateHandler,
} from '../context.ts';
import { RISK_ORDER, type PolicyDecision } from '../../model/policy.ts';
import type { PlanPreview } from '../../model/plan.ts';
import { builtChanges } from '../change/built.ts';
import { changedMeanwhile } from '../change/live-files.ts';
import { planHash } from '../change/plan-hash.ts';
import { reasonsToReboot } from '../activation/pending.ts';
import { decide, stricter } from '../change/policy.ts';
import {
  awaitSwitchLock,
  noteLeftLists,
  refuseFullBoot,
  withoutServiceManager,
} from '../activation/readiness.ts';

/**
 * The last look before anything changes: the approval is for exactly this and still holds, the live files are what the
 * preview saw and can be written, and the new system lets itself in.
 */
export const preflight: StateHandler = {
  perform: async (context) => {
    const refusal =
      refuseApproval(context) ??
      (await refuseStricterPolicy(context)) ??
      (await refuseForeignFiles(context)) ??
      (await refuseLostSnapshot(context)) ??
      (await refuseUnwritable(context)) ??
      (await refuseFullBoot(context, required(context.state.build, 'built system').outPath)) ??
      (await awaitSwitchLock(context)) ??
      (await noteLeftLists(context));
    if (refusal !== undefined) return refusal;
    const { outPath } = required(context.state.build, 'built system');
    const result = await context.host.activation.check(outPath, context.signal);
    const said = lastLines(result.stderr + result.stdout);
    if (onlyInhibited(result.stderr + result.stdout))
      return { outcome: 'reboot', said: say('preflight.inhibited', { said }) };
    if (result.exitCode !== 0) return fail(say('preflight.refused', { said }));
    return (await withoutServiceManager(context)) ?? goesBackByBoot(context, await reasonsToReboot(context));
  },
  commands: (context) => [
    switchToConfigurationCommand(context.state.dryBuild?.preview.outPath ?? '<toplevel>', 'check'),
  ],
};

/** The one check of NixOS that refuses a live switch and lets the system be booted; every other refuses it for good. */
const INHIBITORS = 'switchInhibitors';

function onlyInhibited(output: string): boolean {
  const refused = [...output.matchAll(/^Pre-switch check '(?<name>[^']*)' failed$/gmu)];
  return refused.length > 0 && refused.every((match) => match.groups?.['name'] === INHIBITORS);
}

/** An old userland on the new kernel, or an old driver: a way back that may not work is not tried live. */
function goesBackByBoot(context: StepContext, reasons: readonly RebootReason[]): Performed {
  if (context.checked.change.kind !== 'restore' || reasons.length === 0)
    return done(say('preflight.ready', {}));
  return { outcome: 'reboot', said: say('preflight.back-by-boot', { reasons }) };
}

function refuseApproval(context: StepContext): Performed | undefined {
  const { preview } = required(context.state.dryBuild, 'preview');
  const consent = required(context.state.consent, 'approval');
  if (consent.decision !== 'approved' || consent.planHash !== planHash(context.state, preview)) {
    return fail(say('preflight.other-plan', {}));
  }
  if (consent.expires > context.host.clock.now().toISOString()) return undefined;
  return fail(say('preflight.approval-expired', { expires: consent.expires }));
}

/** What was enough when it was approved is not enough where policy has become stricter since. */
async function refuseStricterPolicy(context: StepContext): Promise<Performed | undefined> {
  const { preview } = required(context.state.dryBuild, 'preview');
  const built = await builtChanges(context, required(context.state.build, 'built system').outPath);
  const now = await decide(context, { ...preview, ...(built && { built }) });
  if (!now.ok) return failWith(now.findings);
  const raised = refuseRaised(preview, now.value);
  if (raised !== undefined) return raised;
  if (preview.decision === undefined || !stricter(now.value, preview.decision)) return undefined;
  const { need, rules } = now.value;
  const [rule] = rules;
  return fail(say('preflight.stricter-policy', { need, ...(rule && { rule }) }), { decision: now.value });
}

/** What was built does more than what was consented to: the next preview shows it, now that it can be looked at. */
function refuseRaised({ risk }: PlanPreview, now: PolicyDecision): Performed | undefined {
  if (RISK_ORDER.indexOf(now.class) <= RISK_ORDER.indexOf(risk.class)) return undefined;
  const rule = now.rules.find((each) => each.class === now.class);
  const said = say('preflight.does-more', { shown: risk.class, class: now.class, ...(rule && { rule }) });
  return fail(said, { decision: now });
}

/** A failure where somebody else has written a file that the plan is about to write. */
export async function refuseForeignFiles(context: StepContext): Promise<Performed | undefined> {
  const plan = required(context.state.plan, 'plan');
  const meanwhile = await changedMeanwhile(context, plan.files);
  if (meanwhile.length === 0) return undefined;
  return fail(say('preflight.files-changed', { paths: meanwhile }));
}

/** What would be put back, and what is to be written, is read once before it is needed. */
async function refuseLostSnapshot(context: StepContext): Promise<Performed | undefined> {
  const snapshot = required(context.state.snapshot, 'snapshot');
  const edit = required(context.state.edit, 'candidate');
  for (const { path, before, after } of required(context.state.plan, 'plan').files) {
    const kept = await hashIn(context, snapshot.commit, path);
    const candidate = await hashIn(context, edit.commit, path);
    if (kept === before && candidate === after) continue;
    const store = join(context.host.place.state, 'snapshots.git');
    return fail(say('preflight.snapshot-lost', { store, path }));
  }
  return undefined;
}

async function hashIn(context: StepContext, commit: string, path: string): Promise<string | null> {
  const content = await context.host.snapshots.read(commit, path);
  return content === undefined ? null : hashBytes(content);
}

async function refuseUnwritable(context: StepContext): Promise<Performed | undefined> {
  const { configuration } = context.host.place;
  for (const file of required(context.state.plan, 'plan').files) {
    const path = join(configuration, file.path);
    if (!(await context.host.files.isWritable(path))) return fail(say('preflight.unwritable', { path }));
  }
  return undefined;
}
