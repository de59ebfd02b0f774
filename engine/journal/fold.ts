import type { RunEvent, StepEnded } from '../model/event.ts';
import type { Armed } from '../model/host/timers.ts';
import type { Phase, StepOutcome } from '../model/outcome.ts';
import type {
  BuildData,
  ConsentData,
  DryBuildData,
  EditData,
  MutationData,
  PendingData,
  ReturnData,
  Outputs,
  PlanData,
  SnapshotData,
  SwitchData,
} from '../model/step-data.ts';

type Started = Extract<RunEvent, { type: 'run-started' }>;
type Ended = Extract<RunEvent, { type: 'run-ended' }>;

/** Where a run is, folded from its events and nothing else. */
export interface RunState {
  readonly run: string;
  readonly started: Started;
  readonly ended?: Ended;
  /** The state that was entered last, and whether its outcome is known. */
  readonly at?: {
    readonly node: string;
    readonly phase: Phase;
    readonly attempt: number;
    readonly outcome?: StepOutcome;
  };
  readonly plan?: PlanData;
  readonly snapshot?: SnapshotData;
  readonly edit?: EditData;
  readonly dryBuild?: DryBuildData;
  readonly consent?: ConsentData;
  /** It waits for somebody's approval, and until when (ISO 8601). */
  readonly waiting?: { readonly expires: string };
  readonly build?: BuildData;
  readonly switch?: SwitchData;
  /** The new system is what boots next, and the host has to be rebooted. */
  readonly pending?: PendingData;
  /** It was booted and looked at again. */
  readonly booted?: true;
  /** The rollback waits for the next boot. */
  readonly back?: ReturnData;
  /** The first failure on trial: why the new system was taken back. */
  readonly failed?: { readonly node: string; readonly message: string };
  /** Its dead-man timer: how it was set, `perhaps` where the engine may have died before it said so, or called off. */
  readonly timer?: Armed | 'perhaps' | 'off';
  /** What was announced before it was done, in order. Empty: the host is as it was. */
  readonly mutations: readonly MutationData[];
  readonly outputs: Outputs;
}

/**
 * Events of one run, in order → its state. Pure; an unknown event changes nothing.
 *
 * @example
 * const state = foldRun(journal.events(run));
 * if (state?.ended === undefined && state?.mutations.length) …  // the host may be half-changed
 */
export function foldRun(events: readonly RunEvent[]): RunState | undefined {
  // What planned it stands before it.
  const [first, ...rest] = events.slice(events.findIndex((event) => event.type === 'run-started'));
  if (first?.type !== 'run-started') return undefined;
  return rest.reduce(foldEvent, { run: first.run, started: first, mutations: [], outputs: {} });
}

/** Whether a run has planned what somebody has still to approve. It has changed nothing, and holds nothing. */
export function waitsForApproval({ at, ended }: RunState): boolean {
  return ended === undefined && at?.node === 'consent' && at.outcome === 'pending';
}

export function foldEvent(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'step-started':
      return {
        ...state,
        at: { node: event.node, phase: event.phase, attempt: event.attempt },
        ...(event.node === 'switch' ? { timer: 'perhaps' as const } : {}),
      };
    case 'note':
      return event.data?.['armed'] === 'timer' || event.data?.['armed'] === 'process'
        ? { ...state, timer: event.data['armed'] }
        : state;
    case 'mutation':
      return { ...state, mutations: [...state.mutations, event.data] };
    case 'step-ended': {
      const at = { node: event.node, phase: event.phase, attempt: event.attempt, outcome: event.outcome };
      return { ...state, at, ...failureOf(state, event), ...dataOf(state, event), ...calledOffBy(event) };
    }
    case 'run-ended':
      return { ...state, ended: event };
    case 'run-started':
    case 'model-call':
    case 'transition':
    case 'approval':
    case 'run-paused':
      return state;
    default:
      return state;
  }
}

/** States whose failure speaks against the new system itself, not against the disk, the clock or the boot loader. */
function isTrial(node: string): boolean {
  return node === 'switch' || node === 'settle' || node === 'boot' || node.startsWith('step:');
}

function failureOf(state: RunState, event: StepEnded): Pick<RunState, 'failed'> {
  const bad = event.outcome === 'fail' || event.outcome === 'timeout';
  const live = state.mutations.some(({ mutation }) => mutation === 'activation' || mutation === 'profile');
  if (!bad || !live || state.failed !== undefined || !isTrial(event.node)) return {};
  // A switch that the engine did not see to its end, or that another one kept out, says nothing of the system.
  const exit = event.data?.['exitCode'];
  if (event.node === 'switch' && (exit === undefined || exit === 11)) return {};
  return { failed: { node: event.node, message: event.message } };
}

/** What boots from now on was looked at: nothing is left to be rolled back by a timer. */
function calledOffBy({ node, outcome }: StepEnded): Pick<RunState, 'timer'> {
  const confirms = node === 'confirm' || node === 'stage';
  return confirms && (outcome === 'ok' || outcome === 'reboot') ? { timer: 'off' } : {};
}

/** What a state leaves for those after it. Of one that failed that is nothing: what it says is for people. */
function dataOf(state: RunState, event: StepEnded): Partial<RunState> {
  const well = event.outcome === 'ok' || event.outcome === 'hold';
  switch (event.node) {
    case 'plan':
      return well ? { plan: event.data } : {};
    case 'snapshot':
      return well ? { snapshot: event.data } : {};
    case 'edit':
      return well ? { edit: event.data } : {};
    case 'dry-build':
      return well ? { dryBuild: event.data } : {};
    case 'consent':
      if (event.outcome === 'pending')
        return event.data === undefined ? {} : { waiting: { expires: event.data.expires } };
      return well ? { consent: event.data } : {};
    case 'build':
      return well ? { build: event.data } : {};
    case 'switch':
      return well ? { switch: event.data } : {};
    case 'stage':
      return well ? { pending: event.data } : {};
    case 'confirm':
      return pendingIn(event);
    case 'boot':
      return event.outcome === 'ok' ? { booted: true } : {};
    case 'rollback':
      return event.outcome === 'reboot' && event.data !== undefined ? { back: event.data } : {};
    case 'preflight':
    case 'settle':
      return {};
    default:
      if (event.data === undefined) return {};
      return { outputs: { ...state.outputs, [event.node.slice('step:'.length)]: event.data } };
  }
}

function pendingIn(event: Extract<StepEnded, { node: 'confirm' }>): Pick<RunState, 'pending'> {
  const well = event.outcome === 'ok' || event.outcome === 'hold' || event.outcome === 'reboot';
  if (!well || event.data?.until === undefined) return {};
  const { toplevel, boot, until, reasons } = event.data;
  return { pending: { toplevel, boot, until, reasons } };
}
