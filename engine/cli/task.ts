import { systemClock } from '../host/clock.ts';
import type { Proposal } from '../model/proposal.ts';
import { renderAnswer } from '../report/host/answer.ts';
import { visibleData } from '../report/text/visible.ts';
import { answerQuestion, questionOf, type Question } from '../run/answer.ts';
import { checkNamed, type Session } from '../run/session.ts';
import { startRollback } from '../run/start.ts';
import { applyChecked, finishRun, runDeps, type ApplyOptions } from './apply.ts';
import type { CommandContext } from './context.ts';

type Task = Extract<Proposal, { kind: 'task' }>;

/** Who asked for it in which words, and which planner understood them. */
export type Asked = Pick<ApplyOptions, 'request' | 'planned' | 'run'>;

/** Does what a sentence asks that is not a change of the configuration. */
export async function performTask(
  context: CommandContext,
  session: Session,
  proposal: Task,
  flags: { readonly yes: boolean; readonly 'dry-run': boolean },
  asked: Asked,
): Promise<void> {
  const question = questionOf(proposal);
  if (question !== undefined) return answer(context, session, question);
  if (proposal.task === 'rollback') {
    const deps = runDeps(context, session.settings, flags);
    using journal = deps.journal;
    const dryRun = flags['dry-run'];
    return finishRun(
      context,
      await startRollback({ ...deps, journal }, undefined, { deadMan: false, dryRun }),
    );
  }
  const runbook = runbookOf(proposal);
  if (runbook === undefined) throw new TypeError(`nothing does the task '${proposal.task}'`);
  const checked = context.need(await checkNamed(session, runbook, {}));
  await applyChecked(context, session.settings, checked, { flags, ...asked });
}

/** The runbook of the library that does a task; undefined where no runbook does. */
export function runbookOf({ task }: Pick<Task, 'task'>): string | undefined {
  if (task === 'upgrade') return 'system-upgrade';
  return task === 'collect-garbage' ? 'collect-garbage' : undefined;
}

/** Looks up what is asked and says it. */
async function answer(context: CommandContext, session: Session, question: Question): Promise<void> {
  using journal = context.openJournal(session.settings);
  const found = visibleData(await answerQuestion(session, journal, question, systemClock.now()));
  const { kind, ...value } = found;
  context.output.answer(kind, value, () => renderAnswer(found, context.output.paint));
}
