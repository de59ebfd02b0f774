import { say } from '../../../model/step-message.ts';
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
    context.announce(say('collect-garbage.deleting', { generations: old }), {
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
    return fail(
      say('collect-garbage.generations-stay', { generations: old, said: nixMessage(deleted.stderr) }),
    );
  const { profile } = await host.systems.links();
  const menu = await host.activation.boot(profile);
  if (menu.exitCode === 0) return undefined;
  return fail(say('collect-garbage.menu-stays', { said: lastLines(menu.stderr + menu.stdout) }));
}

async function collect({ host, timeout, signal }: Context, generations: number): Promise<Performed> {
  const result = await host.store.collectGarbage({ timeout, signal });
  if (result.exitCode !== 0)
    return fail(
      result.timedOut
        ? say('collect-garbage.took-too-long', {})
        : say('collect-garbage.failed', { said: nixMessage(result.stderr) }),
    );
  const { paths, bytes } = parseFreed(result.stdout);
  const said = say('collect-garbage.freed', { generations, paths, bytes });
  return done(said, { freed: bytes, paths, generations });
}
