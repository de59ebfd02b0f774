import type { StepKind } from '../step-kind.ts';
import { approveStep } from './approve/index.ts';
import { callStep } from './call/index.ts';
import { collectGarbageStep } from './collect-garbage/index.ts';
import { editStep } from './edit/index.ts';
import { filesStep } from './files/index.ts';
import { inputsStep } from './inputs/index.ts';
import { notifyStep } from './notify/index.ts';
import { rebootStep } from './reboot/index.ts';
import { runStep } from './run/index.ts';
import { verifyStep } from './verify/index.ts';
import { waitStep } from './wait/index.ts';

/** Every kind of step, in the order in which messages and documents name them. */
export const STEP_KINDS: readonly StepKind[] = [
  editStep,
  verifyStep,
  runStep,
  filesStep,
  approveStep,
  waitStep,
  notifyStep,
  callStep,
  rebootStep,
  inputsStep,
  collectGarbageStep,
];
