import { say } from '../../model/step-message.ts';
import { fail, type Performed, type StepContext } from '../context.ts';

const POLL_MS = 250;

/**
 * Another activation (`nixos-rebuild`, an upgrade) holds its lock: `switch-to-configuration` would give up at once, so it
 * is waited for, as long as a switch may take.
 */
export async function awaitSwitchLock(context: StepContext): Promise<Performed | undefined> {
  const { host, signal } = context;
  const start = host.clock.now().getTime();
  for (let told = false; ; told = true) {
    const { switchLock } = await context.host.activation.leftovers();
    if (switchLock === undefined) return undefined;
    if (!told) context.note(say('preflight.waits-for-lock', switchLock));
    if (signal.aborted || host.clock.now().getTime() - start >= host.limits.switch)
      return fail(say('preflight.locked', switchLock));
    await host.clock.sleep(POLL_MS, signal);
  }
}

/** A switch does what an interrupted one has left to do: units that this change says nothing of. */
export async function noteLeftLists(context: StepContext): Promise<undefined> {
  const { lists } = await context.host.activation.leftovers();
  if (lists.length > 0) context.note(say('preflight.lists-left', { lists }));
  return undefined;
}

/** A boot loader whose partition is full may write half an entry, or none, and say nothing. */
export async function refuseFullBoot(context: StepContext, toplevel: string): Promise<Performed | undefined> {
  const shortage = await context.host.boot.shortage(toplevel);
  return shortage === undefined ? undefined : fail(say('preflight.boot-full', shortage));
}

/** In a chroot or an emergency there is nobody who starts and stops units: then nothing can be switched to live. */
export async function withoutServiceManager(context: StepContext): Promise<Performed | undefined> {
  if ((await context.host.units.failed()) !== undefined) return undefined;
  return { outcome: 'reboot', said: say('preflight.no-service-manager', {}) };
}
