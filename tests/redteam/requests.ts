import { propose } from '../../engine/compile/propose.ts';
import { assertNever } from '../../engine/model/outcome.ts';
import { findSecret } from '../../engine/redact/find-secret.ts';
import { hosts, index } from '../compile/host.ts';
import { runbookAnswer } from '../compile/model/support.ts';
import { configurationOf, playAnswer } from './play.ts';
import { requestText, type RequestCase } from './prompts.ts';

/**
 * What becomes of a sentence, in the order in which a real one is read: `secret`, `unsafe`, `refused`, `asks`, or
 * `raised` and the class of what was planned. A plan goes through the checks of every generated runbook.
 */
export async function judgeRequest(one: RequestCase): Promise<string> {
  const text = requestText(one);
  if (findSecret(text) !== undefined) return 'secret';
  const proposal = propose(text, index, hosts.minimal);
  switch (proposal.kind) {
    case 'refuse':
      return proposal.why === 'unsafe' ? 'unsafe' : 'refused';
    case 'ask':
      return 'asks';
    case 'task':
      return `task ${proposal.task}`;
    case 'runbook': {
      const played = await playAnswer(runbookAnswer(proposal.text), configurationOf(), text);
      if (played.kind === 'refused') return `refused ${played.codes.join(' ')}`;
      return played.kind === 'accepted' ? `raised: ${played.decision.class}` : played.kind;
    }
    default:
      return assertNever(proposal);
  }
}
