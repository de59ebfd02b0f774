import { say } from '../../model/step-message.ts';
import { nixMessage } from '../../nix/errors.ts';
import { lastLines } from '../../kinds/perform.ts';
import { fail, required, type Performed, type StepContext } from '../context.ts';

/** Makes the built system what boots next: profile, then boot entry. Doing it twice is as good as once. */
export async function makeDefault(context: StepContext): Promise<Performed | undefined> {
  const { outPath } = required(context.state.build, 'built system');
  const before = await context.host.systems.profile();
  if (before.path !== outPath) {
    context.announce(say('confirm.making-default', { toplevel: outPath }), {
      mutation: 'profile',
      toplevel: outPath,
    });
    const set = await context.host.systems.setProfile(outPath);
    if (set.exitCode !== 0) return fail(say('confirm.profile-not-set', { said: nixMessage(set.stderr) }));
  }
  const boot = await context.host.activation.boot(outPath);
  if (boot.exitCode !== 0)
    return fail(say('confirm.entry-not-written', { said: lastLines(boot.stderr + boot.stdout) }));
  const after = await context.host.systems.profile();
  if (after.path !== outPath)
    return fail(say('confirm.profile-elsewhere', { found: after.path, wanted: outPath }));
  return refuseLostEntry(context, outPath);
}

/** Boot loaders have been known to end well without having written anything. */
async function refuseLostEntry(context: StepContext, toplevel: string): Promise<Performed | undefined> {
  const entry = await context.host.boot.entry(toplevel);
  if (entry.kind === 'there' || entry.kind === 'unknown') return undefined;
  return fail(say('confirm.entry-lost', { entry, toplevel }));
}
