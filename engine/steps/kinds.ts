import { assertNever } from '../model/outcome.ts';
import type { GraphNode, SkeletonKind, StateStep } from '../model/graph.ts';
import { approve } from './approve.ts';
import { boot } from './boot.ts';
import { build } from './build.ts';
import { collectGarbage } from './collect-garbage.ts';
import { confirm } from './confirm.ts';
import { consent } from './consent.ts';
import type { StepKind } from './context.ts';
import { dryBuild } from './dry-build.ts';
import { edit } from './edit.ts';
import { files } from './files.ts';
import { notify } from './notify.ts';
import { plan } from './plan.ts';
import { preflight } from './preflight.ts';
import { reboot } from './reboot.ts';
import { rollback } from './rollback.ts';
import { runCommand } from './run-command.ts';
import { settle } from './settle.ts';
import { snapshot } from './snapshot.ts';
import { stage } from './stage.ts';
import { switchSystem } from './switch.ts';
import { verify } from './verify.ts';
import { wait } from './wait.ts';

/** Every kind of state there is, and the file that does it. */
const SKELETON: Readonly<Record<SkeletonKind, StepKind>> = {
  plan,
  snapshot,
  edit,
  'dry-build': dryBuild,
  consent,
  build,
  preflight,
  switch: switchSystem,
  settle,
  confirm,
  stage,
  boot,
  rollback,
};

const STEPS: Readonly<Record<StateStep['kind'], StepKind>> = {
  verify,
  run: runCommand,
  files,
  approve,
  wait,
  notify,
  reboot,
  'collect-garbage': collectGarbage,
};

export function kindOf(node: GraphNode): StepKind {
  return node.kind === 'step' ? STEPS[node.step.kind] : SKELETON[node.kind];
}

/** States that run to their end whatever a person or a clock says: half of one would leave the host half-changed. */
export function mustFinish(node: GraphNode): boolean {
  switch (node.kind) {
    case 'snapshot':
    case 'edit':
    case 'switch':
    case 'confirm':
    case 'stage':
    case 'rollback':
      return true;
    case 'plan':
    case 'dry-build':
    case 'consent':
    case 'build':
    case 'preflight':
    case 'settle':
    case 'boot':
      return false;
    case 'step':
      return node.mutates;
    default:
      return assertNever(node);
  }
}
