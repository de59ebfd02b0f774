import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateHost, type SimulatedHost } from '../../../engine/host/simulated/host.ts';
import { openJournal, type Journal } from '../../../engine/journal/journal.ts';
import type { Result } from '../../../engine/model/finding.ts';
import type { Host } from '../../../engine/model/host/host.ts';
import type { RunDeps, RunResult } from '../../../engine/run/deps.ts';
import { conduct } from '../../../engine/run/play/conduct.ts';
import { startResume } from '../../../engine/run/play/resume.ts';
import { runStarted, startRun } from '../../../engine/run/play/start.ts';
import { startRollback } from '../../../engine/run/play/take-back.ts';
import { SHIPPED_POLICY } from '../../lib/policy.ts';
import { mustCheck } from '../../lib/runbooks.ts';
import { CONFIGURATION, person } from '../../steps/support/play.ts';

/** When an engine dies: before or after so many of the things that it asks of host and journal. */
export interface Death {
  readonly at: number;
  readonly done: boolean;
}

/** A simulated host, and engines one after another that work on it; each may die at any point. */
export class MortalHost implements Disposable {
  readonly host: SimulatedHost;
  readonly journal: Journal;
  readonly #directory: string;

  constructor() {
    this.#directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nixos-ai-ends-'));
    const place = { state: this.#directory };
    this.host = simulateHost({ policy: SHIPPED_POLICY, configuration: CONFIGURATION, place });
    this.journal = openJournal(this.#directory, () => this.host.clock.now());
  }

  [Symbol.dispose](): void {
    this.journal.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** What an engine that lives is given. */
  deps(life: Life = new Life()): RunDeps {
    const yes = { approved: true, by: 'person' } as const;
    return {
      principal: person('alice'),
      host: mortal(this.host, life),
      journal: mortalJournal(this.journal, life),
      consent: { plan: async () => Promise.resolve(yes), question: async () => Promise.resolve(yes) },
      self: ['nixos-ai'],
      redact: (text) => text,
      onEvent: () => undefined,
      signal: new AbortController().signal,
    };
  }

  async run(steps: string): Promise<Result<RunResult>> {
    return startRun(this.deps(), mustCheck(steps), { mode: 'apply' });
  }

  /** Plays a run whose engine dies; gives how much it asked for when it did not come to that. */
  async runAndDie(steps: string, run: string, death: Death): Promise<number> {
    const life = new Life(death);
    const deps = this.deps(life);
    const checked = mustCheck(steps);
    const playing = conduct(deps, checked, run, runStarted(deps, checked, { mode: 'apply' }));
    await Promise.race([playing.catch(() => undefined), life.died]);
    return life.asked;
  }

  async resume(): Promise<Result<RunResult>> {
    return startResume(this.deps());
  }

  async rollBack(of?: string, deadMan = false): Promise<Result<RunResult>> {
    return startRollback(this.deps(), of, { deadMan, dryRun: false });
  }

  /** Every timer that is set comes to its time, in order, and does what it was set for. */
  async timersFire(): Promise<void> {
    const due = [...this.host.state.timers.values()].toSorted((left, right) => left.due - right.due);
    for (const timer of due) {
      this.host.state.timers.delete(timer.unit);
      const [, command, run] = timer.argv;
      if (command === 'rollback') await this.rollBack(run, true);
      else await this.resume();
    }
  }
}

/** How long an engine lives. */
class Life {
  readonly #death: Death | undefined;
  readonly died: Promise<void>;
  #die: () => void = () => undefined;
  #dead = false;
  asked = 0;

  constructor(death?: Death) {
    this.#death = death;
    this.died = new Promise((settle) => (this.#die = settle));
  }

  /** Something is asked for: whether it is still done, and whether anybody hears of it. */
  ask(): { readonly done: boolean; readonly heard: boolean } {
    if (this.#dead) return { done: false, heard: false };
    this.asked += 1;
    if (this.asked !== this.#death?.at) return { done: true, heard: true };
    this.#dead = true;
    setImmediate(this.#die);
    return { done: this.#death.done, heard: false };
  }
}

const NEVER = new Promise<never>(() => undefined);

/** The same host, as an engine sees it that may die: then nothing that it asks for comes back. */
function mortal(host: Host, life: Life): Host {
  const wrapped = new Map<unknown, unknown>();
  const wrap = (value: unknown, name: string): unknown => {
    if (typeof value === 'function') return wrapMember(value.bind(host) as Ask, life);
    if (typeof value !== 'object' || value === null || PLAIN.has(name)) return value;
    const known = wrapped.get(value);
    if (known !== undefined) return known;
    const proxy = new Proxy(value, {
      get: (target, member) => {
        const found: unknown = Reflect.get(target, member);
        if (typeof found !== 'function') return found;
        const ask = found.bind(target) as Ask;
        return name === 'clock' && member !== 'sleep' ? ask : wrapMember(ask, life);
      },
    });
    wrapped.set(value, proxy);
    return proxy;
  };
  return new Proxy(host, {
    get: (target, name) => {
      if (name === 'around')
        return (outer: Parameters<Host['around']>[0]) => mortal(target.around(outer), life);
      return wrap(Reflect.get(target, name), String(name));
    },
  });
}

/** Members of a host that are data. */
const PLAIN = new Set(['place', 'limits', 'state', 'log', 'named']);

type Ask = (...given: readonly unknown[]) => unknown;

function wrapMember(ask: Ask, life: Life): Ask {
  return (...given) => {
    const { done, heard } = life.ask();
    if (heard) return ask(...given);
    return done
      ? Promise.resolve(ask(...given)).then(
          async () => NEVER,
          async () => NEVER,
        )
      : NEVER;
  };
}

function mortalJournal(journal: Journal, life: Life): Journal {
  return new Proxy(journal, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== 'function') return found;
      const ask = found.bind(target) as Ask;
      if (name !== 'appendAll' && name !== 'append') return ask;
      return (...given: readonly unknown[]) => {
        const { done, heard } = life.ask();
        const said = done ? ask(...given) : undefined;
        if (heard) return said;
        throw new Error('the engine is dead');
      };
    },
  });
}
