import { checkWritten } from '../../../check/check-runbook.ts';
import { listLibrary, loadLibrary, loadRunbook } from '../../../host/program/runbook-library.ts';
import { hasErrors, type Finding } from '../../../model/finding.ts';
import { EXIT_CODES } from '../../../model/outcome.ts';
import { Ended } from '../../context/command-context.ts';
import { runbookValidate } from '../../command-line/declarations/runbook.ts';
import { makeCommand } from '../../command-line/handler.ts';

export const command = makeCommand(runbookValidate, async (context, { args }) => {
  const { output } = context;
  const library = await listLibrary(undefined);
  const load = await loadLibrary(library);
  const findings: Finding[] = [];
  for (const file of args.file) {
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
});
