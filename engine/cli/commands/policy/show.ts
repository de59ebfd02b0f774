import { renderPolicy } from '../../../config/render-policy.ts';
import { readPolicy } from '../../../host/policy-file.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class PolicyShow extends BaseCommand {
  static override readonly summary =
    'Print the policy in force on a host, put together from all it comes from.';
  static override readonly examples = ['<%= config.bin %> policy show'];
  static override readonly flags = hostFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(PolicyShow);
    const output = this.begin(flags);
    const policy = this.need(await readPolicy(await this.openHost(flags.host)));
    output.answer('policy', policy, () => `# ${policy.file}\n${renderPolicy(policy).trimEnd()}`);
  }
}
