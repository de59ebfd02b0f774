import { say } from '../../../model/step-message.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import { hostPathEnvironment, LOOK_MS, lookFor, type CheckResult, type LookContext } from '../../look.ts';

export async function lookAtCommand(check: CheckOf<'command'>, context: LookContext): Promise<CheckResult> {
  const { host, values, signal } = context;
  const argv = values.argv(check.argv, check.position);
  const result = await host.exec(
    { argv, env: hostPathEnvironment(context) },
    { timeout: LOOK_MS * 2, signal },
  );
  if (result.spawnError !== undefined)
    return { wrong: say('check.not-started', { program: argv[0], error: result.spawnError }) };
  const { exitCode: exit } = result;
  if (exit !== check.exit) {
    const said = result.stderr.trim().slice(-300);
    return { wrong: say('command.exited', { ...(exit === undefined ? {} : { exit }), said }) };
  }
  const part = check.contains === undefined ? undefined : values.text(check.contains, check.position);
  return lookFor(part, result.stdout);
}
