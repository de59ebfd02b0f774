import { nixMessage } from '../host/nix-errors.ts';
import { readProfile } from '../host/system.ts';
import { setProfileCommand, switchToConfigurationCommand } from '../nix/argv.ts';
import { lastLines } from './activate.ts';
import { fail, required, type Performed, type StepContext } from './context.ts';

/** Makes the built system what boots next: profile, then boot entry. Doing it twice is as good as once. */
export async function makeDefault(context: StepContext): Promise<Performed | undefined> {
  const { outPath } = required(context.state.build, 'built system');
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
