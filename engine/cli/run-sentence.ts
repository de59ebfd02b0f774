import type { HostSettings } from '../config/host-settings.ts';
import { exec } from '../host/exec.ts';
import type { CheckedRunbook } from '../check/check-runbook.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Proposal } from '../model/proposal.ts';
import {
  checkGenerated,
  freshSession,
  openSession,
  understandSentence,
  type Session,
} from '../run/session.ts';
import { refreshCommand } from './refresh-command.ts';

export type Understood =
  | { readonly kind: 'checked'; readonly session: Session; readonly checked: CheckedRunbook }
  | {
      readonly kind: 'other';
      readonly session: Session;
      readonly proposal: Exclude<Proposal, { kind: 'runbook' }>;
    };

/** A sentence on a host → a runbook that may run, or what to do instead. */
export async function understandOn(settings: HostSettings, sentence: string): Promise<Result<Understood>> {
  const opened = await openSession(exec, settings, refreshCommand(settings));
  if (!opened.ok) return opened;
  const first = understandSentence(opened.value, sentence);
  // A stale catalogue may not know what the sentence names: then it is read again before anything is asked or refused.
  const again = opened.value.catalog.stale && (first.kind === 'ask' || first.kind === 'refuse');
  const session = again ? await freshSession(opened.value) : opened;
  if (!session.ok) return session;
  const proposal = again ? understandSentence(session.value, sentence) : first;
  if (proposal.kind !== 'runbook') return ok({ kind: 'other', session: session.value, proposal });
  const checked = await checkGenerated(session.value, proposal.text);
  return checked.ok
    ? ok({ kind: 'checked', session: session.value, checked: checked.value }, checked.findings)
    : failed(...checked.findings);
}
