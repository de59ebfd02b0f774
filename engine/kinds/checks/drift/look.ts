import type { CheckOf } from '../../../model/runbook.ts';
import { assertNever } from '../../../model/outcome.ts';
import { buildSemanticDiff, summarize } from '../../../nix/semantic-diff.ts';
import type { CheckResult, LookContext } from '../../look.ts';

export async function lookAtDrift(check: CheckOf<'drift'>, context: LookContext): Promise<CheckResult> {
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

async function lookAtConfiguration(context: LookContext): Promise<CheckResult> {
  const { host, redact, signal } = context;
  const query = { options: [], packages: [] };
  const live = await host.evaluate.live(await host.snapshots.liveTree(), query, redact, signal);
  if (!live.ok) return { wrong: 'the configuration does not evaluate' };
  const running = await host.systems.running();
  if (live.value.outPath === running) return {};
  const known = await host.evaluate.system(running);
  const what = known === undefined ? undefined : summarize(buildSemanticDiff(known, live.value));
  const detail = what === undefined || what === '' ? '' : `: ${what}`;
  return { wrong: `the configuration gives ${live.value.outPath}, and ${running} runs${detail}` };
}

async function lookAtBoot({ host }: LookContext): Promise<CheckResult> {
  const { running, profile } = await host.systems.links();
  return running === profile ? {} : { wrong: `${running} runs, and ${profile} boots next` };
}

async function lookAtUnits({ host }: LookContext): Promise<CheckResult> {
  const failed = await host.units.failed();
  if (failed === undefined) return { wrong: 'the service manager does not answer' };
  return failed.length === 0 ? {} : { wrong: `failed: ${failed.join(', ')}` };
}
