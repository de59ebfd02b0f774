import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';

export async function lookAtLogin(
  check: CheckOf<'login'>,
  { host, values }: LookContext,
): Promise<CheckResult> {
  const user = values.text(check.user, check.position);
  const { account, keys, against } = await host.logins.read(user);
  if (check.is === 'gone') {
    const left = [
      ...(account ? ['the account is there'] : []),
      ...(keys > 0 ? [`${keys} keys are there`] : []),
    ];
    return left.length === 0 ? {} : { wrong: left.join(', ') };
  }
  if (!account) return { wrong: `there is no account ${user}` };
  if (against.length > 0) return { wrong: against.join(', ') };
  return keys > 0 ? {} : { wrong: `no authorized key of ${user} would be accepted` };
}
