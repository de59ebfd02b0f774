import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import { hostPath, isNewer, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtFile(check: CheckOf<'file'>, context: LookContext): Promise<CheckResult> {
  const { values, host } = context;
  const path = hostPath(context, values.text(check.path, check.position));
  const kind = await host.files.kind(path);
  if (kind === undefined) return check.exists ? { wrong: say('file.missing', {}) } : {};
  if (!check.exists) return { wrong: say('file.there', {}) };
  const found = (await host.files.changed(path)).toISOString();
  const than = check.newerThan === undefined ? undefined : values.text(check.newerThan, check.position);
  if (than !== undefined && !isNewer(found, than))
    return { wrong: say('file.no-newer', { changed: found }), found };
  if (check.contains === undefined) return { found };
  if (kind === 'other') return { wrong: say('file.not-regular', {}), found };
  const part = values.text(check.contains, check.position);
  return { ...lookFor(part, (await host.files.readText(path)) ?? ''), found };
}
