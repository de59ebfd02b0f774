import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import { hostPath, LOOK_MS, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtHttp(check: CheckOf<'http'>, context: LookContext): Promise<CheckResult> {
  const { host, values } = context;
  const url = values.text(check.url, check.position);
  if (!/^https?:\/\//u.test(url)) return { wrong: say('http.not-a-url', { url }) };
  const socket =
    check.socket === undefined
      ? {}
      : { socket: hostPath(context, values.text(check.socket, check.position)) };
  const answer = await host.network.get(url, { timeout: LOOK_MS, ...socket });
  if ('error' in answer) return { wrong: say('http.no-answer', { error: answer.error }) };
  if (answer.status !== check.status) return { wrong: say('http.answered', { status: answer.status }) };
  const part = check.contains === undefined ? undefined : values.text(check.contains, check.position);
  return lookFor(part, answer.body);
}
