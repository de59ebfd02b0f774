import { say } from '../../../model/step-message.ts';
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
  if (!live.ok) return { wrong: say('check.no-evaluation', {}) };
  const running = await host.systems.running();
  if (live.value.outPath === running) return {};
  const known = await host.evaluate.system(running);
  const changes = known === undefined ? '' : summarize(buildSemanticDiff(known, live.value));
  return { wrong: say('drift.configuration', { configured: live.value.outPath, running, changes }) };
}

async function lookAtBoot({ host }: LookContext): Promise<CheckResult> {
  const { running, profile } = await host.systems.links();
  return running === profile ? {} : { wrong: say('drift.boot', { running, profile }) };
}

async function lookAtUnits({ host }: LookContext): Promise<CheckResult> {
  const failed = await host.units.failed();
  if (failed === undefined) return { wrong: say('check.no-service-manager', {}) };
  return failed.length === 0 ? {} : { wrong: say('drift.units', { units: failed }) };
}
