import type { Proposal, Task } from '../model/proposal.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import type { Principal } from '../model/principal.ts';
import type { Answer } from '../report/host/answer.ts';
import { questionOf } from '../run/answer/look-up.ts';
import { checkNamed } from '../run/session.ts';
import { begin, type Act, type Events } from './act.ts';
import { findAnswer } from './answer-question.ts';
import { controlOf, type AppDeps, type Control } from './deps.ts';
import { makePlan, type PlannedSentence, type SentenceInput } from './plan-sentence.ts';
import { takeBack } from './roll-back.ts';
import { runChange, type ChangeDone, type ChangeMode } from './run-change.ts';

export interface DoSentenceInput extends SentenceInput, Control {
  readonly mode: ChangeMode;
  /** Whether what is no change of the configuration is done as well: a question, an operation. */
  readonly tasks: boolean;
}

/** What became of a sentence. */
export type SentenceDone =
  | { readonly kind: 'ran'; readonly ran: ChangeDone }
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** It is for the person to say more, or it is refused. */
  | { readonly kind: 'open'; readonly proposal: Extract<Proposal, { kind: 'ask' | 'refuse' }> }
  /** It asks for something that is no change of the configuration, and that was not wanted. */
  | { readonly kind: 'task'; readonly task: Task; readonly runbook?: string };

/** A sentence that became something to do or to answer, and not a runbook of its own. */
type TaskProposal = Extract<Proposal, { kind: 'task' }>;

/**
 * A sentence → preview, consent, change; or the answer, where it is a question.
 *
 * Findings: those of planning it, of the checks, of {@link runChange}.
 */
export function doSentence(deps: AppDeps, principal: Principal, input: DoSentenceInput): Act<SentenceDone> {
  return begin(deps.redact, async (events) => {
    const planned = events.withWarnings(await makePlan(deps, input, events));
    return planned.ok ? doPlanned(deps, principal, planned.value, input, events) : planned;
  });
}

/** How it ended, as the exit code of a program. */
export function exitCodeOfSentence(done: SentenceDone): number {
  if (done.kind === 'ran') return done.ran.exitCode;
  if (done.kind !== 'open') return 0;
  return done.proposal.kind === 'ask' ? EXIT_CODES.usage : EXIT_CODES.rejected;
}

/** Does what a sentence has become, within an act. */
export async function doPlanned(
  deps: AppDeps,
  principal: Principal,
  made: PlannedSentence,
  input: DoSentenceInput,
  events: Events,
): Promise<Result<SentenceDone>> {
  const { planned, run } = made;
  const about = { ...controlOf(input), mode: input.mode, request: input.sentence, planned, run };
  if (made.kind === 'checked')
    return ran(await runChange(deps, principal, { ...about, checked: made.checked }, events));
  const { proposal } = made;
  if (proposal.kind !== 'task') return ok({ kind: 'open', proposal });
  const question = questionOf(proposal);
  const runbook = runbookOf(proposal);
  if (!input.tasks)
    return ok({ kind: 'task', task: proposal.task, ...(runbook === undefined ? {} : { runbook }) });
  if (question !== undefined) {
    const answer = await findAnswer(deps, made.session, question);
    return answer.ok ? ok({ kind: 'answered', answer: answer.value }) : answer;
  }
  if (proposal.task === 'rollback')
    return ran(
      await takeBack(deps, principal, { ...controlOf(input), dryRun: input.mode === 'plan' }, events),
    );
  if (runbook === undefined) throw new TypeError(`nothing does the task '${proposal.task}'`);
  const checked = events.withWarnings(await checkNamed(made.session, runbook, {}));
  return checked.ok
    ? ran(await runChange(deps, principal, { ...about, checked: checked.value }, events))
    : failed(...checked.findings);
}

/** The runbook of the library that does a task; undefined where no runbook does. */
function runbookOf({ task }: TaskProposal): string | undefined {
  if (task === 'upgrade') return 'system-upgrade';
  return task === 'collect-garbage' ? 'collect-garbage' : undefined;
}

function ran(result: Result<ChangeDone>): Result<SentenceDone> {
  return result.ok ? ok({ kind: 'ran', ran: result.value }) : result;
}
