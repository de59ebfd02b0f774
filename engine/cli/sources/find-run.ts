import type { Journal, RunSummary } from '../../journal/journal.ts';
import { failed, ok, type Result } from '../../model/finding.ts';

/** The newest run whose name begins so, or the last run of all. RUN004 where there is none. */
export function findRun(journal: Journal, prefix: string | undefined): Result<RunSummary> {
  const [run] = journal.runs(1, prefix ?? '');
  if (run !== undefined) return ok(run);
  return failed({
    code: 'RUN004',
    severity: 'error',
    message: prefix === undefined ? 'there are no runs yet' : `there is no run '${prefix}'`,
    fix: '`nixos-ai history` lists the runs of this host',
  });
}
