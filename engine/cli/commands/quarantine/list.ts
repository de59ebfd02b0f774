import { readQuarantine } from '../../../host/system/quarantine.ts';
import { renderQuarantine } from '../../../report/run/quarantine.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class QuarantineList extends BaseCommand {
  static override readonly summary = 'Systems that were tried on this host and did not hold.';
  static override readonly description =
    'What is on this list is not applied again without a person: a plan of the very same system warns (QTN001).';
  static override readonly examples = ['<%= config.bin %> quarantine list'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(QuarantineList);
    const output = this.begin(flags);
    const settings = await this.openHost(flags.host);
    const entries = await readQuarantine(settings.state);
    output.answer('quarantine', { entries }, () => renderQuarantine(entries, output.paint));
  }
}
