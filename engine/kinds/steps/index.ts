import type { StepKind } from '../step-kind.ts';
import { approve } from './approve/index.ts';
import { call } from './call/index.ts';
import { collectGarbage } from './collect-garbage/index.ts';
import { edit } from './edit/index.ts';
import { files } from './files/index.ts';
import { inputs } from './inputs/index.ts';
import { notify } from './notify/index.ts';
import { reboot } from './reboot/index.ts';
import { run } from './run/index.ts';
import { verify } from './verify/index.ts';
import { wait } from './wait/index.ts';

/** Every kind of step, in the order in which messages and documents name them. */
export const STEP_KINDS: readonly StepKind[] = [
  edit,
  verify,
  run,
  files,
  approve,
  wait,
  notify,
  call,
  reboot,
  inputs,
  collectGarbage,
];
