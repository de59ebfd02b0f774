import type { CheckOf } from '../../../model/runbook.ts';
import { hostPath, isNewer, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtFile(check: CheckOf<'file'>, context: LookContext): Promise<CheckResult> {
  const { values, host } = context;
  const path = hostPath(context, values.text(check.path, check.position));
  const kind = await host.files.kind(path);
  if (kind === undefined) return check.exists ? { wrong: 'it does not exist' } : {};
  if (!check.exists) return { wrong: 'it exists' };
  const found = (await host.files.changed(path)).toISOString();
  const than = check.newerThan === undefined ? undefined : values.text(check.newerThan, check.position);
  if (than !== undefined && !isNewer(found, than))
    return { wrong: `it last changed at ${found}, and that is not newer`, found };
  if (check.contains === undefined) return { found };
  if (kind === 'other') return { wrong: 'it is no plain file', found };
  const part = values.text(check.contains, check.position);
  return { ...lookFor(part, (await host.files.readText(path)) ?? ''), found };
}
