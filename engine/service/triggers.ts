import type { Clock, Timeout } from '../model/host/clock.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import type { JobName, ServiceEventBody, Sighting, Skipped } from '../model/service/service-event.ts';
import type { Service, Trigger } from '../model/service/service.ts';
import { FRESH, foldTrigger, judgeEvent, type TriggerState } from '../watch/governor.ts';

export interface TriggersOptions {
  readonly service: Service;
  readonly log: ServiceLog;
  readonly clock: Clock;
  /** Runs the job of a trigger; resolves when it has ended and its end is on record. */
  readonly start: (trigger: Trigger, key: string) => Promise<void>;
  /** Asks whether what a trigger waits for is still so, and tells it again if it is. */
  readonly look: (trigger: Trigger) => void;
}

/** Longest that a timer of Node can wait, a little less than 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Turns what is heard into runs. What it remembers is the log of the service, and it acts after the log is written. */
export class Triggers {
  readonly #options: TriggersOptions;
  readonly #states = new Map<string, TriggerState>();
  /** What was last said of a trigger, so that it is not said for every time that it is heard. */
  readonly #said = new Map<string, string>();
  readonly #timers = new Map<string, Timeout>();
  #read = 0;

  constructor(options: TriggersOptions) {
    this.#options = options;
    this.catchUp();
  }

  state(trigger: string): TriggerState {
    return this.#states.get(trigger) ?? FRESH;
  }

  /** Something happened; told as often as it is seen. */
  onEvent(trigger: Trigger, key: string, what: string, seen?: Sighting): void {
    const state = this.state(trigger.name);
    if (state.open !== key && !state.handled.includes(key))
      this.#append({ type: 'trigger-met', trigger: trigger.name, key, what, ...(seen && { seen }) });
    const verdict = judgeEvent(trigger, this.state(trigger.name), key, this.#options.clock.now().getTime());
    switch (verdict.kind) {
      case 'start':
        this.#start(trigger, key);
        return;
      case 'resting':
        this.#skip(trigger, key, 'resting', `${what}; paused until ${clock(verdict.until)}`, verdict.until);
        this.#lookAt(trigger, verdict.until);
        return;
      case 'exhausted':
        this.#skip(
          trigger,
          key,
          'exhausted',
          `${what}; its limit of ${trigger.budget.runs} runs is used up until ${clock(verdict.until)}`,
          verdict.until,
        );
        return;
      case 'running':
        this.#skip(trigger, key, 'running', `${what}, while its run is in progress`);
        return;
      case 'handled':
    }
  }

  /** What a trigger had planned was approved by a person: it runs, whatever its rest and its budget. */
  again(trigger: Trigger): void {
    if (this.state(trigger.name).running) return;
    this.#append({ type: 'job-started', job: jobOf(trigger), runbook: trigger.runbook });
    void this.#options.start(trigger, 'approved').then(() => this.ended(trigger));
  }

  /** What a trigger waits for has ceased. */
  clear(trigger: Trigger): void {
    if (this.state(trigger.name).open !== undefined)
      this.#append({ type: 'trigger-cleared', trigger: trigger.name });
  }

  /** Reads what this or another process has written to the log since. */
  catchUp(): void {
    const { log, service } = this.#options;
    for (;;) {
      const events = log.after(this.#read);
      if (events.length === 0) return;
      for (const event of events) {
        this.#read = event.id;
        for (const { name } of service.triggers)
          this.#states.set(name, foldTrigger(name, this.state(name), event));
      }
    }
  }

  /** A job that a service before this one began has ended. */
  ended(trigger: Trigger): void {
    this.catchUp();
    if (this.state(trigger.name).running) {
      const message = 'it ended without reporting how';
      this.#append({ type: 'job-ended', job: jobOf(trigger), exitCode: 1, message });
    }
    this.#said.delete(trigger.name);
    this.#lookAt(trigger, this.#options.clock.now().getTime() + trigger.cooldown);
  }

  close(): void {
    this.#timers.forEach((timer) => timer.cancel());
  }

  #start(trigger: Trigger, key: string): void {
    this.#append({ type: 'job-started', job: jobOf(trigger), runbook: trigger.runbook, key });
    void this.#options.start(trigger, key).then(() => this.ended(trigger));
  }

  #skip(trigger: Trigger, key: string, why: Skipped, message: string, at?: number): void {
    const said = `${why} ${key}`;
    if (this.#said.get(trigger.name) === said) return;
    this.#said.set(trigger.name, said);
    const until = at === undefined ? {} : { until: new Date(at).toISOString() };
    this.#append({ type: 'job-skipped', job: jobOf(trigger), why, ...until, message });
  }

  #lookAt(trigger: Trigger, at: number): void {
    this.#timers.get(trigger.name)?.cancel();
    const wait = Math.min(Math.max(at - this.#options.clock.now().getTime(), 0) + 50, LONGEST_MS);
    this.#timers.set(
      trigger.name,
      this.#options.clock.after(wait, () => this.#options.look(trigger)),
    );
  }

  #append(body: ServiceEventBody): void {
    this.#options.log.append(body);
    this.catchUp();
  }
}

export function jobOf({ name }: Trigger): JobName {
  return { kind: 'trigger', name };
}

function clock(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/u, 'Z');
}
