import { addQuarantined, clearQuarantine, findQuarantined } from '../host/system/quarantine.ts';
import type { RunState } from '../journal/fold.ts';
import type { Finding } from '../model/finding.ts';
import type { StepContext } from './context.ts';

type Ended = Pick<StepContext, 'settings' | 'clock'> & { readonly state: RunState };

/** QTN001 where the very same toplevel was tried before and did not hold; a warning. */
export async function quarantineFinding(
  { settings }: Pick<StepContext, 'settings'>,
  system: { readonly outPath: string; readonly drvPath: string },
): Promise<Finding | undefined> {
  const found = await findQuarantined(settings.state, system);
  if (found === undefined) return undefined;
  const why = found.reason.split('\n')[0] ?? '';
  return {
    code: 'QTN001',
    severity: 'warning',
    message: `this very system was tried in run ${found.run} and did not hold: ${why}`,
    fix: `a person may approve it all the same (--yes); \`nixos-ai quarantine clear ${found.run}\` forgets it`,
  };
}

/** A toplevel that failed on trial or after its boot is remembered. What a person or a power cut ended is not. */
export async function quarantineFailed({ settings, clock, state }: Ended): Promise<void> {
  const { failed, build, dryBuild } = state;
  if (failed === undefined || build === undefined) return;
  await addQuarantined(settings.state, {
    outPath: build.outPath,
    drvPath: dryBuild?.preview.drvPath ?? '',
    run: state.run,
    reason: `${failed.node.replace(/^step:/u, '')}: ${failed.message}`,
    at: clock.now().toISOString(),
  });
}

/** One that holds after all is as good as any other. */
export async function quarantineHeld({ settings, state }: Ended): Promise<void> {
  const { build } = state;
  if (
    build === undefined ||
    (await findQuarantined(settings.state, { outPath: build.outPath, drvPath: '' })) === undefined
  )
    return;
  await clearQuarantine(settings.state, build.outPath);
}
