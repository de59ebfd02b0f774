import { say, type StepMessage } from '../../model/step-message.ts';
import { join } from 'node:path';
import { differentParts } from '../../model/host/boot.ts';
import type { StepOf } from '../../model/runbook.ts';
import type { MutationData, ReturnData } from '../../model/step-data.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import { readUnitReasons } from '../../kinds/unit-reasons.ts';
import { lastLines } from '../../kinds/perform.ts';
import { decidedBefore, rebootInWindow } from '../../kinds/steps/reboot/perform.ts';
import { activate, activationEndOf, awaitActivation } from '../activation/activate.ts';
import { done, fail, required, type Performed, type StepContext, type StateHandler } from '../context.ts';
import { callOffDeadMan } from '../activation/dead-man.ts';
import { restoreFiles } from '../change/live-files.ts';

/**
 * Back to what was before, by store path, with the old system's own program: no evaluation, no network. Every part is
 * tried even when another fails; what could not be put back is said, with the command that does it.
 *
 * Where another kernel was booted meanwhile the old system is not activated on it: it becomes what boots next, and the
 * run waits for that boot. There is one such way back and no second.
 */
export const rollbackState: StateHandler = {
  perform: async (context) => {
    const { back } = context.state;
    const here = await context.host.boot.id();
    if (back !== undefined && back.boot === here) return waitForBoot(context);
    const begun = back === undefined ? await putBackFiles(context) : [];
    const byBoot = await needsBoot(context);
    const problems = [
      ...begun,
      ...(byBoot ? [] : await restoreSystem(context)),
      ...(await restoreProfile(context)),
    ];
    if (problems.length > 0) return needsHuman(context, problems);
    if (byBoot) return back === undefined ? goBackByBoot(context, here) : cameBackAgain(context);
    const different = await compare(context);
    if (different.length > 0) return needsHuman(context, different);
    await noteLeftTimer(context);
    const system = context.state.plan?.before.running;
    return done(
      say('rollback.back', { ...(system === undefined ? {} : { system }), garbage: has(context, 'garbage') }),
    );
  },
};

/** One that is left finds the host as it was before; the end of the run tries again. */
async function noteLeftTimer(context: StepContext): Promise<void> {
  const left = await callOffDeadMan(context);
  if (left !== undefined) context.note(left);
}

async function putBackFiles(context: StepContext): Promise<StepMessage[]> {
  return [...(await undoSteps(context)), ...(await restoreConfiguration(context))];
}

/** Whether another kernel, or what belongs to one, was booted since the run began than the old system has. */
async function needsBoot(context: StepContext): Promise<boolean> {
  const { before } = required(context.state.plan, 'plan');
  const { booted } = await context.host.systems.links();
  if (booted === '' || booted === before.booted) return false;
  // What could not be made live is not taken back live either.
  if (booted === context.state.pending?.toplevel) return true;
  const [there, wanted] = await Promise.all([
    context.host.boot.parts(booted),
    context.host.boot.parts(before.running),
  ]);
  return differentParts(there, wanted).length > 0;
}

/** Nothing of the new system boots again. A run that was approved to reboot the host does so for the way back too. */
async function goBackByBoot(context: StepContext, boot: string): Promise<Performed> {
  await noteLeftTimer(context);
  const { before } = required(context.state.plan, 'plan');
  const data: ReturnData = { boot };
  const step = begunReboot(context);
  const reboot = step === undefined ? undefined : await rebootInWindow(context, step, undefined);
  const said = say('rollback.by-boot', { system: before.running, ...rebootSaid(reboot) });
  return { outcome: 'reboot', said, data };
}

async function waitForBoot(context: StepContext): Promise<Performed> {
  const { before } = required(context.state.plan, 'plan');
  const step = begunReboot(context);
  const reboot = step === undefined ? undefined : await rebootInWindow(context, step, undefined);
  const said = say('rollback.waits', { system: before.running, ...rebootSaid(reboot) });
  return { outcome: 'reboot', said };
}

function rebootSaid(reboot: Performed | undefined): { readonly reboot?: StepMessage } {
  return reboot?.said === undefined ? {} : { reboot: reboot.said };
}

/** The author's reboot step of this run that was begun, if one was: then rebooting was approved. */
function begunReboot(context: StepContext): StepOf<'reboot'> | undefined {
  const steps = context.checked.graph.nodes.flatMap(({ step }) => (step?.kind === 'reboot' ? [step] : []));
  return steps.find((step) => decidedBefore(context, step.id) !== undefined);
}

