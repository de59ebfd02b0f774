import type { FailedBuild, NixProgress, NixTask } from '../../model/nix-progress.ts';
import { Activities } from './activities.ts';
import { BoundedText } from './bounded-text.ts';
import { Lines } from './lines.ts';
import { parseLogLine } from './parse-line.ts';
import { plainText } from './plain.ts';

/** Characters of plain text that are kept. */
const TEXT_KEPT = 16 * 1024 * 1024;

/**
 * The standard error of a Nix command with `--log-format internal-json`, as it comes: what Nix does, and the text that
 * it would have printed without that format. Takes any bytes; however they are cut, the result is the same.
 *
 * @example
 * const log = new NixLog('build', Date.now());
 * log.write(bytes, Date.now());
 * log.progress().builds   // { done: 2, expected: 7, running: 1, failed: 0 }
 */
export class NixLog {
  readonly #task: NixTask;
  readonly #since: number;
  readonly #lines = new Lines();
  readonly #text = new BoundedText(TEXT_KEPT);
  readonly #activities = new Activities();

  /** @param since - Milliseconds since 1970. */
  constructor(task: NixTask, since: number) {
    this.#task = task;
    this.#since = since;
  }

  write(bytes: Uint8Array, at: number): void {
    this.#take(this.#lines.push(bytes), at);
  }

  /** No more comes. */
  end(at: number): void {
    this.#take(this.#lines.end(), at);
  }

  progress(): NixProgress {
    return { task: this.#task, since: this.#since, ...this.#activities.progress() };
  }

  failedBuilds(): readonly FailedBuild[] {
    return this.#activities.failedBuilds();
  }

  /** What Nix would have printed in its plain form. */
  text(): string {
    return this.#text.text();
  }

  #take(lines: readonly string[], at: number): void {
    for (const line of lines) {
      const entry = parseLogLine(line);
      this.#activities.add(entry, at);
      const text = plainText(entry);
      if (text !== undefined) this.#text.add(text);
    }
  }
}
