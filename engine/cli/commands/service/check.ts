import { readNamedService } from '../../../host/service-file.ts';
import type { CommandContext } from '../../context/command-context.ts';
import { serviceCheck } from '../../command-line/declarations/service.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(serviceCheck, async (context: CommandContext, { args, flags }) => {
  const { output } = context;
  const file = args.file ?? (await context.openHost(flags.host)).service.file.path;
  const read = await readNamedService(file);
  if (read === 'missing') {
    const message = `service: there is no file ${file}`;
    context.refuse([{ code: 'SRV000', severity: 'error', message, fix: 'name an existing file' }]);
  }
  const { schedules, triggers, notifications } = context.need(read);
  const counts = {
    schedules: schedules.length,
    triggers: triggers.length,
    notifications: notifications.length,
  };
  output.answer('service', { file, ...counts }, () => {
    const said = Object.entries(counts).map(
      ([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`,
    );
    return `${output.paint.green('✓')} ${file}: ${said.join(', ')}`;
  });
});
