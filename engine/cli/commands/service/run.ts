import { runJob } from '../../../app/run-job.ts';
import { jobPrincipal } from '../../../model/principal.ts';
import { makeChangeCommand } from '../../command-line/change-handler.ts';
import { serviceRun } from '../../command-line/declarations/service.ts';
import { onInterrupt } from '../../context/interrupt.ts';

export const command = makeChangeCommand(serviceRun, async (context, { args, flags }) => {
  const { output } = context;
  const settings = await context.openHost(flags.host);
  const { name } = args;
  const principal = jobPrincipal({ kind: flags.key === undefined ? 'schedule' : 'trigger', name });
  const input = { name, key: flags.key, signal: onInterrupt(output) };
  const done = await context.done(runJob(context.deps(settings), principal, input));
  if (done.kind === 'ran') return context.finish(done.ran);
  const { job, message } = done;
  output.answer('skipped', { job, message }, () => message);
});
