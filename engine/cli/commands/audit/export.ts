import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Flags } from '@oclif/core';
import { renderExportedRow } from '../../../journal/export-file.ts';
import type { ExportedRow } from '../../../journal/walk.ts';
import { findRun } from '../../find-run.ts';
import { BaseCommand, hostFlags } from '../../base-command.ts';
import { readDate } from '../../read-date.ts';

export default class AuditExport extends BaseCommand {
  static override readonly summary =
    'Print every row of the journal with its hashes, one JSON object a line, for keeping elsewhere.';
  static override readonly examples = [
    '<%= config.bin %> audit export > journal.jsonl',
    '<%= config.bin %> audit export --since 2026-11-01',
  ];
  static override readonly flags = {
    host: hostFlags.host,
    run: Flags.string({ description: 'Only this run.', helpValue: 'RUN' }),
    since: Flags.string({ description: 'Only from this day or time on (ISO 8601, UTC).', helpValue: 'DATE' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(AuditExport);
    this.begin({ json: false });
    const since = flags.since === undefined ? undefined : this.need(readDate(flags.since));
    using journal = this.openJournal(await this.openHost(flags.host));
    const filter = {
      ...(flags.run === undefined ? {} : { run: this.need(findRun(journal, flags.run)).run }),
      ...(since === undefined ? {} : { since }),
    };
    await pipeline(Readable.from(linesOf(journal.rows(filter))), process.stdout, { end: false });
  }
}

function* linesOf(rows: Iterable<ExportedRow>): Generator<string> {
  for (const row of rows) yield renderExportedRow(row);
}
