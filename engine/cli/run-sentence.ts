import type { HostSettings } from '../config/host-settings.ts';
import { exec } from '../host/exec.ts';
import type { CheckedRunbook } from '../check/check-runbook.ts';
import { failed, ok, type Result } from '../model/finding.ts';
import type { Proposal } from '../model/proposal.ts';
import { checkGenerated, openSession, understandSentence, type Session } from '../run/session.ts';

export type Understood =
  | { readonly kind: 'checked'; readonly session: Session; readonly checked: CheckedRunbook }
  | {
      readonly kind: 'other';
      readonly session: Session;
      readonly proposal: Exclude<Proposal, { kind: 'runbook' }>;
    };

/** A sentence on a host → a runbook that may run, or what to do instead. */
export async function understandOn(settings: HostSettings, sentence: string): Promise<Result<Understood>> {
  const session = await openSession(exec, settings);
  if (!session.ok) return session;
  const proposal = understandSentence(session.value, sentence);
  if (proposal.kind !== 'runbook') return ok({ kind: 'other', session: session.value, proposal });
  const checked = await checkGenerated(session.value, proposal.text);
  return checked.ok
    ? ok({ kind: 'checked', session: session.value, checked: checked.value })
    : failed(...checked.findings);
}
