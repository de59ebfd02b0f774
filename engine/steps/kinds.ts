import { stateKindOf } from '../kinds/find-kind.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import { assertNever } from '../model/outcome.ts';
import type { GraphNode, SkeletonKind, StateStep } from '../model/graph.ts';
import { performContext } from './perform-context.ts';
import { bootState } from './states/boot.ts';
import { build } from './states/build.ts';
import { confirm } from './states/confirm.ts';
import { consent } from './states/consent.ts';
import type { StateHandler } from './context.ts';
import { dryBuild } from './states/dry-build.ts';
import { edit } from './states/edit.ts';
import { planState } from './states/plan.ts';
import { preflight } from './states/preflight.ts';
import { rollbackState } from './states/rollback.ts';
import { settle } from './states/settle.ts';
import { snapshot } from './states/snapshot.ts';
import { stage } from './states/stage.ts';
import { switchSystem } from './states/switch.ts';

/** The states that the engine puts around what the author wrote, and the file that does each. */
const SKELETON: Readonly<Record<SkeletonKind, StateHandler>> = {
  plan: planState,
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
  boot: bootState,
  rollback: rollbackState,
};

/** How a state is done: one of the engine's, or a step of the author by its kind. */
export function handlerOf(node: GraphNode, kinds: Kinds): StateHandler {
  return node.kind === 'step' ? handlerOfStep(node.step, kinds) : SKELETON[node.kind];
}

function handlerOfStep(step: StateStep, kinds: Kinds): StateHandler {
  const kind = stateKindOf(kinds, step);
  const { reconcile } = kind;
  return {
    perform: async (context) => kind.perform(performContext(context, step)),
    ...(reconcile && { reconcile: async (context) => reconcile(performContext(context, step)) }),
    commands: (context) => kind.commands?.(performContext(context, step)) ?? [],
  };
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
