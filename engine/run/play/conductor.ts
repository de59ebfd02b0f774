import { createActor } from 'xstate';
import { evaluateExpression } from '../../check/expressions.ts';
import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { Exec } from '../../model/host/exec.ts';
import type { Host } from '../../model/host/host.ts';
import { foldRun, type RunState } from '../../journal/fold.ts';
import { RunLog } from './run-log.ts';
import {
  buildMachine,
  type PerformInput,
  type PerformOutput,
  type TransitionSeen,
} from '../../machine/build-machine.ts';
import type { Command } from '../../model/command.ts';
import type { RunEventBody, StepEnded } from '../../model/event.ts';
import { RefusedByHost } from '../../model/host/refused-by-host.ts';
import { say, type StepMessage } from '../../model/step-message.ts';
import { tellMessage } from '../../report/messages/tell-message.ts';
import { endOutcome, type GraphNode } from '../../model/graph.ts';
import type { RunOutcome, StepOutcome } from '../../model/outcome.ts';
import { Ahead } from '../../steps/ahead.ts';
import { commitForUser } from '../../steps/states/confirm.ts';
import { fail, failWith, type Consent, type Performed, type StepContext } from '../../steps/context.ts';
import { handlerOf, mustFinish } from '../../steps/kinds.ts';
import { UnresolvedValue } from '../../steps/change/resolve.ts';
import { endRun } from './end-run.ts';
import { howItEnded } from './how-it-ended.ts';
import { Leavers } from './leavers.ts';
import { RunRedactor } from './run-redactor.ts';
import type { RunResult, RunDeps } from '../deps.ts';

/** Plays one run: every state and edge of its machine, each outcome on disk before the next state begins. */
export class Conductor {
  readonly #deps: RunDeps;
  readonly #checked: CheckedRunbook;
  readonly #redactor: RunRedactor;
  readonly #log: RunLog;
  readonly #host: Host;
  /** What is to be done beside the next command. */
  readonly #waiting: (() => void)[] = [];
  readonly #ahead = new Ahead();
  readonly #leavers = new Leavers();
  /** The last state that did not end well: what it said is the run's own message. */
  #last: Pick<StepEnded, 'message' | 'said'> = { message: '' };

  constructor(deps: RunDeps, checked: CheckedRunbook, run: string) {
    this.#deps = deps;
    this.#checked = checked;
    this.#redactor = new RunRedactor(deps.redact, checked);
    this.#log = new RunLog(deps, run, this.#redactor);
    this.#host = deps.host.around((exec) => this.#beside(exec));
  }

  /** An event of this run, on disk when this returns. */
  append(body: RunEventBody): void {
    this.#log.append(body);
  }

