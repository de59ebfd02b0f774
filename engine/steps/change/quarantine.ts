import type { RunState } from '../../journal/fold.ts';
import type { Finding } from '../../model/finding.ts';
import type { StepContext } from '../context.ts';

type Ended = Pick<StepContext, 'host'> & { readonly state: RunState };

/** QTN001 where the very same toplevel was tried before and did not hold; a warning. */
export async function quarantineFinding(
  { host }: Pick<StepContext, 'host'>,
  system: { readonly outPath: string; readonly drvPath: string },
): Promise<Finding | undefined> {
  const found = await host.quarantine.find(system);
  if (found === undefined) return undefined;
  const why = found.reason.split('\n')[0] ?? '';
  return {
    code: 'QTN001',
    severity: 'warning',
    message: `this exact system was tried in run ${found.run} and failed: ${why}`,
    fix: `a person may still approve it (--yes); \`nixos-ai quarantine clear ${found.run}\` forgets it`,
  };
}

/** A toplevel that failed on trial or after its boot is remembered. What a person or a power cut ended is not. */
export async function quarantineFailed({ host, state }: Ended): Promise<void> {
  const { failed, build, dryBuild } = state;
  if (failed === undefined || build === undefined) return;
  await host.quarantine.add({
    outPath: build.outPath,
    drvPath: dryBuild?.preview.drvPath ?? '',
    run: state.run,
    reason: `${failed.node.replace(/^step:/u, '')}: ${failed.message}`,
    at: host.clock.now().toISOString(),
  });
}

/** One that holds after all is as good as any other. */
export async function quarantineHeld({ host, state }: Ended): Promise<void> {
  const { build } = state;
  if (
    build === undefined ||
    (await host.quarantine.find({ outPath: build.outPath, drvPath: '' })) === undefined
  )
    return;
  await host.quarantine.clear(build.outPath);
}
