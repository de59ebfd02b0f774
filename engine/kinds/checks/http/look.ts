import type { CheckOf } from '../../../model/runbook.ts';
import { hostPath, LOOK_MS, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtHttp(check: CheckOf<'http'>, context: LookContext): Promise<CheckResult> {
  const { host, values } = context;
  const url = values.text(check.url, check.position);
  if (!/^https?:\/\//u.test(url)) return { wrong: `${url} is not an http or https address` };
  const socket =
    check.socket === undefined
      ? {}
      : { socket: hostPath(context, values.text(check.socket, check.position)) };
  const answer = await host.network.get(url, { timeout: LOOK_MS, ...socket });
  if ('error' in answer) return { wrong: `no answer: ${answer.error}` };
  if (answer.status !== check.status) return { wrong: `it answered ${answer.status}` };
  const part = check.contains === undefined ? undefined : values.text(check.contains, check.position);
  return lookFor(part, answer.body);
}
