import { exec } from '../host/exec.ts';
import { readStatus } from '../host/status.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import type { Proposal } from '../model/proposal.ts';
import { renderHistory } from '../report/history.ts';
import { visibleData } from '../report/visible.ts';
import { renderStatus } from '../report/status.ts';
import { renderOptionList } from '../report/options.ts';
import type { Session } from '../run/session.ts';
import { startRollback } from '../run/start.ts';
import { Ended, type BaseCommand } from './base-command.ts';

type Task = Extract<Proposal, { kind: 'task' }>;

/** Does what a sentence asks that is not a change of the configuration. */
export async function performTask(
  command: BaseCommand,
  session: Session,
  proposal: Task,
  flags: { readonly yes: boolean; readonly 'dry-run': boolean },
): Promise<void> {
  const { output } = command;
  const { settings } = session;
  const world = command.world(settings, flags);
  using journal = world.journal;
  switch (proposal.task) {
    case 'status': {
      const status = await readStatus(exec, settings);
      const [last] = journal.runs(1);
      output.answer('status', { ...status, last: last ?? null }, () =>
        renderStatus({ ...status, last }, output.paint),
      );
      return;
    }
    case 'history': {
      const runs = journal.runs(20);
      output.answer('history', { runs }, () => renderHistory(visibleData(runs), output.paint));
      return;
    }
    case 'rollback':
      command.finish(await startRollback(world, undefined, { deadMan: false, dryRun: flags['dry-run'] }));
      return;
    case 'search': {
      const query = proposal.query ?? '';
      const options = session.catalog.searchOptions(query, 10);
      output.answer('options', { query, options }, () => renderOptionList(options, output.paint));
      return;
    }
    default:
      output.proposal({
        kind: 'refuse',
        why: 'unknown',
        reason: `'${proposal.task}' is an operation that no runbook of this host does yet; nothing was changed`,
        nearest: [],
      });
      throw new Ended(EXIT_CODES.rejected);
  }
}
