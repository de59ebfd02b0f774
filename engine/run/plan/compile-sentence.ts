import type { CheckedRunbook } from '../../check/check-runbook.ts';
import { propose } from '../../compile/propose.ts';
import { OFFLINE, type ProviderSettings } from '../../config/providers.ts';
import { assertNever } from '../../model/outcome.ts';
import type { Drafted } from '../../compile/model/drafted.ts';
import type { LookUp } from '../../model/answer.ts';
import type { PlannedBy } from '../../model/event.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Proposal, Task } from '../../model/proposal.ts';
import { draftWithProviders } from './draft.ts';
import type { Planning } from './planning.ts';
import { plannerFacts } from '../planner-facts.ts';
import { checkGenerated, freshSession, type Session } from '../session.ts';

export type Planned = { readonly session: Session; readonly planned: PlannedBy } & (
  | { readonly kind: 'checked'; readonly checked: CheckedRunbook }
  | { readonly kind: 'other'; readonly proposal: Exclude<Proposal, { kind: 'runbook' }> }
);

/**
 * A sentence → a checked runbook, or what to do instead. What is unsafe is refused before any model hears of it.
 *
 * Findings: PLN001 no plan of a model passed the checks, PLN002 no model answered, and those of the checks.
 */
export async function compileSentence(
  opened: Session,
  sentence: string,
  planning: Planning,
): Promise<Result<Planned>> {
  const read = await readOffline(opened, sentence);
  if (!read.ok) return read;
  const { session, proposal } = read.value;
  if (proposal.kind === 'refuse' && proposal.why === 'unsafe') return offline(session, proposal, []);
  const warnings: Finding[] = [];
  const groups = groupPlanners(planning.planners);
  for (const [at, group] of groups.entries()) {
    const isLast = at === groups.length - 1;
    if (group === OFFLINE) {
      if (isLast || isDecided(proposal)) return offline(session, proposal, warnings);
      continue;
    }
    const drafted = await draftWithProviders(session, sentence, group, planning);
    if (!drafted.ok) return drafted;
    planning.onCalls(drafted.value.drafted.calls);
    const result = fromDraft(session, drafted.value.drafted, drafted.value.planned);
    if (result.ok || !mayGoOn(drafted.value.drafted)) return result;
    if (isLast) {
      // A question of our own is more than nothing.
      const offlineToo = planning.planners.includes(OFFLINE);
      return offlineToo ? offline(session, proposal, [...warnings, ...asWarnings(result.findings)]) : result;
    }
    warnings.push(...asWarnings(result.findings));
  }
  return failed({
    code: 'PLN002',
    severity: 'error',
    message: 'no planner is configured, so the request was not read',
    fix: 'set one with --provider, or in planner.order of the host settings',
  });
}

/** What the built-in planner makes of it; a stale catalogue is read again before anything is asked or refused. */
async function readOffline(
  opened: Session,
  sentence: string,
): Promise<Result<{ readonly session: Session; readonly proposal: Proposal }>> {
  const proposal = understand(opened, sentence);
  const again = opened.catalog.stale && (proposal.kind === 'ask' || proposal.kind === 'refuse');
  if (!again) return ok({ session: opened, proposal });
  const session = await freshSession(opened);
  return session.ok ? ok({ session: session.value, proposal: understand(session.value, sentence) }) : session;
}

function understand({ configuration, index }: Session, sentence: string): Proposal {
  return propose(sentence, index, plannerFacts(configuration, index));
}

/** A model is asked where the words were not understood, not where only the person can decide. */
function isDecided(proposal: Proposal): boolean {
  switch (proposal.kind) {
    case 'runbook':
    case 'task':
      return true;
    case 'ask':
      return proposal.why === 'ambiguous';
    case 'refuse':
      return proposal.why === 'unsafe' || proposal.why === 'invalid';
    default:
      return assertNever(proposal);
  }
}

