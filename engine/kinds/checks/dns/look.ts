import { say } from '../../../model/step-message.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import { LOOK_MS, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtName(check: CheckOf<'dns'>, { host, values }: LookContext): Promise<CheckResult> {
  const text = (written: Written): string => values.text(written, check.position);
  const server = check.server === undefined ? {} : { server: text(check.server) };
  const found = await host.network.resolve(text(check.name), { ...server, timeout: LOOK_MS });
  if ('error' in found) return { wrong: say('dns.no-answer', { error: found.error }) };
  if (found.length === 0) return { wrong: say('dns.none', {}) };
  const wanted = check.addresses?.map((address) => text(address).toLowerCase()).toSorted();
  const same = wanted === undefined || wanted.join(' ') === found.map((one) => one.toLowerCase()).join(' ');
  return same ? {} : { wrong: say('dns.others', { addresses: found }) };
}
