import { resumeRun } from '../../app/resume-run.ts';
import type { FindingCode } from '../../model/finding-codes.ts';
import { makeChangeCommand } from '../command-line/change-handler.ts';
import { resume } from '../command-line/declarations/change.ts';

/** No run was interrupted; or one holds the host, and it has looked for them itself. */
const NOTHING_TO_DO: ReadonlySet<FindingCode> = new Set(['RUN006', 'RUN001']);

export const command = makeChangeCommand(resume, async (context, { flags }) => {
  const settings = await context.openHost(flags.host);
  const resumed = resumeRun(
    context.deps(settings),
    context.principal(settings.place),
    context.control(flags),
  );
  const result = await context.play(resumed);
  const nothing = !result.ok && result.findings.every(({ code }) => NOTHING_TO_DO.has(code));
  if (flags['if-any'] && nothing) return;
  context.finish(context.need(result));
});
