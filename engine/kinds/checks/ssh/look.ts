import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';

/** The port of this very session, and where there is none, one of the server. */
export async function lookAtSsh(check: CheckOf<'ssh'>, { host, values }: LookContext): Promise<CheckResult> {
  const value = values.value(check.ports, check.position);
  const ports = Array.isArray(value) ? value.map(Number) : [];
  const session = await host.logins.sessionPort();
  if (session !== undefined)
    return ports.includes(session) ? {} : { wrong: say('ssh.session-shut', { port: session, open: ports }) };
  const listening = await host.logins.sshPorts();
  return listening.length === 0 || listening.some((port) => ports.includes(port))
    ? {}
    : { wrong: say('ssh.server-shut', { listening, open: ports }) };
}
