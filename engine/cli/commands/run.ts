import { runRunbook } from '../../app/run-runbook.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { describeRequest } from '../../model/service/request.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { run } from '../command-line/declarations/change.ts';
import { isRemote } from '../remote/ask-service.ts';
import { runRemote } from '../remote/run-remote.ts';

export const command = makeChangeCommand(run, async (context, { args, flags }) => {
  const given = context.need(readParameters(flags.param));
  const settings = await context.openHostFor(flags);
  if (await isRemote(settings.place)) return runRemote(context, settings.place, { ...args, given, ...flags });
  const what = describeRequest({ op: 'run', ...args, approve: flags['dry-run'] ? 'nothing' : 'all' });
  const asked = flags.request === undefined ? undefined : { id: flags.request, what };
  const principal = context.principal(settings.place, asked);
  const mode = flags['dry-run'] ? 'plan' : 'apply';
  const input = { runbook: args.runbook, given, mode, ...context.control(flags) } as const;
  context.finish(await context.done(runRunbook(context.deps(settings), principal, input)));
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
        message: `a parameter must be KEY=VALUE, got ${JSON.stringify(text)}`,
        fix: `-p ${text.replace(/=.*$/u, '') || 'name'}=…`,
      });
    }
    entries.push([text.slice(0, at), text.slice(at + 1)]);
  }
  return ok(Object.fromEntries(entries));
}
