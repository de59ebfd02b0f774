import { say } from '../../../model/step-message.ts';
import { join } from 'node:path';
import type { CheckOf } from '../../../model/runbook.ts';
import { hostPath, type CheckResult, type LookContext } from '../../look.ts';
import { findNewest, tellFile } from '../newest-files.ts';

export async function lookAtRestore(check: CheckOf<'restore'>, context: LookContext): Promise<CheckResult> {
  const { host, values, signal } = context;
  const newest = await findNewest(check, check.position, context);
  if ('code' in newest) return { wrong: newest };
  const original = values.text(check.compare, check.position);
  const { compared, wrong } = await host.files.testRestore(
    { path: newest.path, made: newest.changed },
    hostPath(context, original),
    join(host.place.state, 'scratch'),
    signal,
  );
  const found = tellFile(newest);
  const archive = newest.name;
  if (wrong.length > 0)
    return { found, wrong: say('restore.differs', { archive, differences: wrong.slice(0, 5) }) };
  return compared === 0
    ? { found, wrong: say('restore.nothing-compared', { archive, path: original }) }
    : { found };
}
