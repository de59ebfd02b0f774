import { say, type StepMessage } from '../../../engine/model/step-message.ts';
import { tellMessage } from '../../../engine/report/messages/tell-message.ts';
import type { CheckedRunbook } from '../../../engine/check/check-runbook.ts';
import { pinRunbook } from '../../../engine/check/check-runbook.ts';
import { simulateHost, type SimulatedHost } from '../../../engine/host/simulated/host.ts';
import type { SimulationOptions } from '../../../engine/host/simulated/first-state.ts';
import { foldEvent, foldRun, type RunState } from '../../../engine/journal/fold.ts';
import type { RunEvent, RunEventBody } from '../../../engine/model/event.ts';
import { endOutcome, type GraphNode } from '../../../engine/model/graph.ts';
import type { StepOutcome } from '../../../engine/model/outcome.ts';
import type { Principal } from '../../../engine/model/principal.ts';
import { Ahead } from '../../../engine/steps/ahead.ts';
import type { ConsentAnswer, Performed, StepContext } from '../../../engine/steps/context.ts';
import { howItEnded } from '../../../engine/run/play/how-it-ended.ts';
import { handlerOf } from '../../../engine/steps/kinds.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { mustCheck } from '../../lib/runbooks.ts';

/** A run on a simulated host: its states one after another, as the graph has them, without journal and machine. */
export interface Play {
  readonly host: SimulatedHost;
  readonly checked: CheckedRunbook;
  /** What happened so far. */
  state: RunState;
  readonly notes: string[];
  /** Of the last state. */
  said: string;
}

export interface PlayOptions extends Partial<SimulationOptions> {
  readonly answer?: ConsentAnswer;
  readonly started?: Partial<Extract<RunEventBody, { type: 'run-started' }>>;
  readonly otherRun?: RunState;
  readonly approvals?: readonly { readonly by: Principal; readonly expires: string }[];
}

export function person(name: string): Principal {
  return { kind: 'person', name, door: 'terminal', known: 'uid', groups: [] };
}

export const RUN = '20260105T120000-test';

export const CONFIGURATION = {
  'configuration.nix': '{ pkgs, ... }:\n\n{\n  networking.hostName = "atlas";\n}\n',
};

/** The change that most tests make. */
export const ENABLE_DOCKER = '  - id: enable\n    edit: [{ set: virtualisation.docker.enable, to: true }]\n';

export function begin(steps: string, options: PlayOptions = {}): Play & { readonly options: PlayOptions } {
  return beginChecked(mustCheck(steps), options);
}

export function beginChecked(
  checked: CheckedRunbook,
  options: PlayOptions = {},
): Play & { readonly options: PlayOptions } {
  const host = simulateHost({ policy: SHIPPED_POLICY, configuration: CONFIGURATION, ...options });
  const started: RunEventBody = {
    type: 'run-started',
    mode: 'apply',
    runbook: 'test',
    text: checked.runbook.text,
    origin: 'user',
    parameters: {},
    compiled: pinRunbook(checked),
    host: '/',
    by: person('alice'),
    engine: 'test',
    ...options.started,
  };
  const state = foldRun([event(host, started)]);
  if (state === undefined) throw new Error('a run begins');
  return { host, checked, state, notes: [], said: '', options };
}

/** Plays states until one of the names, which is not entered, or the end of the run; gives the end. */
export async function play(
  run: ReturnType<typeof begin>,
  before?: string,
  from?: string,
): Promise<string | undefined> {
  let id = from ?? run.checked.graph.start;
  while (id !== before) {
    const end = endOutcome(id);
    if (end !== undefined) return end;
    const outcome = await enter(run, id);
    const edge = run.checked.graph.edges.find(
      (candidate) => candidate.from === id && candidate.on === outcome,
    );
    if (edge === undefined) throw new Error(`${id} ends with ${outcome}: ${run.said}`);
    id = edge.to;
  }
  return undefined;
}

/** Enters one state, whatever is before it, and gives how it ended; what throws is a failure. */
export async function enter(run: ReturnType<typeof begin>, id: string): Promise<StepOutcome> {
  const node = nodeOf(run, id);
  const ended = await handlerOf(node, run.checked.kinds)
    .perform(contextOf(run, node))
    .catch((error: unknown): Performed => ({
      outcome: 'fail',
      said: say('state.threw', { error: error instanceof Error ? error.message : String(error) }),
    }));
  return record(run, node, ended);
}

/** What became of a state in which the engine died. */
export async function reconcile(run: ReturnType<typeof begin>, id: string): Promise<StepOutcome> {
  const node = nodeOf(run, id);
  const { reconcile: ask } = handlerOf(node, run.checked.kinds);
  if (ask === undefined) throw new Error(`${id} does not reconcile`);
  return record(run, node, await ask(contextOf(run, node)));
}

export function contextOf(run: ReturnType<typeof begin>, node: GraphNode): StepContext {
  const { host, checked, options } = run;
  const told = (said: StepMessage) => ({ message: tellMessage(said, checked.kinds), said });
  const answer = options.answer ?? { approved: true, by: 'person' };
  const append = (body: Extract<RunEventBody, { type: 'note' | 'mutation' }>): void => {
    run.notes.push(body.message);
    run.state = foldEvent(run.state, event(host, body));
  };
  return {
    host,
    checked,
    node,
    state: run.state,
    ahead: new Ahead(),
    besideNextCommand: () => undefined,
    otherRun: () => options.otherRun,
    approvals: () =>
      (options.approvals ?? []).map((one, at) => ({
        run: RUN,
        seq: at + 1,
        at: new Date(0).toISOString(),
        ...one,
      })),
    signal: new AbortController().signal,
    consent: { plan: async () => Promise.resolve(answer), question: async () => Promise.resolve(answer) },
    self: ['nixos-ai'],
    redact: (value) => value,
    learnSecrets: () => undefined,
    note: (said, data) => append({ type: 'note', node: node.id, ...told(said), ...(data && { data }) }),
    announce: (said, data) => append({ type: 'mutation', node: node.id, ...told(said), data }),
  };
}

function record(run: ReturnType<typeof begin>, node: GraphNode, ended: Performed): StepOutcome {
  const body = howItEnded(node, { attempt: 1, took: 0 }, ended, run.checked.kinds);
  run.said = body.message;
  run.state = foldEvent(run.state, event(run.host, body));
  return body.outcome;
}

function nodeOf({ checked }: Play, id: string): GraphNode {
  const node = checked.graph.nodes.find((candidate) => candidate.id === id);
  if (node === undefined) throw new Error(`the graph has no state ${id}`);
  return node;
}

function event(host: SimulatedHost, body: RunEventBody): RunEvent {
  return { v: 1, run: RUN, seq: 1, at: host.clock.now().toISOString(), ...body };
}
