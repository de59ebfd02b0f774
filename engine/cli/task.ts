import { systemClock } from '../host/clock.ts';
import type { Proposal } from '../model/proposal.ts';
import { renderAnswer } from '../report/host/answer.ts';
import { visibleData } from '../report/text/visible.ts';
import { answerQuestion, questionOf, type Question } from '../run/answer.ts';
import { checkNamed, type Session } from '../run/session.ts';
import { startRollback } from '../run/start.ts';
import type { ApplyOptions, Door } from './door.ts';

type Task = Extract<Proposal, { kind: 'task' }>;

/** Who asked for it in which words, and which planner understood them. */
export type Asked = Pick<ApplyOptions, 'request' | 'planned' | 'run'>;

/** Does what a sentence asks that is not a change of the configuration. */
export async function performTask(
  command: Door,
  session: Session,
  proposal: Task,
  flags: { readonly yes: boolean; readonly 'dry-run': boolean },
  asked: Asked,
): Promise<void> {
  const question = questionOf(proposal);
  if (question !== undefined) return answer(command, session, question);
  if (proposal.task === 'rollback') {
    const deps = command.runDeps(session.settings, flags);
    using journal = deps.journal;
    const dryRun = flags['dry-run'];
    return command.finish(await startRollback({ ...deps, journal }, undefined, { deadMan: false, dryRun }));
  }
  const runbook = runbookOf(proposal);
  if (runbook === undefined) throw new TypeError(`nothing does the task '${proposal.task}'`);
  const checked = command.need(await checkNamed(session, runbook, {}));
  await command.apply(session.settings, checked, { flags, ...asked });
}

/** The runbook of the library that does a task; undefined where no runbook does. */
export function runbookOf({ task }: Pick<Task, 'task'>): string | undefined {
  if (task === 'upgrade') return 'system-upgrade';
  return task === 'collect-garbage' ? 'collect-garbage' : undefined;
}

/** Looks up what is asked and says it. */
async function answer(command: Door, session: Session, question: Question): Promise<void> {
  using journal = command.openJournal(session.settings);
  const found = visibleData(await answerQuestion(session, journal, question, systemClock.now()));
  const { kind, ...value } = found;
  command.output.answer(kind, value, () => renderAnswer(found, command.output.paint));
}
