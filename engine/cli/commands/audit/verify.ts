import { Flags } from '@oclif/core';
import { auditExport, auditJournal, type Audit } from '../../../journal/audit.ts';
import { renderAudit } from '../../../report/host/audit.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';

export default class AuditVerify extends BaseCommand {
  static override readonly summary =
    'Check that no row of the journal was altered, removed or added, and that its end was signed.';
  static override readonly description =
    'Copies of the public key and of the checkpoint that are kept elsewhere also show that a state directory was replaced as a whole.\n\nExit codes: 0 the journal is whole, 1 it is not, 2 usage.';
  static override readonly examples = [
    '<%= config.bin %> audit verify',
    '<%= config.bin %> audit verify --file journal.jsonl --key audit-key.pub --checkpoint checkpoint.json',
  ];
  static override readonly flags = {
    ...hostFlags,
    file: Flags.string({ description: 'Check an export instead of a host.', helpValue: 'FILE' }),
    partial: Flags.boolean({
      description: 'The export was narrowed: rows may be left out.',
      dependsOn: ['file'],
    }),
    key: Flags.string({ description: "Public key; else the host's own.", helpValue: 'FILE' }),
    checkpoint: Flags.string({ description: "Checkpoint; else the host's own.", helpValue: 'FILE' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditVerify);
    const output = this.begin(flags);
    const { findings, ...audit } = await this.audit(flags);
    output.answer('audit', { ok: findings.length === 0, ...audit }, () =>
      renderAudit({ findings, ...audit }, output.paint),
    );
    if (findings.length > 0) this.refuse(findings, 1);
  }

  private async audit(flags: AuditFlags): Promise<Audit> {
    if (flags.file !== undefined) return auditExport(flags.file, flags, flags.partial);
    const settings = await this.openHost(flags.host);
    return auditJournal(settings.state, flags);
  }
}

interface AuditFlags {
  readonly host: string | undefined;
  readonly file: string | undefined;
  readonly partial: boolean;
  readonly key: string | undefined;
  readonly checkpoint: string | undefined;
}
