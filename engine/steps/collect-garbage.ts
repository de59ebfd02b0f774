import { nixMessage } from '../nix/errors.ts';
import { collectGarbageCommand } from '../nix/argv.ts';
import { oldGenerations } from '../nix/generations.ts';
import { parseFreed } from '../nix/log/freed.ts';
import { parseAge } from '../document/window.ts';
import { lastLines } from './activate.ts';
import { done, fail, type Performed, type StepContext, type StepKind } from './context.ts';

/**
 * Deletes old generations, then what nothing needs any more. Nothing of that comes back, and no rollback misses it: the
 * systems that run, were booted or boot next stay, and so does every system that a run can be taken back to.
 */
export const collectGarbage: StepKind = {
  perform: async (context) => {
    const old = await findOld(context);
    const what = old.length === 0 ? 'garbage' : `generations ${old.join(', ')} and garbage`;
    context.announce(`deleting ${what}`, {
      mutation: 'garbage',
      step: stepOf(context).id,
      generations: old,
    });
    return (await deleteGenerations(context, old)) ?? collect(context, old.length);
  },
  commands: ({ host }) => [collectGarbageCommand(host.place)],
};

async function findOld(context: StepContext): Promise<readonly number[]> {
  const { host } = context;
  const { olderThan } = stepOf(context);
  const age = typeof olderThan === 'string' ? parseAge(olderThan) : undefined;
  if (age === undefined) throw new TypeError('the age of garbage is not bound');
  const { running, booted, profile, generation } = await host.systems.links();
  const needed = new Set([running, booted, profile, ...(await host.store.kept())]);
  const before = new Date(host.clock.now().getTime() - age).toISOString();
  return oldGenerations(await host.systems.generations(), { before, current: generation, needed });
}

/** The boot menu is written anew: an entry whose system is gone does not boot. */
async function deleteGenerations(
  context: StepContext,
  old: readonly number[],
): Promise<Performed | undefined> {
  const { host } = context;
  if (old.length === 0) return undefined;
  const deleted = await host.systems.deleteGenerations(old);
  if (deleted.exitCode !== 0)
    return fail(`generations ${old.join(', ')} could not be deleted: ${nixMessage(deleted.stderr)}`);
  const { profile } = await host.systems.links();
  const menu = await host.activation.boot(profile);
  if (menu.exitCode === 0) return undefined;
  return fail(`the boot menu still has generations that are gone: ${lastLines(menu.stderr + menu.stdout)}`);
}

async function collect(context: StepContext, generations: number): Promise<Performed> {
  const result = await context.host.store.collectGarbage({
    timeout: context.node.timeout,
    signal: context.signal,
  });
  if (result.exitCode !== 0) {
    const why = result.timedOut ? 'it took too long' : nixMessage(result.stderr);
    return fail(`garbage could not be collected: ${why}`);
  }
  const { paths, bytes } = parseFreed(result.stdout);
  const count = `${generations} generation${generations === 1 ? '' : 's'} and ${paths} store paths deleted`;
  return done(`${count}, ${(bytes / 1024 ** 2).toFixed(1)} MiB freed`, { freed: bytes, paths, generations });
}

function stepOf({ node }: StepContext) {
  if (node.step?.kind !== 'collect-garbage') throw new TypeError('not a collect-garbage step');
  return node.step;
}
