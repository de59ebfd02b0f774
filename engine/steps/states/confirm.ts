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
    if ((await context.host.systems.running()) !== outPath)
      return fail('another system was activated in the meantime');
    const problem = await makeDefault(context);
    if (problem !== undefined) return problem;
    const armed = await callOffDeadMan(context);
    if (armed !== undefined) return fail(`${armed}: it would take this change back later`);
    const { generation } = await context.host.systems.profile();
    const reasons = await openReasons(context);
    if (reasons.length > 0) {
      const message = `generation ${generation} boots next; ${reasons.join(', ')} only after a reboot`;
      return { outcome: 'reboot', message, data: { generation, ...(await pendingData(context, reasons)) } };
    }
    if (rebootFollows(context)) return done(`generation ${generation} boots next`, { generation });
    const committed = await commitForUser(context);
    return done(`generation ${generation} boots from now on${committed}`, { generation });
  },
  commands: (context) => {
    const toplevel = context.state.dryBuild?.preview.outPath ?? '<toplevel>';
    return [setProfileCommand(context.host.place, toplevel), switchToConfigurationCommand(toplevel, 'boot')];
  },
};

/** Why what was looked at on trial is not what will boot, or is no longer what did. */
async function openReasons(context: StepContext): Promise<readonly string[]> {
  const { boot, exitCode } = context.state.switch ?? {};
  const reasons = await reasonsToReboot(context);
  const rebooted = boot !== undefined && boot !== (await context.host.boot.id());
  return [
    ...reasons,
    ...(rebooted ? ['the host was rebooted during the trial'] : []),
    ...(exitCode === REBOOT_NEEDED && reasons.length === 0 ? ['its own switch script says so'] : []),
  ];
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
export async function commitForUser(context: StepContext): Promise<string> {
  const base = context.state.plan?.repository;
  const commit = context.state.edit?.userCommit;
  const repository = base === undefined ? undefined : await context.host.repository.find();
  if (repository === undefined || base === undefined) return '';
  if (commit === undefined || !base.clean) {
    await trackNew(context, repository);
    return '; your repository had other changes, so nothing was committed';
  }
  const paths = (context.state.plan?.files ?? []).map((file) => file.path);
  const adopted = paths.length > 0 && (await context.host.repository.adopt(repository, base, commit, paths));
  if (paths.length === 0) return '';
  return adopted
    ? `; committed as ${commit.slice(0, 12)}`
    : '; your branch moved in the meantime, so nothing was committed';
}
