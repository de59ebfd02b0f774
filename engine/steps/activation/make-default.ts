import { nixMessage } from '../../nix/errors.ts';
import { lastLines } from '../../kinds/perform.ts';
import { fail, required, type Performed, type StepContext } from '../context.ts';

/** Makes the built system what boots next: profile, then boot entry. Doing it twice is as good as once. */
export async function makeDefault(context: StepContext): Promise<Performed | undefined> {
  const { outPath } = required(context.state.build, 'built system');
  const before = await context.host.systems.profile();
  if (before.path !== outPath) {
    context.announce(`making ${outPath} the default`, { mutation: 'profile', toplevel: outPath });
    const set = await context.host.systems.setProfile(outPath);
    if (set.exitCode !== 0) return fail(`the profile could not be set: ${nixMessage(set.stderr)}`);
  }
  const boot = await context.host.activation.boot(outPath);
  if (boot.exitCode !== 0)
    return fail(`the boot entry could not be written: ${lastLines(boot.stderr + boot.stdout)}`);
  const after = await context.host.systems.profile();
  if (after.path !== outPath) return fail(`the profile points to ${after.path}, not to ${outPath}`);
  return refuseLostEntry(context, outPath);
}

/** Boot loaders have been known to end well without having written anything. */
async function refuseLostEntry(context: StepContext, toplevel: string): Promise<Performed | undefined> {
  const entry = await context.host.boot.entry(toplevel);
  if (entry.kind === 'there' || entry.kind === 'unknown') return undefined;
  const what =
    entry.kind === 'missing' ? 'no entry' : `${entry.entry}, which needs ${entry.file}: missing or empty`;
  return fail(
    `the boot menu has ${what} for ${toplevel}, although the boot loader installer reported success`,
  );
}
