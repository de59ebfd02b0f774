import { resolveText, resolveValue } from '../resolve.ts';
import type { CheckOf, Look, LookContext } from './look.ts';

/** Whether somebody can log in with a key, or is gone. */
export async function lookAtLogin(context: LookContext, check: CheckOf<'login'>): Promise<Look> {
  const user = resolveText(context, check.user, check.position);
  const { account, keys, against } = await context.host.logins.read(user);
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

/** Whether SSH still comes in: the port of this very session, and where there is none, one of the server. */
export async function lookAtSsh(context: LookContext, check: CheckOf<'ssh'>): Promise<Look> {
  const value = resolveValue(context, check.ports, check.position);
  const ports = Array.isArray(value) ? value.map(Number) : [];
  const session = await context.host.logins.sessionPort();
  const kept = ports.length === 0 ? 'none' : ports.join(', ');
  if (session !== undefined)
    return ports.includes(session)
      ? {}
      : {
          wrong: `this session came through port ${session}, and it is not among those that stay open (${kept})`,
        };
  const listening = await context.host.logins.sshPorts();
  return listening.length === 0 || listening.some((port) => ports.includes(port))
    ? {}
    : {
        wrong: `SSH listens on ${listening.join(', ')}, and that is not among those that stay open (${kept})`,
      };
}
