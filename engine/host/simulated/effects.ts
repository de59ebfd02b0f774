import type { CommandResult } from '../../model/command.ts';
import type { Clock } from '../../model/host/clock.ts';
import type { Exec } from '../../model/host/exec.ts';

/** What can be done to a simulated host, and can fail, by the members of a host. */
export const SIMULATED_EFFECTS = [
  'files.write',
  'files.remove',
  'files.keep',
  'snapshots.take',
  'snapshots.candidate',
  'repository.commit',
  'repository.adopt',
  'evaluate.facts',
  'store.realise',
  'store.keep',
  'store.collectGarbage',
  'systems.setProfile',
  'systems.switchGeneration',
  'systems.deleteGenerations',
  'activation.check',
  'activation.test',
  'activation.boot',
  'activation.dropLists',
  'units.restart',
  'timers.arm',
  'timers.disarm',
  'boot.reboot',
  'quarantine.add',
  'quarantine.clear',
  'exec',
] as const;

export type EffectName = (typeof SIMULATED_EFFECTS)[number];

/** How something fails. */
export interface Failure {
  /** Only of this: a path, a unit, a toplevel, a program. */
  readonly of?: string;
  /** How often; always where absent. */
  readonly times?: number;
  /** Exit code of a command; 1 where absent. */
  readonly exitCode?: number;
  /** What a command says on standard error; the message of what throws. */
  readonly says?: string;
  /** It was done all the same. */
  readonly done?: boolean;
  /** It does not end by itself. */
  readonly hangs?: boolean;
}

/** What was done to a simulated host, in its order; each can be made to fail by its name. */
export class Effects {
  /** `timers.arm nixos-ai-dead-man-…`, one a line, whether it failed or not. */
  readonly log: string[] = [];
  readonly #clock: Clock;
  #failures: readonly { readonly name: EffectName; readonly failure: Failure; left: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  fail(name: EffectName, failure: Failure): void {
    this.#failures = [...this.#failures, { name, failure, left: failure.times ?? Number.POSITIVE_INFINITY }];
  }

  /** Nothing fails any longer. */
  heal(): void {
    this.#failures = [];
  }

  /** Does something that throws when it fails. */
  act<T>(name: EffectName, subject: string, effect: () => T): T {
    const failure = this.#begin(name, subject);
    if (failure === undefined) return effect();
    if (failure.done === true) effect();
    throw new Error(failure.says ?? `${name} ${subject} fails`);
  }

  /** Does something that is a command: what fails is a result. */
  async command(
    exec: (inner: Exec) => Exec,
    name: EffectName,
    subject: string,
    effect: () => Partial<CommandResult> | undefined,
    signal?: AbortSignal,
  ): Promise<CommandResult> {
    const inner: Exec = async () => {
      const failure = this.#begin(name, subject);
      if (failure?.hangs === true) return this.#hang(signal);
      const said = failure === undefined || failure.done === true ? effect() : undefined;
      return result(failure === undefined ? (said ?? {}) : failed(failure));
    };
    return exec(inner)({ argv: [name, subject] });
  }

  #begin(name: EffectName, subject: string): Failure | undefined {
    this.log.push(`${name} ${subject}`);
    const found = this.#failures.find(
      (planned) =>
        planned.name === name &&
        planned.left > 0 &&
        (planned.failure.of === undefined || planned.failure.of === subject),
    );
    if (found !== undefined) found.left -= 1;
    return found?.failure;
  }

  async #hang(signal: AbortSignal | undefined): Promise<CommandResult> {
    await this.#clock.sleep(A_YEAR_MS, signal);
    return result({ exitCode: undefined, aborted: true });
  }
}

const A_YEAR_MS = 31_536_000_000;

function failed({ exitCode = 1, says = 'error: it fails' }: Failure): Partial<CommandResult> {
  return { exitCode, stderr: says };
}

function result(said: Partial<CommandResult>): CommandResult {
  return { exitCode: 0, stdout: '', stderr: '', timedOut: false, aborted: false, ...said };
}

/** Does something at once; an exception is a rejection. */
export async function later<T>(act: () => T): Promise<T> {
  return new Promise((settle) => settle(act()));
}
