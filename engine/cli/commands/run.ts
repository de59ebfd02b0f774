import { Args, Flags } from '@oclif/core';
import { runRunbook } from '../../app/run-runbook.ts';
import { describeRequest } from '../../model/service/request.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { BaseCommand, changeFlags, requestFlag } from '../base-command.ts';
import { isRemote } from '../remote.ts';
import { runRemote } from '../run-remote.ts';

export default class Run extends BaseCommand {
  static override readonly summary = 'Run a runbook from the library or a file.';
  static override readonly examples = [
    '<%= config.bin %> run enable-docker -p user=alice',
    '<%= config.bin %> run ./mine.yaml --dry-run',
  ];
  static override readonly args = {
    runbook: Args.string({ description: 'Name in the library, or a file.', required: true }),
  };
  static override readonly flags = {
    ...changeFlags,
    ...requestFlag,
    plan: Flags.string({
      description: 'Approve the plan of this hash and no other; a preview with --json has it.',
      helpValue: 'HASH',
      exclusive: ['yes', 'dry-run'],
    }),
    param: Flags.string({
      char: 'p',
      description: 'Value of a parameter.',
      helpValue: 'KEY=VALUE',
      multiple: true,
      default: [],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run);
    this.begin(flags);
    const given = this.need(readParameters(flags.param));
    const settings = await this.openHost(flags.host);
    const { context } = this;
    if (await isRemote(settings)) return runRemote(context, settings, { ...args, given, ...flags });
    const what = describeRequest({ op: 'run', ...args, approve: flags['dry-run'] ? 'nothing' : 'all' });
    const asked = flags.request === undefined ? undefined : { id: flags.request, what };
    const principal = context.principal(settings, asked);
    const mode = flags['dry-run'] ? 'plan' : 'apply';
    const input = { runbook: args.runbook, given, mode, ...context.control(flags) } as const;
    context.finish(await context.done(runRunbook(context.deps(settings), principal, input)));
  }
}

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