async function offline(
  session: Session,
  proposal: Proposal,
  warnings: readonly Finding[],
): Promise<Result<Planned>> {
  const planned = { planner: OFFLINE };
  if (proposal.kind !== 'runbook') {
    return ok({ kind: 'other', session, planned, proposal }, [
      ...warnings,
      ...aModelMight(session, proposal),
    ]);
  }
  const checked = await checkGenerated(session, proposal.text);
  if (!checked.ok) return checked;
  return ok({ kind: 'checked', session, planned, checked: checked.value }, [
    ...warnings,
    ...checked.findings,
  ]);
}

/** Where nothing can be offered, and no model was ever set up: that one may understand more. */
function aModelMight({ settings }: Session, proposal: Exclude<Proposal, { kind: 'runbook' }>): Finding[] {
  const lost = proposal.kind === 'ask' && proposal.why === 'not-understood' && proposal.choices.length === 0;
  if (!lost || settings.providers.length > 0) return [];
  const message = 'the built-in planner does not understand all of this; a model might';
  return [
    {
      code: 'PLN005',
      severity: 'warning',
      message,
      fix: '`nixos-ai providers explain` says how to configure one',
    },
  ];
}

/** Providers that stand side by side are one group: the next answers for the one that fails. */
function groupPlanners(
  planners: Planning['planners'],
): readonly (typeof OFFLINE | readonly ProviderSettings[])[] {
  const groups: (typeof OFFLINE | ProviderSettings[])[] = [];
  for (const planner of planners) {
    const last = groups.at(-1);
    if (planner === OFFLINE) groups.push(OFFLINE);
    else if (last === undefined || last === OFFLINE) groups.push([planner]);
    else last.push(planner);
  }
  return groups;
}

function fromDraft(session: Session, drafted: Drafted, planned: PlannedBy): Result<Planned> {
  const other = (proposal: Exclude<Proposal, { kind: 'runbook' }>): Result<Planned> =>
    ok({ kind: 'other', session, planned, proposal });
  switch (drafted.kind) {
    case 'runbook':
    case 'library':
      return ok({ kind: 'checked', session, planned, checked: drafted.value }, drafted.findings);
    case 'ask': {
      const { question, choices } = drafted;
      return other({ kind: 'ask', why: 'ambiguous', question, choices });
    }
    case 'look-up':
      return other({ kind: 'task', task: taskOf(drafted.what), topic: drafted.what, query: drafted.query });
    case 'task':
      return other({ kind: 'task', task: drafted.task });
    case 'refused':
      return other({ kind: 'refuse', why: 'not-configuration', reason: drafted.reason, nearest: [] });
    case 'could-not':
      return failed(couldNot(planned), ...drafted.findings);
    case 'failed': {
      const { message, fix } = drafted.failure;
      return failed({ code: 'PLN002', severity: 'error', message: `${message}; nothing was changed`, fix });
    }
    default:
      return assertNever(drafted);
  }
}

function taskOf(what: LookUp): Task {
  if (what === 'history') return 'history';
  return what === 'options' || what === 'packages' ? 'search' : 'status';
}

function couldNot({ planner, model = '', rounds = 0 }: PlannedBy): Finding {
  return {
    code: 'PLN001',
    severity: 'error',
    message: `${planner} (${model}) made no plan that passes the checks in ${rounds} round${rounds === 1 ? '' : 's'}; nothing was changed. The last one was refused because`,
    fix: 'rephrase the request, split it into smaller steps, or write the runbook yourself (docs/RUNBOOKS.md)',
  };
}

/** Another planner may try, but not where a person interrupted. */
function mayGoOn(drafted: Drafted): boolean {
  if (drafted.kind === 'failed')
    return drafted.failure.kind !== 'aborted' && drafted.failure.kind !== 'refused';
  return drafted.kind === 'could-not';
}

function asWarnings(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, severity: 'warning' }));
}
