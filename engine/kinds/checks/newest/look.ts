import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import { isNewer, type CheckResult, type LookContext } from '../../look.ts';
import { findNewest, tellFile } from '../newest-files.ts';

export async function lookAtNewest(check: CheckOf<'newest'>, context: LookContext): Promise<CheckResult> {
  const { values } = context;
  const newest = await findNewest(check, check.position, context);
  if ('code' in newest) return { wrong: newest };
  const found = tellFile(newest);
  const least = Number(values.text(check.bytes, check.position));
  if (newest.bytes < least)
    return { found, wrong: say('newest.small', { name: newest.name, bytes: newest.bytes }) };
  const than = check.newerThan === undefined ? undefined : values.text(check.newerThan, check.position);
  return than === undefined || isNewer(found, than)
    ? { found }
    : { found, wrong: say('newest.no-newer', { name: newest.name }) };
}
