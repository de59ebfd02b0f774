import type { CheckedRunbook } from '../../check/check-runbook.ts';
import { checkTaint } from '../../check/paths/check-taint.ts';
import type { ProposedRun } from '../../compile/model/drafted.ts';
import { listLibrary } from '../../host/program/runbook-library.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { applyEdits } from '../../nix/edit.ts';
import { nearestWords } from '../../nix/spelling.ts';
import { checkGenerated, checkNamed, type Session } from '../session.ts';

/**
 * Whether what a model proposes may run on this host: form, options, policy and every path are checked as those of any
 * generated runbook, and its edits are tried on the configuration in memory. A runbook of the library is taken by its
 * name alone: a path would let a model choose a file.
 */
export async function judgeCandidate(
  session: Session,
  candidate: ProposedRun,
): Promise<Result<CheckedRunbook>> {
  const checked =
    candidate.kind === 'runbook'
      ? await checkGenerated(session, candidate.text)
      : await checkFromLibrary(session, candidate.library, candidate.parameters);
  if (!checked.ok || checked.value.change.kind !== 'edits') return checked;
  const tried = applyEdits(session.configuration, checked.value.change.edits);
  return tried.ok ? ok(checked.value, [...checked.findings, ...tried.findings]) : tried;
}

async function checkFromLibrary(
  session: Session,
  name: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Result<CheckedRunbook>> {
  const names = (await listLibrary(session.settings.place)).map((entry) => entry.name);
  if (names.includes(name)) return onlyForPeople(await checkNamed(session, name, parameters));
  const nearest = nearestWords(name, names, 3);
  const known = nearest.length > 0 ? nearest : names;
  const message = `there is no runbook named ${JSON.stringify(name.slice(0, 60))} in the library`;
  const fix = `known are ${known.join(', ')}`;
  return failed({ code: 'LIB002', severity: 'error', message, fix });
}

/** What a model gives for a parameter is its text: a runbook that leads parameters where such text may not go is refused. */
function onlyForPeople(checked: Result<CheckedRunbook>): Result<CheckedRunbook> {
  if (!checked.ok) return checked;
  const findings = checkTaint({ ...checked.value.runbook, origin: 'generated' });
  return findings.length === 0 ? checked : failed(...findings);
}