  /** A note of this run, on disk when this returns. */
  note(node: string, said: StepMessage): void {
    this.append({ type: 'note', node, ...this.#told(said) });
  }

  resume(): void {
    this.#log.resume();
  }

  commands(): readonly Command[] {
    const idle = new AbortController().signal;
    return this.#checked.graph.nodes
      .filter((node) => node.kind !== 'rollback')
      .flatMap((node) => handlerOf(node, this.#checked.kinds).commands?.(this.#context(node, idle)) ?? []);
  }

  /** What became of a state in flight when the engine died, read off the real host; on record when this returns. */
  async reconcile(node: GraphNode, attempt: number): Promise<StepOutcome> {
    const { reconcile } = handlerOf(node, this.#checked.kinds);
    if (reconcile === undefined) throw new Error(`the state ${node.id} claims to reconcile but cannot`);
    const reconciled = await reconcile(this.#context(node, new AbortController().signal));
    this.#record(node, attempt, 0, reconciled);
    return reconciled.outcome;
  }

  async play(entry?: PerformInput): Promise<RunOutcome> {
    const effects = {
      perform: async (input: PerformInput, signal: AbortSignal) => this.perform(input, signal),
      onTransition: (transition: TransitionSeen) => this.#log.later({ type: 'transition', ...transition }),
    };
    const machine = buildMachine(this.#checked, effects, entry);
    const actor = createActor(machine);
    return new Promise((settle, reject) => {
      actor.subscribe({
        complete: () => {
          const outcome = endOutcome(String(actor.getSnapshot().value));
          if (outcome === undefined) reject(new Error('the machine stopped in a state that is not an end'));
          else settle(outcome);
        },
        error: reject,
      });
      actor.start();
    });
  }

  async perform(input: PerformInput, signal: AbortSignal): Promise<PerformOutput> {
    const node = this.#node(input.node);
    const { signal: stop } = this.#deps;
    const { clock } = this.#host;
    if (input.attempt > 1) {
      this.#log.flush();
      await clock.sleep(node.retry.delay, stop);
    }
    const { phase } = node;
    this.append({ type: 'step-started', node: node.id, phase, attempt: input.attempt });
    const begin = clock.now().getTime();
    const performed = this.#known(node, await this.#attempt(node, signal));
    const took = clock.now().getTime() - begin;
    this.#record(node, input.attempt, took, performed);
    return { outcome: performed.outcome };
  }

  /** A run that an older engine began has no edge for what that one did not know: then it is a failure. */
  #known(node: GraphNode, performed: Performed): Performed {
    const { outcome } = performed;
    if (outcome !== 'reboot' && outcome !== 'expired' && outcome !== 'pending') return performed;
    const leads = this.#checked.graph.edges.some(({ from, on }) => from === node.id && on === outcome);
    return leads ? performed : { ...performed, outcome: outcome === 'pending' ? 'reject' : 'fail' };
  }

  #record(node: GraphNode, attempt: number, took: number, performed: Performed): void {
    const ended = howItEnded(node, { attempt, took }, performed, this.#checked.kinds);
    if (ended.outcome !== 'ok') this.#last = ended;
    this.#log.later(ended);
  }

  async end(outcome: RunOutcome): Promise<RunResult> {
    await this.#ahead.drop();
    const { state } = this.#log;
    const { text: redact } = this.#redactor;
    const { message, said } = this.#last;
    const last = { message: redact(message), ...(said === undefined ? {} : { said }) };
    const ending = { outcome, state, redact, commit: this.#commit(), ...last };
    return endRun(this.#host, ending, (body) => this.append(body));
  }

  /** A change that was booted is committed once it is kept; one that was switched to has been. */
  #commit(): (() => Promise<unknown>) | undefined {
    const boot = this.#checked.graph.nodes.find((node) => node.kind === 'boot');
    if (boot === undefined || this.#log.state.booted !== true) return undefined;
    return async () => commitForUser(this.#context(boot, new AbortController().signal));
  }

  #told(said: StepMessage): { readonly message: string; readonly said: StepMessage } {
    return { message: tellMessage(said, this.#checked.kinds), said };
  }

  async #attempt(node: GraphNode, machineSignal: AbortSignal): Promise<Performed> {
    const { signal: stop } = this.#deps;
    if (node.kind !== 'rollback') {
      if (this.#log.lost !== undefined)
        return { outcome: 'stop', said: say('state.journal-lost', { why: this.#log.lost }) };
      if (stop.aborted) return { outcome: 'stop', said: say('state.stopped', {}) };
    }
    const skipped = this.#skip(node);
    if (skipped !== undefined) return skipped;
    const timeout = this.#host.clock.timeout(node.timeout);
    const isCommand = node.kind === 'step';
    const signals = mustFinish(node) ? (isCommand ? [timeout] : []) : [timeout, stop, machineSignal];
    const context = this.#context(node, AbortSignal.any(signals));
    const performed = await this.#guarded(node, context);
    if (performed.outcome === 'ok' || performed.outcome === 'no-change') return performed;
    const cut: StepOutcome | undefined = mustFinish(node) ? undefined : stop.aborted ? 'stop' : undefined;
    if (cut !== undefined) {
      const { findings: _, ...rest } = performed;
      return { ...rest, outcome: cut, said: say('state.stopped', {}) };
    }
    if (timeout.aborted && (isCommand || !mustFinish(node))) {
      const { said } = performed;
      const late = say('state.timed-out', {
        seconds: node.timeout / 1000,
        ...(said === undefined ? {} : { said }),
      });
      return { ...performed, outcome: 'timeout', said: late };
    }
    return performed;
  }

  /** An exception of a state is the failure of that state: the machine knows where failures lead, a crash does not. */
  async #guarded(node: GraphNode, context: StepContext): Promise<Performed> {
    try {
      return await handlerOf(node, this.#checked.kinds).perform(context);
    } catch (error) {
      const says = error instanceof UnresolvedValue || error instanceof RefusedByHost ? error.findings : [];
      if (says.length > 0) return failWith(says);
      return fail(say('state.threw', { error: error instanceof Error ? error.message : String(error) }));
    }
  }

  #skip(node: GraphNode): Performed | undefined {
    const when = node.kind === 'step' ? node.step.when : undefined;
    if (when === undefined || node.kind !== 'step') return undefined;
    const value = evaluateExpression(
      when.source,
      this.#checked.bindings,
      this.#log.state.outputs,
      node.step.position,
    );
    if (!value.ok) return failWith(value.findings);
    return value.value === true ? undefined : { outcome: 'ok', said: say('state.skipped', {}) };
  }

  #context(node: GraphNode, signal: AbortSignal): StepContext {
    const { journal, consent, self } = this.#deps;
    const note = (said: StepMessage, data?: Readonly<Record<string, unknown>>): void => {
      const told = this.#told(said);
      this.append({ type: 'note', node: node.id, ...told, ...(data === undefined ? {} : { data }) });
    };
    return {
      host: this.#host,
      besideNextCommand: (work) => this.#waiting.push(work),
      ahead: this.#ahead,
      consent: this.#consent(consent),
      self,
      node,
      signal,
      note,
      redact: (value) => this.#redactor.data(value),
      learnSecrets: (texts) => this.#redactor.learn(texts),
      checked: this.#checked,
      state: this.#log.state,
      otherRun: (run) => foldRun(journal.events(run)),
      approvals: (hash) => journal.approvals(hash),
      announce: (said, data) => {
        this.append({ type: 'mutation', node: node.id, ...this.#told(said), data });
        // What is not announced for good is not done.
        if (this.#log.lost !== undefined && node.kind !== 'rollback') {
          throw new Error(`the journal cannot be written: ${this.#log.lost}`);
        }
      },
    };
  }

  /** A command, and beside it what needs not be done before it. */
  #beside(exec: Exec): Exec {
    return async (command, options) => {
      const running = exec(command, options);
      for (const work of [() => this.#log.writeDown(), ...this.#waiting.splice(0)]) work();
      const result = await running;
      const left = this.#leavers.leftBy(command, result);
      if (left !== undefined) this.note(this.#log.state.at?.node ?? this.#checked.graph.start, left);
      return result;
    };
  }

  #consent(consent: Consent): Consent {
    return {
      plan: async (preview, signal) => consent.plan(this.#redactor.data(preview), signal),
      question: async (message, signal, asker) =>
        consent.question(this.#redactor.text(message), signal, asker),
    };
  }

  get state(): RunState {
    return this.#log.state;
  }

  #node(id: string): GraphNode {
    const node = this.#checked.graph.nodes.find((candidate) => candidate.id === id);
    if (node === undefined) throw new Error(`the graph has no state ${id}`);
    return node;
  }
}
