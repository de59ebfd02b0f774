import { CHECK_KINDS } from './checks/index.ts';
import type { Kinds } from './step-kind.ts';
import { STEP_KINDS } from './steps/index.ts';

/** The kinds that there are without any plug-in. */
export const KINDS: Kinds = { steps: STEP_KINDS, checks: CHECK_KINDS };
