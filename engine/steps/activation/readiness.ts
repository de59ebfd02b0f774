import { bytes } from '../../report/text/table.ts';
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
    const by = `process ${switchLock.pid} holds ${switchLock.file}: another activation is in progress`;
    if (!told) context.note(`${by}; waiting for it`);
    if (signal.aborted || host.clock.now().getTime() - start >= host.limits.switch)
      return fail(`${by}; nothing was changed. Try again when it is done`);
    await host.clock.sleep(POLL_MS, signal);
  }
}

/** A switch does what an interrupted one has left to do: units that this change says nothing of. */
export async function noteLeftLists(context: StepContext): Promise<undefined> {
  const { lists } = await context.host.activation.leftovers();
  const left = lists.map(({ file, units }) => `${file} lists ${units.join(', ')}`);
  if (left.length > 0)
    context.note(`an earlier switch was interrupted, and this one finishes what it left: ${left.join('; ')}`);
  return undefined;
}

/** A boot loader whose partition is full may write half an entry, or none, and say nothing. */
export async function refuseFullBoot(context: StepContext, toplevel: string): Promise<Performed | undefined> {
  const shortage = await context.host.boot.shortage(toplevel);
  if (shortage === undefined) return undefined;
  const { path, free, needed } = shortage;
  return fail(
    `${path} has ${bytes(free)} free, and the new system's kernel and initrd need ${bytes(needed)}; nothing was ` +
      'changed. Delete old generations, then try again',
  );
}

/** In a chroot or an emergency there is nobody who starts and stops units: then nothing can be switched to live. */
export async function withoutServiceManager(context: StepContext): Promise<Performed | undefined> {
  if ((await context.host.units.failed()) !== undefined) return undefined;
  const message = 'no service manager answers here, so the new system waits for the next boot';
  return { outcome: 'reboot', message };
}
