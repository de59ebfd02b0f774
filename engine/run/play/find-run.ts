import { foldRun, type RunState } from '../../journal/fold.ts';
import type { Journal } from '../../journal/journal.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';

/**
 * The run of a name, or of the beginning of one, where no other run's begins so.
 *
 * Findings: RUN004 no run is called so, or more than one.
 */
export function findRunState(journal: Journal, named: string): Result<RunState> {
  const found = journal.runs(1000, named);
  const [first, second] = found;
  const state = first === undefined ? undefined : foldRun(journal.events(first.run));
  if (first === undefined || state === undefined) return failed(noSuchRun(named));
  if (second !== undefined && first.run !== named)
    return failed(
      ambiguousRun(
        named,
        found.map(({ run }) => run),
      ),
    );
  return ok(state);
}

export function noSuchRun(named: string | undefined): Finding {
  return {
    code: 'RUN004',
    severity: 'error',
    message: named === undefined ? 'there is no run to undo' : `there is no run '${named}'`,
    fix: '`nixos-ai history` lists the runs of this host',
  };
}

export function ambiguousRun(named: string, runs: readonly string[]): Finding {
  return {
    code: 'RUN004',
    severity: 'error',
    message: `'${named}' could be ${runs.slice(0, 5).join(', ')}`,
    fix: 'give more of the name',
  };
}
