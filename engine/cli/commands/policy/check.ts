import { Args } from '@oclif/core';
import { lintPolicy } from '../../../check/policy/lint.ts';
import { openHost } from '../../../host/open-host.ts';
import { readNamedPolicy, readPolicy } from '../../../host/policy-file.ts';
import { BaseCommand } from '../../base-command.ts';
import { openSource, sourceFlags } from '../../option-source.ts';

export default class PolicyCheck extends BaseCommand {
  static override readonly summary = 'Check a policy: its form, its conditions, and rules that never decide.';
  static override readonly description =
    'Where a host or a list of options is named, patterns that match none of its options are told too.';
  static override readonly examples = [
    '<%= config.bin %> policy check policy.yaml',
    '<%= config.bin %> policy check policy.yaml --list options.jsonl',
  ];
  static override readonly args = {
    file: Args.string({ description: 'The policy; the one in force on the host when left out.' }),
  };
  static override readonly flags = { ...sourceFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyCheck);
    const output = this.begin(flags);
    // The host's own where it has one, else what ships and is in force there.
    const policy = this.need(
      args.file === undefined
        ? await readPolicy(await this.openHost(flags.host))
        : await readNamedPolicy(args.file),
    );
    const file = args.file ?? policy.file;
    const named = flags.list ?? flags.host ?? process.env['NIXOS_AI_HOST'] ?? '';
    const knowsOptions = named !== '' || (await openHost(undefined, undefined)).ok;
    const index = knowsOptions
      ? this.need(await openSource(flags, 'options', this.exec)).catalog.index
      : undefined;
    const findings = lintPolicy(policy, index);
    output.findings(findings);
    const { risk, options, commands, paths, conditions } = policy;
    const rules = risk.length + options.length + commands.length + paths.length;
    output.answer('policy', { file, warnings: findings.length, rules, conditions: conditions.length }, () => {
      const told = findings.length === 0 ? '' : `, ${findings.length} that look wrong`;
      return `${output.paint.green('✓')} ${file}: ${rules} rules, ${conditions.length} conditions${told}`;
    });
  }
}
