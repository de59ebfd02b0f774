import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { HostSettings } from '../../config/host-settings.ts';
import { foldRun } from '../../journal/fold.ts';
import type { PlannedBy, RunEvent } from '../../model/event.ts';
import { previewIn } from '../../model/events/preview-in.ts';
import type { Result } from '../../model/finding.ts';
import type { PlanPreview } from '../../model/plan.ts';
import { renderProgress } from '../../report/progress/progress.ts';
import { visibleData } from '../../report/text/visible.ts';
import type { RunResult } from '../../run/conduct.ts';
import { startRun } from '../../run/start.ts';
import type { Consent } from '../../steps/context.ts';
import type { Door } from '../door.ts';
import { makeConsent } from '../consent.ts';

/** A plan that a person can refer to. */
export interface Shown {
  /** As it was read, a follow-up as a whole sentence; `:run NAME` where nothing was read. */
  readonly sentence: string;
  /** False for a runbook that was named: nothing was read. */
  readonly read: boolean;
  readonly checked: CheckedRunbook;
  readonly planned: PlannedBy;
  /** What was shown last; absent where nothing of the configuration changes. */
  readonly preview?: PlanPreview | undefined;
  /** The run that applied it. */
  readonly applied?: string;
}

/** Plays a checked runbook as far as its preview, which is printed; nothing is changed. */
export async function showPlan(
  command: Door,
  settings: HostSettings,
  plan: Omit<Shown, 'preview' | 'applied'>,
  run: string,
): Promise<{ readonly shown?: Shown; readonly result: Result<RunResult> }> {
  const deps = command.runDeps(settings, { yes: false });
  using journal = deps.journal;
  const result = await startRun(deps, plan.checked, { mode: 'plan', run, ...about(plan) });
  if (!result.ok || result.value.outcome !== 'planned') return { result };
  const preview = foldRun(journal.events(result.value.run))?.dryBuild?.preview;
  return { result, shown: { ...plan, preview } };
}

/**
 * Applies the very plan that was shown. Its preview is made again; where it is another one it is shown, and nothing is
 * changed: what a person agreed to is what they saw.
 */
export async function applyShown(
  command: Door,
  settings: HostSettings,
  shown: Shown,
): Promise<{ readonly shown: Shown; readonly result: Result<RunResult> }> {
  let preview = shown.preview;
  const consent = agreedTo(
    shown.preview,
    makeConsent({ yes: false }, command.output),
    (other) => (preview = other),
  );
  const { output } = command;
  const onEvent = (event: RunEvent): void => {
    const told = previewIn(event);
    if (told === undefined || told.planHash !== shown.preview?.planHash) return output.event(event);
    // What a person has just read is not printed a second time.
    output.text(renderProgress(visibleData(event), output.paint) ?? '');
  };
  const deps = { ...command.runDeps(settings, { yes: false }), consent, onEvent };
  using _journal = deps.journal;
  const result = await startRun(deps, shown.checked, { mode: 'apply', ...about(shown) });
  if (!result.ok) return { shown, result };
  const { outcome, run } = result.value;
  const live = outcome === 'verified' || outcome === 'pending-reboot' || outcome === 'no-change';
  return { shown: { ...shown, preview, ...(live ? { applied: run } : {}) }, result };
}

/**
 * Consent to one preview and no other. Steps that have no preview were not shown as one, so a person is asked.
 *
 * @example
 * await agreedTo(seen, asking, heard).plan({ ...seen, planHash: 'another' }, signal) // { approved: false, … }
 */
export function agreedTo(
  seen: PlanPreview | undefined,
  asking: Consent,
  heard: (preview: PlanPreview) => void,
): Consent {
  return {
    question: async (message, signal) => asking.question(message, signal),
    plan: async (preview) => {
      heard(preview);
      if (preview.planHash === seen?.planHash) return Promise.resolve({ approved: true, by: 'person' });
      const why =
        'the host or its configuration changed since the plan was shown, and so did the plan: it is shown again, say "apply it" to apply this one';
      return Promise.resolve({ approved: false, by: 'person', why });
    },
  };
}

function about({ sentence, read, planned }: Omit<Shown, 'preview' | 'applied'>) {
  return read ? { request: sentence, planned } : {};
}