async function cameBackAgain(context: StepContext): Promise<Performed> {
  const { booted } = await context.host.systems.links();
  return needsHuman(context, [say('rollback.came-up-with', { booted })]);
}

/** Steps that were begun are taken back as their kinds do it, last first. */
async function undoSteps(context: StepContext): Promise<StepMessage[]> {
  const problems: StepMessage[] = [];
  for (const mutation of context.state.mutations.toReversed()) {
    const node = context.checked.graph.nodes.find(
      ({ step }) => 'step' in mutation && step?.id === mutation.step,
    );
    if (node?.kind !== 'step') continue;
    const kind = stateKindOf(context.checked.kinds, node.step);
    // An undo has the time of the step it takes back: that is what the checker proved to fit.
    problems.push(...((await kind.undo?.(mutation, { host: context.host, timeout: node.timeout })) ?? []));
  }
  return problems;
}

async function restoreConfiguration(context: StepContext): Promise<StepMessage[]> {
  const written = context.state.mutations.find((one) => one.mutation === 'files');
  if (written === undefined) return [];
  const snapshot = required(context.state.snapshot, 'snapshot');
  const foreign = await restoreFiles(context, snapshot.commit, written.files);
  return foreign.map((path) => say('rollback.file-changed', { path }));
}

async function restoreSystem(context: StepContext): Promise<StepMessage[]> {
  if (!has(context, 'activation')) return [];
  const { before } = required(context.state.plan, 'plan');
  if (await isFreshlyBooted(context)) return [];
  // One that the engine did not see the end of may still be under way, and hold the lock of activations.
  if (context.state.switch === undefined) await awaitActivation(context, 'switch');
  // Lists of an interrupted switch would be merged into this one.
  await context.host.activation.dropLists();
  const { launched, running } = await activate(context, before.running, 'rollback');
  if (running === before.running) return [];
  return [
    say('rollback.not-activated', { end: activationEndOf(launched), output: lastLines(launched.output) }),
  ];
}

/** A boot of the old system has activated it, and left nothing half-done. */
async function isFreshlyBooted(context: StepContext): Promise<boolean> {
  const { before } = required(context.state.plan, 'plan');
  const boot = context.state.switch?.boot ?? context.state.pending?.boot;
  if (boot === undefined || boot === (await context.host.boot.id())) return false;
  const { running, booted } = await context.host.systems.links();
  return running === before.running && booted === running;
}

async function restoreProfile(context: StepContext): Promise<StepMessage[]> {
  if (!has(context, 'profile')) return [];
  const { before } = required(context.state.plan, 'plan');
  if ((await context.host.systems.profile()).path !== before.profile) {
    // The same generation where it is still there; else the same system as a new one.
    const same = (await context.host.systems.generation(before.generation)) === before.profile;
    const { systems } = context.host;
    const result = same
      ? await systems.switchGeneration(before.generation)
      : await systems.setProfile(before.profile);
    if (result.exitCode !== 0)
      return [say('rollback.profile-not-restored', { said: lastLines(result.stderr, 3) })];
  }
  const boot = await context.host.activation.boot(before.profile);
  return boot.exitCode === 0
    ? []
    : [say('rollback.entry-not-restored', { said: lastLines(boot.stderr + boot.stdout, 3) })];
}

/** The host against the record of before: what still differs. */
async function compare(context: StepContext): Promise<StepMessage[]> {
  const { before } = required(context.state.plan, 'plan');
  const failedBefore = context.state.build?.failedBefore ?? [];
  const now = await context.host.systems.state();
  const differs: StepMessage[] = [];
  if (now.running !== before.running)
    differs.push(say('rollback.runs-other', { now: now.running, before: before.running }));
  if (now.profile !== before.profile)
    differs.push(say('rollback.profile-other', { now: now.profile, before: before.profile }));
  const failed = now.failedUnits.filter(
    (unit) => !failedBefore.includes(unit) && !unit.startsWith('nixos-ai-'),
  );
  if (failed.length > 0) {
    const reasons = await readUnitReasons(context.host, failed);
    differs.push(say('rollback.units-failed', { units: failed, reasons }));
  }
  return differs;
}

function needsHuman(context: StepContext, problems: readonly StepMessage[]): Performed {
  const { before } = required(context.state.plan, 'plan');
  const commit = context.state.snapshot?.commit;
  return fail(
    say('rollback.incomplete', {
      problems,
      system: before.running,
      store: join(context.host.place.state, 'snapshots.git'),
      ...(commit === undefined ? {} : { commit }),
    }),
  );
}

function has(context: StepContext, kind: MutationData['mutation']): boolean {
  return context.state.mutations.some(({ mutation }) => mutation === kind);
}
