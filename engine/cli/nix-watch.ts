import type { Exec } from '../model/host/exec.ts';
import type { NixProgress } from '../model/nix-progress.ts';
import type { NixView } from './nix-view.ts';
import type { Output } from './output.ts';

/** Milliseconds before anything is shown: most commands have ended by then. */
const PATIENCE = 300;
const TICK = 100;
/** A command that took longer is told of when it has ended, whatever it did. Milliseconds. */
const LONG = 5_000;

/**
 * The same `exec`, except that what Nix does is shown while it does it, where there is an output for that. What shows it
 * is loaded when there is something to show; that it cannot be shown does not matter to the command.
 */
export function watchNix(exec: Exec, output: () => Output | undefined): Exec {
  return async (command, options = {}) => {
    const shown = command.nix === undefined ? undefined : output();
    if (shown === undefined) return exec(command, options);
    const watch = new NixWatch(shown);
    try {
      return await exec(command, { ...options, onProgress: (progress) => watch.hear(progress) });
    } finally {
      await watch.end().catch(() => undefined);
    }
  };
}

class NixWatch {
  readonly #output: Output;
  #progress: (() => NixProgress) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #view: Promise<NixView> | undefined;
  #ended = false;

  constructor(output: Output) {
    this.#output = output;
  }

  hear(progress: () => NixProgress): void {
    this.#progress = progress;
    this.#timer ??= setTimeout(() => void this.#show().catch(() => undefined), PATIENCE).unref();
  }

  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    const progress = this.#progress?.();
    if (progress === undefined) return;
    const { builds, copies, since } = progress;
    const did = builds.done + builds.failed + copies.done > 0 || Date.now() - since >= LONG;
    if (this.#view === undefined && !did) return;
    (await this.#load()).end(progress, Date.now());
  }

  async #show(): Promise<void> {
    const view = await this.#load();
    const tick = (): void => {
      if (this.#ended || this.#progress === undefined) return;
      view.show(this.#progress(), Date.now());
      this.#timer = setTimeout(tick, TICK).unref();
    };
    tick();
  }

  async #load(): Promise<NixView> {
    this.#view ??= import('./nix-view.ts').then(({ makeNixView }) => makeNixView(this.#output));
    return this.#view;
  }
}
