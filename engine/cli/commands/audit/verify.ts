import { auditExport, auditJournal, type Audit } from '../../../journal/audit.ts';
import { renderAudit } from '../../../report/host/audit.ts';
import type { CommandContext } from '../../context/command-context.ts';
import { auditVerify } from '../../command-line/declarations/audit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import type { InputOf } from '../../command-line/input.ts';

export const command = makeCommand(auditVerify, async (context, { flags }) => {
  const { output } = context;
  const { findings, ...audit } = await readAudit(context, flags);
  output.answer('audit', { ok: findings.length === 0, ...audit }, () =>
    renderAudit({ findings, ...audit }, output.paint),
  );
  if (findings.length > 0) context.refuse(findings, 1);
});

async function readAudit(
  context: CommandContext,
  flags: InputOf<typeof auditVerify>['flags'],
): Promise<Audit> {
  if (flags.file !== undefined) return auditExport(flags.file, flags, flags.partial);
  const settings = await context.openHost(flags.host);
  return auditJournal(settings.place.state, flags);
}
