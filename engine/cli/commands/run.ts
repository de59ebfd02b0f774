import { failed, ok, type Result } from '../../model/finding.ts';
import { describeRequest } from '../../model/service/request.ts';
import { checkNamed, openSession } from '../../run/session.ts';
import { applyChecked, requester } from '../apply.ts';
import { run } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';
import { execFor } from '../nix-watch.ts';
import { refreshCommand } from '../refresh-command.ts';
import { isRemote } from '../remote.ts';
import { runRemote } from '../run-remote.ts';

export const command = makeCommand(run, async (context, { args, flags }) => {
  const given = context.need(readParameters(flags.param));
  const settings = await context.openHost(flags.host);
  if (await isRemote(settings)) return runRemote(context, settings, { ...args, given, ...flags });
  const what = describeRequest({ op: 'run', ...args, approve: flags['dry-run'] ? 'nothing' : 'all' });
  const asked =
    flags.request === undefined ? {} : { principal: requester(context, settings, flags.request, what) };
  const session = context.need(
    await openSession(execFor(context.output), settings, refreshCommand(settings)),
  );
  const checked = context.need(await checkNamed(session, args.runbook, given));
  await applyChecked(context, settings, checked, { flags, ...asked });
});

/** `-p key=value` → a map; PAR006 where there is no '='. */
function readParameters(written: readonly string[]): Result<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const text of written) {
    const at = text.indexOf('=');
    if (at < 1) {
      return failed({
        code: 'PAR006',
        severity: 'error',
        message: `a parameter is given as KEY=VALUE, got ${JSON.stringify(text)}`,
        fix: `-p ${text.replace(/=.*$/u, '') || 'name'}=…`,
      });
    }
    entries.push([text.slice(0, at), text.slice(at + 1)]);
  }
  return ok(Object.fromEntries(entries));
}
