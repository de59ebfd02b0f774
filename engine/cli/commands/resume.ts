import { startResume } from '../../run/resume.ts';
import { finishRun, runDeps } from '../apply.ts';
import { resume } from '../command-line/declarations/change.ts';
import { makeCommand } from '../command-line/handler.ts';

/** No run was interrupted; or one holds the host, and it has looked for them itself. */
const NOTHING_TO_DO: ReadonlySet<string> = new Set(['RUN006', 'RUN001']);

export const command = makeCommand(resume, async (context, { flags }) => {
  const settings = await context.openHost(flags.host);
  const deps = runDeps(context, settings, flags);
  try {
    const result = await startResume(deps);
    const nothing = !result.ok && result.findings.every(({ code }) => NOTHING_TO_DO.has(code));
    if (flags['if-any'] && nothing) return;
    finishRun(context, result);
  } finally {
    deps.journal.close();
  }
});
