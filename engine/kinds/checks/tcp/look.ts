import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import { LOOK_MS, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtTcp(check: CheckOf<'tcp'>, { host, values }: LookContext): Promise<CheckResult> {
  const { position } = check;
  const port = Number(values.text(check.port, position));
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return { wrong: say('check.not-a-port', { port }) };
  const address = values.text(check.address, position);
  const part = check.contains === undefined ? undefined : values.text(check.contains, position);
  const said = await host.network.greet(address, port, LOOK_MS, part);
  if ((said !== undefined) !== (check.is === 'open'))
    return { wrong: say('tcp.other', { is: said === undefined ? 'closed' : 'open' }) };
  return said === undefined ? {} : lookFor(part, said);
}
