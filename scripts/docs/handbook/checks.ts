import { renderDuration } from '../../../engine/document/duration.ts';
import { checkKindOf } from '../../../engine/kinds/find-kind.ts';
import { KINDS } from '../../../engine/kinds/kinds.ts';
import type { WrittenCheck } from '../../../engine/model/runbook.ts';
import { SAID } from './words.ts';

/** What must be so, and how long it may take to become so. */
export function sayCheck(check: WrittenCheck): string {
  const within = check.within === 0 ? '' : `, within ${renderDuration(check.within)}`;
  return `${checkKindOf(KINDS, check).document(check, SAID)}${within}`;
}
