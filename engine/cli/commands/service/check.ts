import { Args } from '@oclif/core';
import { readNamedService } from '../../../host/service-file.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class ServiceCheck extends BaseCommand {
  static override readonly summary =
    'Check what the service is told to do: schedules, triggers, notifications.';
  static override readonly examples = ['<%= config.bin %> service check service.yaml'];
  static override readonly args = {
    file: Args.string({ description: "The file; the host's own when left out." }),
  };
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ServiceCheck);
    const output = this.begin(flags);
    const file = args.file ?? (await this.openHost(flags.host)).serviceFile.path;
    const read = await readNamedService(file);
    if (read === 'missing') {
      const message = `service: there is no file ${file}`;
      return this.refuse([{ code: 'SRV000', severity: 'error', message, fix: 'name one that is there' }]);
    }
    const { schedules, triggers, notifications } = this.need(read);
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
  }
}
