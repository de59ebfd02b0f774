import type { RunDeed } from '../../model/deed.ts';
import { assertNever, type RunOutcome } from '../../model/outcome.ts';
import { FILES_SAY_SO } from '../messages/planning.ts';
import { outcomeWord } from '../progress/progress.ts';
import type { Paint } from '../text/paint.ts';
import { sentenceOf } from './sentences.ts';

/** What is known of a run that has ended, or waits. */
export interface EndedRunFacts {
  readonly run: string;
  readonly outcome: RunOutcome;
  readonly message: string;
  readonly did?: RunDeed | undefined;
  readonly remarks?: readonly string[] | undefined;
}

/** The last words of a run: how it ended, in which state the host is, what was not put in order, and what one may do. */
export function renderEnding(ended: EndedRunFacts, paint: Paint): string {
  const { run, outcome, message, did, remarks = [] } = ended;
  const head = `${paint.bold(outcomeWord(outcome, paint))}  ${sentenceFor(ended)}`;
  const quiet = message === '' || message === 'not approved' || QUIET.has(outcome);
  const details = quiet ? [] : message.split('\n').map((line) => `  ${line}`);
  const told = remarks.flatMap((remark) => remark.split('\n')).map((line) => paint.yellow(`  ${line}`));
  return [head, ...details, ...told, paint.dim(next(run, outcome, did))].join('\n');
}

function sentenceFor({ outcome, did, message }: EndedRunFacts): string {
  if (outcome !== 'no-change' || message !== FILES_SAY_SO) return sentenceOf(outcome, did);
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

// Their sentence says it all.
const QUIET: ReadonlySet<RunOutcome> = new Set(['verified', 'no-change', 'planned']);

function next(run: string, outcome: RunOutcome, did: RunDeed | undefined): string {
  const back = did === undefined || TAKEN_BACK.has(did) ? `\nnixos-ai rollback ${run}   undo it` : '';
  switch (outcome) {
    case 'verified':
      return `nixos-ai show ${run}   the full log${back}`;
    case 'no-change':
    case 'planned':
      return `nixos-ai show ${run}`;
    case 'needs-human':
      return `nixos-ai show ${run}   what was done and what was not`;
    case 'pending-reboot':
      return `nixos-ai resume   after the reboot: check it and keep it, or roll back\nnixos-ai rollback ${run}   undo it now`;
    case 'pending-approval':
      return `nixos-ai approve ${run}   by somebody who may: the run goes on\nnixos-ai stop ${run}   give it up`;
    case 'failed':
    case 'rejected':
    case 'rolled-back':
      return `nixos-ai show ${run}   the full log`;
    default:
      return assertNever(outcome);
  }
}

/** What a rollback can bring back: what runs and what boots, of before. */
const TAKEN_BACK: ReadonlySet<RunDeed> = new Set(['text', 'change', 'apply', 'trial', 'boot', 'undo']);
