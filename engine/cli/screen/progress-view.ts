import type { ModelProgressEvent, NixProgressEvent } from '../../app/event.ts';
import type { Exec } from '../../model/host/exec.ts';
import { makeDraftProgress, type DraftProgressLine } from './draft-progress.ts';
import type { NixView } from './nix-view.ts';
import type { Output } from './output.ts';

/**
 * Shows what Nix and models do meanwhile. What shows it is loaded when there is something to show; that it cannot be shown
 * does not matter to what is done.
 */
export class ProgressView {
  readonly #output: () => Output;
  readonly #views = new Map<string, NixView>();
  #model: DraftProgressLine | undefined;
  #shown: Promise<void> = Promise.resolve();

  constructor(output: () => Output) {
    this.#output = output;
  }

  async show(event: NixProgressEvent | ModelProgressEvent): Promise<void> {
    if (event.type === 'nix-progress') return this.#showNix(event).catch(() => undefined);
    this.#model ??= makeDraftProgress(this.#output());
    this.#model.show(event.progress);
  }

  /** The same, where nobody waits until it is shown. */
  onNixProgress(event: NixProgressEvent): void {
    this.#shown = this.#shown.then(async () => this.show(event));
  }

  /** The same `exec`, which ends when what was heard of it has been shown. */
  inOrder(exec: Exec): Exec {
    return async (command, options) => {
      const result = await exec(command, options);
      await this.#shown;
      return result;
    };
  }

  /** Something else is said: the line about a model goes. */
  end(): void {
    this.#model?.end();
    this.#model = undefined;
  }

  async #showNix({ command, during, progress, now, ended }: NixProgressEvent): Promise<void> {
    const output = this.#output();
    // Before a run begins there is nothing that a line of it could be about.
    if (output.json && during === 'planning') return;
    const name = `${during} ${command}`;
    const view = this.#views.get(name) ?? (await import('./nix-view.ts')).makeNixView(output);
    if (ended) {
      this.#views.delete(name);
      view.end(progress, now);
    } else {
      this.#views.set(name, view);
      view.show(progress, now);
    }
  }
}
