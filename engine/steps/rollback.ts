import { join } from 'node:path';
import { removeTree } from '../host/files.ts';
import { disarm } from '../host/dead-man.ts';
import { readGenerationPath, readProfile, readSystem } from '../host/system.ts';
import { setProfileCommand, switchGenerationCommand, switchToConfigurationCommand } from '../nix/argv.ts';
import type { MutationData } from '../model/step-data.ts';
import { holdsPlaceholder } from '../redact/span.ts';
import { activate, describeExit, lastLines } from './activate.ts';
import { done, fail, required, type Performed, type StepContext, type StepKind } from './context.ts';
import { hostPathEnvironment } from './checks.ts';
import { deadManUnit } from './dead-man.ts';
import { restoreFiles } from './live-files.ts';

/**
 * Back to what was before, by store path, with the old system's own program: no evaluation, no network. Every part is
 * tried even when another fails; what could not be put back is said, with the command that does it.
 */
export const rollback: StepKind = {
  perform: async (context) => {
    const problems = [
      ...(await undoCommands(context)),
      ...(await restoreConfiguration(context)),
      ...(await restoreSystem(context)),
      ...(await restoreProfile(context)),
    ];
    const different = problems.length > 0 ? problems : await compare(context);
    if (different.length > 0) return needsHuman(context, different);
    await disarm(context.exec, context.settings, deadManUnit(context.state.run));
    return done(`back on ${context.state.plan?.before.running ?? 'the system of before'}`);
  },
};

/** `run` steps that were begun are undone, last first. */
async function undoCommands(context: StepContext): Promise<string[]> {
  const begun = context.state.mutations.filter((mutation) => mutation.mutation === 'command').toReversed();
  const problems: string[] = [];
  for (const mutation of begun) {
    const [program, ...rest] = mutation.undo ?? [];
    if (mutation.undo?.some(holdsPlaceholder) === true) {
      problems.push(
        `step ${mutation.step ?? '?'} cannot be undone: its undo holds a secret, which the journal does not`,
      );
      continue;
    }
    if (program === undefined) {
      problems.push(`step ${mutation.step ?? '?'} cannot be undone`);
      continue;
    }
    const command = { argv: [program, ...rest], env: hostPathEnvironment(context) } as const;
    const result = await context.exec(command, { timeout: undoTimeout(context, mutation) });
    if (result.exitCode !== 0)
      problems.push(`the undo of step ${mutation.step ?? '?'} failed: ${lastLines(result.stderr, 3)}`);
  }
  return problems;
}

/** An undo has the time of the step it takes back: that is what the checker proved to fit. */
function undoTimeout(context: StepContext, mutation: MutationData): number {
  const node = context.checked.graph.nodes.find(
    (candidate) => candidate.id === `step:${mutation.step ?? ''}`,
  );
  return node?.timeout ?? context.settings.limits.switch;
}

async function restoreConfiguration(context: StepContext): Promise<string[]> {
  const written = find(context, 'files');
  if (written === undefined) return [];
  const snapshot = required(context.state.snapshot, 'snapshot');
  const foreign = await restoreFiles(context, snapshot.commit, written.files ?? []);
  return foreign.map((path) => `${path} was changed by somebody else during the run and was left as it is`);
}

async function restoreSystem(context: StepContext): Promise<string[]> {
  if (find(context, 'activation') === undefined) return [];
  const { before } = required(context.state.plan, 'plan');
  // Lists of an interrupted switch would be merged into this one.
  for (const list of ['start-list', 'restart-list', 'reload-list']) {
    await removeTree(join(context.settings.system, 'nixos', list));
  }
  const { launched, running } = await activate(context, before.running, 'rollback');
  if (running !== before.running) {
    return [
      `the old system could not be activated: ${describeExit(launched)}\n${lastLines(launched.output)}`,
    ];
  }
  return [];
}

async function restoreProfile(context: StepContext): Promise<string[]> {
  if (find(context, 'profile') === undefined) return [];
  const { before } = required(context.state.plan, 'plan');
  if ((await readProfile(context.settings)).path !== before.profile) {
    // The same generation where it is still there; else the same system as a new one.
    const same = (await readGenerationPath(context.settings, before.generation)) === before.profile;
    const command = same
      ? switchGenerationCommand(context.settings, before.generation)
      : setProfileCommand(context.settings, before.profile);
    const result = await context.exec(command, { timeout: context.settings.limits.switch });
    if (result.exitCode !== 0) return [`the profile could not be put back: ${lastLines(result.stderr, 3)}`];
  }
  const boot = await context.exec(switchToConfigurationCommand(before.profile, 'boot'), {
    timeout: context.settings.limits.switch,
  });
  return boot.exitCode === 0
    ? []
    : [`the boot entry could not be put back: ${lastLines(boot.stderr + boot.stdout, 3)}`];
}

/** The host against the record of before: what still differs. */
async function compare(context: StepContext): Promise<string[]> {
  const { before } = required(context.state.plan, 'plan');
  const failedBefore = context.state.build?.failedBefore ?? [];
  const now = await readSystem(context.exec, context.settings);
  const differs: string[] = [];
  if (now.running !== before.running) differs.push(`${now.running} runs, before it was ${before.running}`);
  if (now.profile !== before.profile)
    differs.push(`the profile is ${now.profile}, before it was ${before.profile}`);
  const failed = now.failedUnits.filter(
    (unit) => !failedBefore.includes(unit) && !unit.startsWith('nixos-ai-'),
  );
  if (failed.length > 0) differs.push(`units fail that did not before: ${failed.join(', ')}`);
  return differs;
}

function needsHuman(context: StepContext, problems: readonly string[]): Performed {
  const { before } = required(context.state.plan, 'plan');
  const lines = [
    'the host could not be brought back entirely:',
    ...problems.map((problem) => `- ${problem}`),
    `the system of before is ${before.running}; to activate it by hand: ${before.running}/bin/switch-to-configuration switch`,
    `the files of before are in git --git-dir ${join(context.settings.state, 'snapshots.git')} show ${context.state.snapshot?.commit ?? '?'}`,
  ];
  return fail(lines.join('\n'), { problems });
}

function find(context: StepContext, kind: MutationData['mutation']): MutationData | undefined {
  return context.state.mutations.find((mutation) => mutation.mutation === kind);
}
