import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { RunEventBody } from '../../model/event.ts';
import type { RunState } from '../../journal/fold.ts';
import { secretsOfEdit } from '../../redact/edit-secrets.ts';
import { redactData, type Redact } from '../../redact/redact-data.ts';
import { buildRedactor, type Known, type Redactor } from '../../redact/redactor.ts';
import { holdsPlaceholder } from '../../redact/span.ts';

/**
 * What keeps the secrets of one run out of its journal: those of the host's configuration, those that the run's own
 * edits write, and those of files that only this run looks at, such as the ones a rollback brings back.
 */
export class RunRedactor {
  readonly #host: Redact;
  readonly #known: readonly Known[];
  readonly #files = new Map<string, string>();
  #own: Redactor | undefined;

  constructor(host: Redact, { change }: CheckedRunbook) {
    this.#host = host;
    this.#known = (change.edits ?? []).flatMap(secretsOfEdit);
  }

  /** Texts of configuration files whose secrets are the run's own. */
  learn(texts: readonly string[]): void {
    for (const text of texts) {
      if (this.#files.has(text)) continue;
      this.#files.set(text, text);
      this.#own = undefined;
    }
  }

  readonly text: Redact = (text) => {
    // What a secret looks like, the host's own redactor knows as well.
    if (this.#files.size === 0 && this.#known.length === 0) return this.#host(text);
    this.#own ??= buildRedactor(this.#files, { privateAddresses: false }, this.#known);
    return this.#host(this.#own.redact(text));
  };

  data<T>(value: T): T {
    return redactData(value, this.text);
  }

  /** An event as it may be written down. */
  event(body: RunEventBody): RunEventBody {
    return body.type === 'step-started' || body.type === 'transition' || body.type === 'approval'
      ? body
      : this.data(body);
  }
}

/**
 * Whether the journal lacks what the rest of a run needs: a secret that its runbook or the output of a step held was not
 * written down, so an engine that died cannot go on with it.
 */
export function lacksSecrets(state: RunState): boolean {
  const { started, outputs, plan } = state;
  return holdsPlaceholder(
    JSON.stringify([started.compiled, started.text, started.parameters, outputs, plan?.edits]),
  );
}
