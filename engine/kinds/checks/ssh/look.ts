import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckResult, LookContext } from '../../look.ts';

/** The port of this very session, and where there is none, one of the server. */
export async function lookAtSsh(check: CheckOf<'ssh'>, { host, values }: LookContext): Promise<CheckResult> {
  const value = values.value(check.ports, check.position);
  const ports = Array.isArray(value) ? value.map(Number) : [];
  const session = await host.logins.sessionPort();
  const kept = ports.length === 0 ? 'none' : ports.join(', ');
  if (session !== undefined)
    return ports.includes(session)
      ? {}
      : {
          wrong: `this session came through port ${session}, and it is not among those that stay open (${kept})`,
        };
  const listening = await host.logins.sshPorts();
  return listening.length === 0 || listening.some((port) => ports.includes(port))
    ? {}
    : {
        wrong: `SSH listens on ${listening.join(', ')}, and that is not among those that stay open (${kept})`,
      };
}
