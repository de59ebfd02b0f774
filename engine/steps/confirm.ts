import { disarm } from '../host/dead-man.ts';
import { readProfile, readRunning } from '../host/system.ts';
import { adoptCandidate, findUserRepository } from '../host/user-repository.ts';
import { setProfileCommand, switchToConfigurationCommand } from '../nix/argv.ts';
import { nixMessage } from '../host/nix-errors.ts';
import { lastLines } from './activate.ts';
import { done, fail, required, type Performed, type StepContext, type StepKind } from './context.ts';
import { deadManUnit } from './dead-man.ts';

/** What was on trial becomes what boots: profile, boot entry, then the user's own repository. */
export const confirm: StepKind = {
  perform: async (context) => {
    const problem = await makeDefault(context);
    if (problem !== undefined) return problem;
    await disarm(context.exec, context.settings, deadManUnit(context.state.run));
    const committed = await commitForUser(context);
    const { generation } = await readProfile(context.settings);
    return done(`generation ${generation} boots from now on${committed}`, { generation });
  },
  commands: (context) => {
    const toplevel = context.state.dryBuild?.preview.outPath ?? '<toplevel>';
    return [setProfileCommand(context.settings, toplevel), switchToConfigurationCommand(toplevel, 'boot')];
  },
};

async function makeDefault(context: StepContext): Promise<Performed | undefined> {
  const { outPath } = required(context.state.build, 'built system');
  if ((await readRunning(context.settings)) !== outPath)
    return fail('another system was activated meanwhile');
  const before = await readProfile(context.settings);
  if (before.path !== outPath) {
    context.announce(`making ${outPath} the default`, { mutation: 'profile', toplevel: outPath });
    const set = await context.exec(setProfileCommand(context.settings, outPath), {
      timeout: context.settings.limits.switch,
    });
    if (set.exitCode !== 0) return fail(`the profile could not be set: ${nixMessage(set.stderr)}`);
  }
  const boot = await context.exec(switchToConfigurationCommand(outPath, 'boot'), {
    timeout: context.settings.limits.switch,
  });
  if (boot.exitCode !== 0)
    return fail(`the boot entry could not be written: ${lastLines(boot.stderr + boot.stdout)}`);
  const after = await readProfile(context.settings);
  return after.path === outPath ? undefined : fail(`the profile points to ${after.path}, not to ${outPath}`);
}

/** A clean branch moves to the candidate; anything else is left to its owner. */
async function commitForUser(context: StepContext): Promise<string> {
  const base = context.state.plan?.repository;
  const commit = context.state.edit?.userCommit;
  const repository =
    base === undefined ? undefined : await findUserRepository(context.settings.configuration);
  if (repository === undefined || base === undefined) return '';
  if (commit === undefined || !base.clean)
    return '; your repository had changes of its own, so nothing was committed';
  const paths = (context.state.plan?.files ?? []).map((file) => file.path);
  const adopted = paths.length > 0 && (await adoptCandidate(repository, base, commit, paths));
  if (paths.length === 0) return '';
  return adopted
    ? `; committed as ${commit.slice(0, 12)}`
    : '; your branch moved meanwhile, so nothing was committed';
}
