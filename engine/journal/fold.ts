import type { RunEvent } from '../model/event.ts';
import type { Phase, StepOutcome } from '../model/outcome.ts';
import type {
  BuildData,
  ConsentData,
  DryBuildData,
  EditData,
  MutationData,
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
  readonly build?: BuildData;
  readonly switch?: SwitchData;
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

export function foldEvent(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'step-started':
      return { ...state, at: { node: event.node, phase: event.phase, attempt: event.attempt } };
    case 'note': {
      const mutation = event.data?.['mutation'];
      // Notes with a mutation are written by the steps, typed as MutationData.
      return mutation === undefined
        ? state
        : { ...state, mutations: [...state.mutations, event.data as unknown as MutationData] };
    }
    case 'step-ended': {
      const at = { node: event.node, phase: event.phase, attempt: event.attempt, outcome: event.outcome };
      return { ...state, at, ...dataOf(state, event) };
    }
    case 'run-ended':
      return { ...state, ended: event };
    case 'run-started':
    case 'model-call':
    case 'transition':
    case 'approval':
      return state;
    default:
      return state;
  }
}

const COMPLETE: ReadonlySet<StepOutcome> = new Set(['ok', 'hold']);

const FIELDS = {
  plan: 'plan',
  snapshot: 'snapshot',
  edit: 'edit',
  'dry-build': 'dryBuild',
  consent: 'consent',
  build: 'build',
  switch: 'switch',
} as const;

function dataOf(state: RunState, event: Extract<RunEvent, { type: 'step-ended' }>): Partial<RunState> {
  if (event.data === undefined) return {};
  const field = FIELDS[event.node as keyof typeof FIELDS];
  // A state that failed leaves findings, for people to read.
  if (field !== undefined) return COMPLETE.has(event.outcome) ? { [field]: event.data } : {};
  if (!event.node.startsWith('step:')) return {};
  return { outputs: { ...state.outputs, [event.node.slice('step:'.length)]: event.data } };
}
