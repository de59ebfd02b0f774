import type { RebootReason } from '../../model/host/boot.ts';
import { say, type UserCommit } from '../../model/step-message.ts';
import { setProfileCommand, switchToConfigurationCommand } from '../../nix/argv.ts';
import { endId } from '../../model/graph.ts';
import type { UserRepository } from '../../model/host/repository.ts';
import { REBOOT_NEEDED } from '../activation/activate.ts';
import { done, fail, required, type StepContext, type StateHandler } from '../context.ts';
import { callOffDeadMan } from '../activation/dead-man.ts';
import { makeDefault } from '../activation/make-default.ts';
import { pendingData, reasonsToReboot } from '../activation/pending.ts';

/** What was on trial becomes what boots: profile, boot entry, then the user's own repository. */
export const confirm: StateHandler = {
  perform: async (context) => {
    const { outPath } = required(context.state.build, 'built system');
    // After a power cut that the boot entry survived, `boot` looks at what came up.
    if ((await context.host.systems.running()) !== outPath) return fail(say('confirm.other-system', {}));
    const problem = await makeDefault(context);
    if (problem !== undefined) return problem;
    const armed = await callOffDeadMan(context);
    if (armed !== undefined) return fail(say('confirm.timer-left', { left: armed }));
    const { generation } = await context.host.systems.profile();
    const reasons = await openReasons(context);
    if (reasons.length > 0) {
      const said = say('confirm.after-reboot', { generation, reasons });
      return { outcome: 'reboot', said, data: { generation, ...(await pendingData(context, reasons)) } };
    }
    if (rebootFollows(context)) return done(say('confirm.boots-next', { generation }), { generation });
    const repository = await tryCommit(context);
    return done(say('confirm.confirmed', { generation, repository }), { generation });
  },
  commands: (context) => {
    const toplevel = context.state.dryBuild?.preview.outPath ?? '<toplevel>';
    return [setProfileCommand(context.host.place, toplevel), switchToConfigurationCommand(toplevel, 'boot')];
  },
};

/** Why what was looked at on trial is not what will boot, or is no longer what did. */
async function openReasons(context: StepContext): Promise<readonly RebootReason[]> {
  const { boot, exitCode } = context.state.switch ?? {};
  const reasons = await reasonsToReboot(context);
  const rebooted = boot !== undefined && boot !== (await context.host.boot.id());
  return [
    ...reasons,
    ...(rebooted ? (['rebooted-meanwhile'] as const) : []),
    ...(exitCode === REBOOT_NEEDED && reasons.length === 0 ? (['switch-script'] as const) : []),
  ];
}

/** What is kept is kept: a repository that takes no commit is no reason to take it back. */
async function tryCommit(context: StepContext): Promise<UserCommit> {
  try {
    return await commitForUser(context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.note(say('end.not-committed', { error: why }));
    return { kind: 'failed' };
  }
}

function rebootFollows(context: StepContext): boolean {
  return context.checked.graph.edges.some(
    ({ from, on, to }) => from === 'confirm' && on === 'ok' && to !== endId('verified'),
  );
}

/** A flake does not see a new file that git does not know; what is in it stays out of the index. */
async function trackNew({ host, state }: StepContext, repository: UserRepository): Promise<void> {
  if (host.place.style === 'channel') return;
  const files = state.plan?.files ?? [];
  const made = files.filter(({ before, after }) => before === null && after !== null);
  await host.repository.track(
    repository,
    made.map(({ path }) => path),
  );
}

/** A clean branch moves to the candidate; anything else is left to its owner. */
export async function commitForUser(context: StepContext): Promise<UserCommit> {
  const base = context.state.plan?.repository;
  const commit = context.state.edit?.userCommit;
  const repository = base === undefined ? undefined : await context.host.repository.find();
  if (repository === undefined || base === undefined) return { kind: 'none' };
  if (commit === undefined || !base.clean) {
    await trackNew(context, repository);
    return { kind: 'other-changes' };
  }
  const paths = (context.state.plan?.files ?? []).map((file) => file.path);
  if (paths.length === 0) return { kind: 'none' };
  const adopted = await context.host.repository.adopt(repository, base, commit, paths);
  if (adopted.kind === 'moved-meanwhile') return { kind: 'branch-moved' };
  if (adopted.indexLeft !== undefined) context.note(say('end.index-left', { error: adopted.indexLeft }));
  return { kind: 'committed', commit };
}
