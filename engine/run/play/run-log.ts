import { findDiskTrouble } from '../../host/storage/disk-trouble.ts';
import { releaseReserve } from '../../host/storage/reserve.ts';
import { foldEvent, foldRun, type RunState } from '../../journal/fold.ts';
import type { RunEvent, RunEventBody } from '../../model/event.ts';
import type { RunRedactor } from './run-redactor.ts';
import type { RunDeps } from '../deps.ts';

/**
 * The events of one run: on disk, folded to where the run is, and told to whoever listens. Secrets are not written down,
 * and whoever listens does not hear them. The run itself goes on with what was said: the output of one command may be
 * the argument of the next.
 */
export class RunLog {
  readonly #deps: RunDeps;
  readonly #run: string;
  readonly #redactor: RunRedactor;
  readonly #waiting: RunEventBody[] = [];
  /** Folded, and not yet written. */
  readonly #unwritten: RunEventBody[] = [];
  #state: RunState | undefined;
  #lost: string | undefined;

  constructor(deps: RunDeps, run: string, redactor: RunRedactor) {
    this.#deps = deps;
    this.#run = run;
    this.#redactor = redactor;
  }

  /** Where the run is, from everything that was said of it. */
  get state(): RunState {
    this.flush();
    if (this.#state === undefined) throw new Error('a run starts with run-started');
    return this.#state;
  }

  /** Why the journal cannot be written, once it cannot. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** Begins with what is on record of a run whose engine died. */
  resume(): void {
    this.#state = foldRun(this.#deps.journal.events(this.#run));
  }

  /**
   * An event, on disk when this returns. Once the host has been touched a journal that cannot be written is no reason to
   * stop: the run goes back, and what the journal misses the next start reconciles with the host.
   */
  append(body: RunEventBody): void {
    this.#waiting.push(body);
    this.flush();
  }

  /**
   * An event that goes to disk with the next one: how a state ended and which is entered are one flush. Nothing is done
   * in between; a crash before the flush is one in the state that ended.
   */
  later(body: RunEventBody): void {
    this.#waiting.push(body);
  }

  /** Everything that was said is in the state, and but for a run that only looks on disk. */
  flush(): void {
    const bodies = this.#waiting.splice(0);
    if (bodies.length === 0) return;
    if (this.#mayWait(bodies)) {
      this.#unwritten.push(...bodies);
      for (const body of bodies) this.#fold(this.#unnumbered(body), body);
      return;
    }
    this.writeDown();
    const events = this.#write(bodies.map((body) => this.#redactor.event(body)));
    for (const [index, event] of events.entries()) {
      this.#fold(event, bodies[index]);
      this.#deps.onEvent(event);
    }
  }

  /** Writes down what could wait. Taking secrets out takes a while, so this is done while a command runs. */
  writeDown(): void {
    const bodies = this.#unwritten.splice(0);
    if (bodies.length === 0) return;
    this.#write(bodies.map((body) => this.#redactor.event(body))).forEach((event) =>
      this.#deps.onEvent(event),
    );
  }

  #fold(event: RunEvent, said: RunEventBody | undefined): void {
    const { v, run, seq, at } = event;
    const whole: RunEvent = said === undefined ? event : { ...said, v, run, seq, at };
    this.#state = this.#state === undefined ? foldRun([whole]) : foldEvent(this.#state, whole);
  }

  /** A run that only looks waits for the disk once, at its end: what it loses in a power cut is asked for again. */
  #mayWait(bodies: readonly RunEventBody[]): boolean {
    const started = this.#state?.started ?? bodies.find((body) => body.type === 'run-started');
    return started?.mode === 'plan' && bodies.every((body) => body.type !== 'run-ended');
  }

  #write(bodies: readonly RunEventBody[]): readonly RunEvent[] {
    try {
      return this.#deps.journal.appendAll(this.#run, bodies, !this.#mayWait(bodies));
    } catch (error) {
      const touched = (this.#state?.mutations.length ?? 0) > 0;
      if (!touched) throw error;
      this.#lost ??= error instanceof Error ? error.message : String(error);
      return this.#writeInReserve(bodies) ?? bodies.map((body) => this.#unnumbered(body));
    }
  }

  /** The run goes back now; on a full disk there is room that was kept for writing that down. */
  #writeInReserve(bodies: readonly RunEventBody[]): readonly RunEvent[] | undefined {
    const { journal, host } = this.#deps;
    if (findDiskTrouble(host.place.state) !== 'full' || !releaseReserve(host.place.state)) return undefined;
    try {
      return journal.appendAll(this.#run, bodies);
    } catch {
      // Who else writes to this disk was faster. That the journal is lost is said already.
      return undefined;
    }
  }

  #unnumbered(body: RunEventBody): RunEvent {
    const at = this.#deps.host.clock.now().toISOString();
    return { v: 1, run: this.#run, seq: Number.MAX_SAFE_INTEGER, at, ...body };
  }
}
