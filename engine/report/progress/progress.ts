import type { RunEvent } from '../../model/event.ts';
import type { RunOutcome, StepOutcome } from '../../model/outcome.ts';
import type { Paint } from '../text/paint.ts';
import { duration } from '../../model/units.ts';

/** One event as a line for a person who watches, or undefined where it says nothing to them. */
export function renderProgress(event: RunEvent, paint: Paint): string | undefined {
  switch (event.type) {
    case 'run-started':
      return paint.dim(`run ${event.run} · ${event.runbook} · ${event.host}`);
    case 'note':
    case 'mutation':
      return paint.dim(`    ${event.message}`);
    case 'step-ended':
      return `${mark(event.outcome, paint)} ${stateName(event.node).padEnd(10)} ${indent(event.message)} ${paint.dim(duration(event.took))}`;
    case 'step-started':
    case 'transition':
    case 'run-ended':
      return undefined;
    default:
      return undefined;
  }
}

/** A state's name as a person knows it: an author's step by its own id. */
export function stateName(node: string): string {
  return node.replace(/^step:/u, '').replace(/^end:/u, '');
}

export function mark(outcome: StepOutcome, paint: Paint): string {
  if (outcome === 'reboot' || outcome === 'pending') return paint.yellow('↻');
  if (outcome === 'ok' || outcome === 'no-change' || outcome === 'hold') return paint.green('✓');
  return outcome === 'reject' || outcome === 'stop' ? paint.yellow('○') : paint.red('✗');
}

export function outcomeWord(outcome: RunOutcome, paint: Paint): string {
  switch (outcome) {
    case 'verified':
    case 'no-change':
    case 'planned':
      return paint.green(outcome);
    case 'rolled-back':
    case 'rejected':
    case 'pending-reboot':
    case 'pending-approval':
      return paint.yellow(outcome);
    default:
      return paint.red(outcome);
  }
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n             ');
}
