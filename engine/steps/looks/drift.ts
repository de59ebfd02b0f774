import { readLiveFacts, readSystemFacts } from '../../host/nix/facts-cache.ts';
import { readLinks, readRunning } from '../../host/system/system.ts';
import { readFailedUnits } from '../../host/system/units.ts';
import { assertNever } from '../../model/outcome.ts';
import { buildSemanticDiff, summarize } from '../../check/semantic-diff.ts';
import type { CheckOf, Look, LookContext } from './look.ts';

/** Whether a host is what its configuration says, boots what it runs, and has no failed unit. */
export async function lookAtDrift(context: LookContext, check: CheckOf<'drift'>): Promise<Look> {
  switch (check.of) {
    case 'configuration':
      return lookAtConfiguration(context);
    case 'boot':
      return lookAtBoot(context);
    case 'units':
      return lookAtUnits(context);
    default:
      return assertNever(check.of);
  }
}

async function lookAtConfiguration(context: LookContext): Promise<Look> {
  const { exec, settings, snapshots, redact, signal } = context;
  const query = { options: [], packages: [] };
  const live = await readLiveFacts(exec, settings, await snapshots.liveTree(), query, redact, signal);
  if (!live.ok) return { wrong: 'the configuration does not evaluate' };
  const running = await readRunning(settings);
  if (live.value.outPath === running) return {};
  const known = await readSystemFacts(settings, running);
  const what = known === undefined ? undefined : summarize(buildSemanticDiff(known, live.value));
  const detail = what === undefined || what === '' ? '' : `: ${what}`;
  return { wrong: `the configuration gives ${live.value.outPath}, and ${running} runs${detail}` };
}

async function lookAtBoot({ settings }: LookContext): Promise<Look> {
  const { running, profile } = await readLinks(settings);
  return running === profile ? {} : { wrong: `${running} runs, and ${profile} boots next` };
}

async function lookAtUnits({ exec, settings }: LookContext): Promise<Look> {
  const failed = await readFailedUnits(exec, settings);
  if (failed === undefined) return { wrong: 'the service manager does not answer' };
  return failed.length === 0 ? {} : { wrong: `failed: ${failed.join(', ')}` };
}
