import type { HostPlace } from '../model/host/place.ts';
import { identify } from '../host/identify.ts';
import { send } from '../host/notify/send.ts';
import type { Clock, Timeout } from '../model/host/clock.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import { JournalTail, type TailRow } from '../journal/tail.ts';
import type { Notice } from '../model/service/notice.ts';
import type { Notification } from '../model/service/service.ts';
import { writeLetter } from '../report/host/letter.ts';
import { noticeOfEvent, noticeOfRun, recipients } from '../watch/notices.ts';

export interface NotifierOptions {
  readonly place: HostPlace;
  readonly log: ServiceLog;
  readonly clock: Clock;
  readonly notifications: readonly Notification[];
  /** A plan that was waiting has been approved. */
  readonly onApproved: (row: TailRow) => void;
}

/** Milliseconds until what could not be read is read again. */
const AGAIN_MS = 1_000;

/**
 * Reads how runs end, whoever began them, and tells who wants to know. How far it has come is on disk: what ended while
 * no service ran is told when one does, and nothing is told before a host's first service.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #host: string;
  readonly #tail: JournalTail;
  #busy = false;
  #retry: Timeout | undefined;
  #again = false;

  constructor(options: NotifierOptions) {
    this.#options = options;
    this.#host = identify(options.place).id;
    const { log, place } = options;
    this.#tail = new JournalTail(place.state);
    if (log.mark('journal') === undefined) log.setMark('journal', lastOf(this.#tail));
    if (log.mark('events') === undefined) log.setMark('events', log.last());
  }

  close(): void {
    this.#retry?.cancel();
    this.#tail.close();
  }

  /** Something was written. One reading at a time, and none is missed. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#runs();
        await this.#events();
      }
    } catch {
      // A journal that is only being made cannot be read yet. That is no reason for the service to end.
      this.#retry = this.#options.clock.after(AGAIN_MS, () => void this.read());
    } finally {
      this.#busy = false;
    }
  }

  async #runs(): Promise<void> {
    const { log, onApproved } = this.#options;
    for (const row of this.#tail.after(log.mark('journal') ?? 0)) {
      if (row.type === 'approval') onApproved(row);
      else if (row.outcome !== undefined) {
        const { outcome } = row;
        await this.#tell(noticeOfRun({ ...row, outcome }, this.#host));
      }
      log.setMark('journal', row.id);
    }
  }

  async #events(): Promise<void> {
    const { log } = this.#options;
    const before = log.mark('events') ?? 0;
    const events = log.after(before, 1000);
    for (const event of events) {
      const notice = noticeOfEvent(event, this.#host);
      if (notice !== undefined) await this.#tell(notice);
    }
    const last = events.at(-1);
    if (last !== undefined) log.setMark('events', last.id);
  }

  /** A notification that fails is an event, and nothing more. */
  async #tell(notice: Notice): Promise<void> {
    const wanted = recipients(this.#options.notifications, notice);
    if (wanted.length === 0) return;
    const { redactByForm } = await import('../run/host-redactor.ts');
    const told = { ...notice, message: redactByForm(notice.message), runbook: redactByForm(notice.runbook) };
    await Promise.all(wanted.map(async (one) => this.#send(one, told)));
  }

  async #send({ name, template, channel }: Notification, notice: Notice): Promise<void> {
    const failed = await send(channel, writeLetter(template, notice));
    const { occasion, run, runbook } = notice;
    const about = run === '' ? runbook : run;
    const common = { notification: name, occasion, about };
    const { log } = this.#options;
    if (failed === undefined) log.append({ type: 'notified', ...common });
    else {
      const { redactByForm } = await import('../run/host-redactor.ts');
      log.append({ type: 'notify-failed', ...common, message: redactByForm(failed) });
    }
  }
}

/** Where to begin; a journal that is only being made has nothing that was before. */
function lastOf(tail: JournalTail): number {
  try {
    return tail.last();
  } catch {
    return 0;
  }
}
