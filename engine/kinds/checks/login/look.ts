import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';

export async function lookAtLogin(
  check: CheckOf<'login'>,
  { host, values }: LookContext,
): Promise<CheckResult> {
  const user = values.text(check.user, check.position);
  const { account, keys, against } = await host.logins.read(user);
  if (check.is === 'gone') return account || keys > 0 ? { wrong: say('login.left', { account, keys }) } : {};
  if (!account) return { wrong: say('login.no-account', { user }) };
  if (against.length > 0) return { wrong: say('login.hindered', { against }) };
  return keys > 0 ? {} : { wrong: say('login.no-key', { user }) };
}
