import { renderDuration } from '../../../engine/document/duration.ts';
import { stepKindOf } from '../../../engine/kinds/find-kind.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import { assertNever } from '../../../engine/model/outcome.ts';
import type { OnFailure, Step } from '../../../engine/model/runbook.ts';
import { code } from '../markdown.ts';
import { SAID, sayValue } from './words.ts';

/** Lines on what a step does: one, and one further in for each edit. */
export function sayStep(step: Step): readonly string[] {
  const when = step.when === undefined ? '' : ` (only where ${sayValue(step.when)})`;
  const timeout = step.timeout === undefined ? '' : `, for at most ${renderDuration(step.timeout)}`;
  const failure = step.onFailure === undefined ? '' : `; ${sayFailure(step.onFailure)}`;
  const kind = stepKindOf(KINDS, step);
  const said = kind.part === 'change' ? (kind.documentParts?.(step, SAID) ?? []) : [];
  const edits = said.map((line) => `   - ${line}`);
  const end = edits.length > 0 ? ':' : '.';
  return [`${code(step.id)}${when} ${kind.document(step, SAID)}${timeout}${failure}${end}`, ...edits];
}

function sayFailure(failure: OnFailure): string {
  switch (failure.to) {
    case 'continue':
      return 'where that fails the run goes on';
    case 'needs-human':
      return 'where that fails a person is needed, and nothing is rolled back';
    case 'rollback':
      return 'where that fails the run is rolled back';
    case 'step':
      return `where that fails ${code(failure.step)} is next`;
    default:
      return assertNever(failure);
  }
}
