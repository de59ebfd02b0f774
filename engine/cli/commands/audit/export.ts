import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { renderExportedRow } from '../../../journal/export-file.ts';
import type { ExportedRow } from '../../../journal/walk.ts';
import { auditExportCommand } from '../../command-line/declarations/audit.ts';
import { makeCommand } from '../../command-line/handler.ts';
import { findRun } from '../../sources/find-run.ts';
import { readDate } from '../../sources/read-date.ts';

export const command = makeCommand(auditExportCommand, async (context, { flags }) => {
  const since = flags.since === undefined ? undefined : context.need(readDate(flags.since));
  using journal = context.openJournal((await context.openHost(flags.host)).place);
  const filter = {
    ...(flags.run === undefined ? {} : { run: context.need(findRun(journal, flags.run)).run }),
    ...(since === undefined ? {} : { since }),
  };
  await pipeline(Readable.from(linesOf(journal.rows(filter))), process.stdout, { end: false });
});

function* linesOf(rows: Iterable<ExportedRow>): Generator<string> {
  for (const row of rows) yield renderExportedRow(row);
}
