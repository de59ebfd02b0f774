import { BOOT_PARTS, differentParts, type RebootReason } from '../../model/host/boot.ts';
import type { PendingData } from '../../model/step-data.ts';
import { required, type StepContext } from '../context.ts';

/**
 * What of the new system a switch does not make live: parts that are neither those of the booted system nor those of
 * the system of before. What was waiting for a reboot before the run is none of its business.
 */
export async function reasonsToReboot(context: StepContext): Promise<readonly RebootReason[]> {
  const { outPath } = required(context.state.build, 'built system');
  const { before } = required(context.state.plan, 'plan');
  const { booted } = await context.host.systems.links();
  if (booted === '') return [];
  const [wanted, there, earlier] = await Promise.all(
    [outPath, booted, before.running].map(async (system) => context.host.boot.parts(system)),
  );
  if (wanted === undefined || there === undefined || earlier === undefined) return [];
  const asBefore = new Set(BOOT_PARTS.filter((part) => wanted[part] === earlier[part]));
  return differentParts(wanted, there).filter((part) => !asBefore.has(part));
}

/** The record of what has to be booted, and until when. */
export async function pendingData(
  context: StepContext,
  reasons: readonly RebootReason[],
): Promise<PendingData> {
  const { outPath } = required(context.state.build, 'built system');
  const until = new Date(context.host.clock.now().getTime() + context.host.limits.reboot).toISOString();
  return { toplevel: outPath, boot: await context.host.boot.id(), until, reasons };
}
