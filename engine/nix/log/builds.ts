import type { FailedBuild } from '../../model/nix-progress.ts';

const LINES_KEPT = 25;
const LINE_LENGTH = 400;
/** What failed is said while the build is still open; a few that have ended are remembered for a Nix that says it later. */
const ENDED_KEPT = 50;

/** The ends of the logs of builds, and which of them failed. */
export class Builds {
  /** By derivation. */
  readonly #logs = new Map<string, string[]>();
  readonly #ended: string[] = [];
  readonly #failed = new Map<string, FailedBuild>();

  start(drv: string): void {
    this.#logs.set(drv, []);
  }

  line(drv: string, line: string): void {
    const log = this.#logs.get(drv);
    if (log === undefined) return;
    log.push(line.slice(0, LINE_LENGTH));
    if (log.length > LINES_KEPT) log.shift();
  }

  stop(drv: string): void {
    this.#ended.push(drv);
    const oldest = this.#ended.length > ENDED_KEPT ? this.#ended.shift() : undefined;
    if (oldest !== undefined) this.#logs.delete(oldest);
  }

  /** An error that names a build that ran says why it failed; what only depended on it never ran. */
  error(message: string): void {
    for (const [, drv = ''] of message.matchAll(/'(\/[^'\n]+\.drv)'/gu)) {
      const log = this.#logs.get(drv);
      if (log === undefined || this.#failed.has(drv)) continue;
      const why = message.replace(/^\s*error:\s*/u, '').trimEnd();
      this.#failed.set(drv, { drv, why, log: [...log] });
    }
  }

  failed(): readonly FailedBuild[] {
    return [...this.#failed.values()];
  }
}
