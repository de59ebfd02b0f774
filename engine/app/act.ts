import { ok, type Result } from '../model/finding.ts';
import { redactData, type Redact } from '../redact/redact-data.ts';
import type { Consent } from '../steps/context.ts';
import type { AppEvent, ProgressEvent, ReplyEvent } from './event.ts';

/**
 * Something that has been begun: what happens in it, as it happens, and what comes of it. Every door has the same: a
 * terminal prints the events, a socket or a stream of HTTP writes each as a line. Who wants the result alone need not read
 * them.
 *
 * @example
 * const act = runRunbook(deps, principal, { runbook: 'enable-docker', … });
 * for await (const event of act.events) console.log(event.type);
 * const result = await act.result;
 */
export interface Act<T> {
  /** May be read once; ends when the act has ended. */
  readonly events: AsyncIterable<AppEvent>;
  /** Rejects for a mistake of ours alone. What can be mended is a finding. */
  readonly result: Promise<Result<T>>;
}

/** What an act in progress does with its events. */
export interface Events {
  /** An event of a run, which has been redacted when it was written down. */
  readonly run: (event: Extract<AppEvent, { run: string }>) => void;
  /** Any other event; its secrets are taken out here. */
  readonly tell: (event: ProgressEvent | ReplyEvent) => void;
  /** The value of a result, after its warnings. */
  readonly withWarnings: <T>(result: Result<T>) => Result<T>;
  /** The same consent, asked for when everything that came before has been read: nobody agrees to what they have not seen. */
  readonly asked: (consent: Consent) => Consent;
}

/** Begins an act; who reads its events from here on misses none, and is asked for nothing before. */
export function begin<T>(redact: Redact, body: (events: Events) => Promise<Result<T>>): Act<T> {
  const stream = new EventStream();
  const result = Promise.resolve()
    .then(async () => body(eventsInto(stream, redact)))
    .finally(() => stream.end());
  // Who reads the events first must not be taken for nobody who handles it.
  result.catch(() => undefined);
  return { events: stream, result };
}

function eventsInto(stream: EventStream, redact: Redact): Events {
  const tell: Events['tell'] = (event) => stream.push(redactData(event, redact));
  return {
    run: (event) => stream.push(event),
    tell,
    withWarnings: (result) => {
      if (!result.ok) return result;
      for (const finding of result.findings)
        if (finding.severity === 'warning') tell({ type: 'finding', finding });
      return ok(result.value);
    },
    asked: (consent) => ({
      plan: async (preview, signal) => {
        await stream.read();
        return consent.plan(preview, signal);
      },
      question: async (message, signal, asker) => {
        await stream.read();
        return consent.question(message, signal, asker);
      },
    }),
  };
}

/** Events in the order in which they came, for one reader. */
class EventStream implements AsyncIterable<AppEvent> {
  readonly #waiting: AppEvent[] = [];
  #hasReader = false;
  #ended = false;
  #wake: () => void = () => undefined;
  #onRead: (() => void)[] = [];

  push(event: AppEvent): void {
    this.#waiting.push(event);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves when the reader asks for more than there is; at once where nobody reads. */
  async read(): Promise<void> {
    if (!this.#hasReader) return;
    await new Promise<void>((settle) => {
      this.#onRead.push(settle);
      this.#wake();
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<AppEvent, void> {
    this.#hasReader = true;
    try {
      for (;;) {
        const event = this.#waiting.shift();
        if (event !== undefined) {
          yield event;
          continue;
        }
        this.#onRead.splice(0).forEach((settle) => settle());
        if (this.#ended) return;
        await new Promise<void>((settle) => (this.#wake = settle));
      }
    } finally {
      this.#hasReader = false;
      this.#onRead.splice(0).forEach((settle) => settle());
    }
  }
}
