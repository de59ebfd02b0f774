import { parseAge } from '../../../document/window.ts';
import type { Host } from '../../../model/host/host.ts';
import type { StepOf } from '../../../model/runbook.ts';
import { collectGarbageCommand } from '../../../nix/argv.ts';
import { nixMessage } from '../../../nix/errors.ts';
import { oldGenerations } from '../../../nix/generations.ts';
import { parseFreed } from '../../../nix/log/freed.ts';
import {
  done,
  fail,
  lastLines,
  type Performance,
  type PerformContext,
  type Performed,
} from '../../perform.ts';

type Context = PerformContext<StepOf<'collect-garbage'>>;

/**
 * Deletes old generations, then what nothing needs any more. Nothing of that comes back, and no rollback misses it: the
 * systems that run, were booted or boot next stay, and so does every system that a run can be taken back to.
 */
export const performGarbage: Performance<StepOf<'collect-garbage'>> = {
  perform: async (context) => {
    const old = await findOld(context);
    const what = old.length === 0 ? 'garbage' : `generations ${old.join(', ')} and garbage`;
    context.announce(`deleting ${what}`, {
      mutation: 'garbage',
      step: context.step.id,
      generations: old,
    });
    return (await deleteGenerations(context.host, old)) ?? collect(context, old.length);
  },
  commands: ({ host }) => [collectGarbageCommand(host.place)],
};

async function findOld({ host, step: { olderThan } }: Context): Promise<readonly number[]> {
  const age = typeof olderThan === 'string' ? parseAge(olderThan) : undefined;
  if (age === undefined) throw new TypeError('the age of garbage is not bound');
  const { running, booted, profile, generation } = await host.systems.links();
  const needed = new Set([running, booted, profile, ...(await host.store.kept())]);
  const before = new Date(host.clock.now().getTime() - age).toISOString();
  return oldGenerations(await host.systems.generations(), { before, current: generation, needed });
}

/** The boot menu is written anew: an entry whose system is gone does not boot. */
async function deleteGenerations(host: Host, old: readonly number[]): Promise<Performed | undefined> {
  if (old.length === 0) return undefined;
  const deleted = await host.systems.deleteGenerations(old);
  if (deleted.exitCode !== 0)
    return fail(`generations ${old.join(', ')} could not be deleted: ${nixMessage(deleted.stderr)}`);
  const { profile } = await host.systems.links();
  const menu = await host.activation.boot(profile);
  if (menu.exitCode === 0) return undefined;
  return fail(`the boot menu still has generations that are gone: ${lastLines(menu.stderr + menu.stdout)}`);
}

async function collect({ host, timeout, signal }: Context, generations: number): Promise<Performed> {
  const result = await host.store.collectGarbage({ timeout, signal });
  if (result.exitCode !== 0) {
    const why = result.timedOut ? 'it took too long' : nixMessage(result.stderr);
    return fail(`garbage could not be collected: ${why}`);
  }
  const { paths, bytes } = parseFreed(result.stdout);
  const count = `${generations} generation${generations === 1 ? '' : 's'} and ${paths} store paths deleted`;
  return done(`${count}, ${(bytes / 1024 ** 2).toFixed(1)} MiB freed`, { freed: bytes, paths, generations });
}
