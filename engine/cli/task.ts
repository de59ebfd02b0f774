import { systemClock } from '../host/clock.ts';
import { EXIT_CODES } from '../model/outcome.ts';
import type { Proposal } from '../model/proposal.ts';
import { renderAnswer } from '../report/answer.ts';
import { visibleData } from '../report/visible.ts';
import { answerQuestion, questionOf, type Question } from '../run/answer.ts';
import type { Session } from '../run/session.ts';
import { startRollback } from '../run/start.ts';
import { Ended, type Door } from './door.ts';

type Task = Extract<Proposal, { kind: 'task' }>;

/** Does what a sentence asks that is not a change of the configuration. */
export async function performTask(
  command: Door,
  session: Session,
  proposal: Task,
  flags: { readonly yes: boolean; readonly 'dry-run': boolean },
): Promise<void> {
  const question = questionOf(proposal);
  if (question !== undefined) return answer(command, session, question);
  if (proposal.task === 'rollback') {
    const world = command.world(session.settings, flags);
    using journal = world.journal;
    const dryRun = flags['dry-run'];
    return command.finish(await startRollback({ ...world, journal }, undefined, { deadMan: false, dryRun }));
  }
  command.output.proposal({
    kind: 'refuse',
    why: 'unknown',
    reason: `'${proposal.task}' is an operation that no runbook of this host does yet; nothing was changed`,
    nearest: [],
  });
  throw new Ended(EXIT_CODES.rejected);
}

/** Looks up what is asked and says it. */
async function answer(command: Door, session: Session, question: Question): Promise<void> {
  using journal = command.openJournal(session.settings);
  const found = visibleData(await answerQuestion(session, journal, question, systemClock.now()));
  const { kind, ...value } = found;
  command.output.answer(kind, value, () => renderAnswer(found, command.output.paint));
}
