import { ok, type Result } from '../model/finding.ts';
import type { Principal } from '../model/principal.ts';
import type { Answer } from '../report/host/answer.ts';
import { lookUp, type Question } from '../run/answer/look-up.ts';
import type { Session } from '../run/session.ts';
import { begin, type Act } from './act.ts';
import type { AppDeps } from './deps.ts';
import { openHostSession } from './host-session.ts';

/**
 * Answers a question from the journal, the options, the configuration's text and the host; changes nothing. Findings:
 * HOST005, those of reading the host.
 *
 * @example
 * await answerQuestion(deps, principal, { topic: 'disk', query: '' }).result   // { ok: true, value: { kind: 'disk', … } }
 */
export function answerQuestion(deps: AppDeps, _principal: Principal, question: Question): Act<Answer> {
  return begin(deps.redact, async (events) => {
    const session = events.withWarnings(await openHostSession(deps, events));
    return session.ok ? findAnswer(deps, session.value, question) : session;
  });
}

/** The same within another act. */
export async function findAnswer(
  deps: AppDeps,
  session: Session,
  question: Question,
): Promise<Result<Answer>> {
  const opened = deps.openJournal('read');
  if (!opened.ok) return opened;
  using journal = opened.value;
  return ok(await lookUp(session, journal, question, deps.host.clock.now()));
}
