import { Args, Flags } from '@oclif/core';
import { checkWritten } from '../../../check/check-runbook.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { hasErrors, type Finding } from '../../../model/finding.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { BaseCommand, Ended } from '../../base-command.ts';

export default class RunbookValidate extends BaseCommand {
  static override readonly summary =
    'Check runbooks without a host: form, references, calls, order of steps.';
  static override readonly examples = [
    '<%= config.bin %> runbook validate runbooks/*.yaml',
    '<%= config.bin %> runbook validate mine.yaml --json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    file: Args.string({ description: 'Files, or names in the library.', required: true }),
  };
  static override readonly flags = {
    json: Flags.boolean({ description: 'Print each finding as one JSON object a line.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(RunbookValidate);
    const output = this.begin(flags);
    const library = await listLibrary(undefined);
    const load = await loadLibrary(library);
    const findings: Finding[] = [];
    for (const file of argv.map(String)) {
      const loaded = await loadRunbook(file, library);
      const checked = loaded.ok ? checkWritten(loaded.value, load) : loaded;
      findings.push(...checked.findings);
      if (checked.ok && !output.json)
        output.text(
          `${output.paint.green('✓')} ${file}: ${checked.value.name}, ${checked.value.steps.length} steps`,
        );
    }
    output.findings(findings);
    if (hasErrors(findings)) throw new Ended(EXIT_CODES.usage);
  }
}
