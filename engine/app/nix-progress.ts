import type { Clock } from '../model/host/clock.ts';
import type { Exec } from '../model/host/exec.ts';
import type { NixProgress } from '../model/nix-progress.ts';
import type { NixProgressEvent } from './event.ts';

/** Milliseconds before anything is told: most commands have ended by then. */
const PATIENCE = 300;
const TICK = 100;
/** A command that took longer is told of when it has ended, whatever it did. Milliseconds. */
const LONG = 5_000;

/** The same `exec`, except that `tell` hears what Nix does while it does it. */
export function watchNix(
  exec: Exec,
  clock: Clock,
  during: NixProgressEvent['during'],
  tell: (event: NixProgressEvent) => void,
): Exec {
  let commands = 0;
  return async (command, options = {}) => {
    if (command.nix === undefined) return exec(command, options);
    commands += 1;
    const about = { type: 'nix-progress', command: commands, during } as const;
    const watch = new NixWatch(clock, (said) => tell({ ...about, ...said }));
    try {
      return await exec(command, { ...options, onProgress: (progress) => watch.onProgress(progress) });
    } finally {
      watch.end();
    }
  };
}

type Said = Pick<NixProgressEvent, 'progress' | 'now' | 'ended'>;

/** Asks how far one command has come as often as somebody could read it. */
class NixWatch {
  readonly #clock: Clock;
  readonly #tell: (said: Said) => void;
  readonly #ended = new AbortController();
  #progress: (() => NixProgress) | undefined;
  #told = false;

  constructor(clock: Clock, tell: (said: Said) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  onProgress(progress: () => NixProgress): void {
    const first = this.#progress === undefined;
    this.#progress = progress;
    if (first) void this.#sample();
  }

  end(): void {
    this.#ended.abort();
    const progress = this.#progress?.();
    if (progress === undefined) return;
    const now = this.#now();
    const { builds, copies, since } = progress;
    const did = builds.done + builds.failed + copies.done > 0 || now - since >= LONG;
    if (this.#told || did) this.#tell({ progress, now, ended: true });
  }

  async #sample(): Promise<void> {
    const { signal } = this.#ended;
    await this.#clock.sleep(PATIENCE, signal);
    while (!signal.aborted && this.#progress !== undefined) {
      this.#told = true;
      this.#tell({ progress: this.#progress(), now: this.#now(), ended: false });
      await this.#clock.sleep(TICK, signal);
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
