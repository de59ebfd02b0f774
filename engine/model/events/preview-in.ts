import type { RunEvent } from '../event.ts';
import type { PlanPreview } from '../plan.ts';

/** What is to be approved, where an event is that it was made. */
export function previewIn(event: RunEvent): PlanPreview | undefined {
  const made = event.type === 'step-ended' && event.node === 'dry-build' && event.outcome === 'ok';
  return made ? event.data.preview : undefined;
}
