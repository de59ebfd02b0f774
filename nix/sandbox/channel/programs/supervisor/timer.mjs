import { flag, milliseconds } from '../lib/unit-file.mjs';
import { Unit } from './state.mjs';

/** The longest that one timer of Node waits; longer spans are waited in parts. */
const LONGEST = 2 ** 31 - 1;

/** A timer: starts the service of its name after a span, or at set times. */
export class Timer extends Unit {
  get service() {
    return this.sections?.Timer?.Unit?.at(-1) ?? this.name.replace(/\.timer$/u, '.service');
  }

  async start() {
    if (this.active === 'active') return 'done';
    this.enter('active', 'waiting');
    const timer = this.sections?.Timer ?? {};
    const spans = [...(timer.OnActiveSec ?? []), ...(timer.OnBootSec ?? [])].map((text) =>
      milliseconds(text, 0),
    );
    const calendar = (timer.OnCalendar ?? []).map((text) => untilCalendar(text, new Date()));
    this.#arm(Math.min(...spans, ...calendar.filter((span) => span !== undefined)));
    return 'done';
  }

  #arm(span) {
    if (!Number.isFinite(span)) return;
    this.elapses = Date.now() + span;
    this.handle = setTimeout(
      () => (span > LONGEST ? this.#arm(span - LONGEST) : void this.#elapse()),
      Math.min(span, LONGEST),
    );
  }

  async #elapse() {
    this.enter('active', 'running');
    await this.manager.start([this.service]);
    if (this.active !== 'active') return;
    const next = (this.sections?.Timer?.OnCalendar ?? []).map((text) => untilCalendar(text, new Date()));
    const again = (this.sections?.Timer?.OnUnitActiveSec ?? []).map((text) => milliseconds(text, Infinity));
    if (next.length + again.length > 0) {
      this.enter('active', 'waiting');
      this.#arm(Math.min(...again, ...next.filter((span) => span !== undefined)));
    } else if (flag(this.sections, 'Timer', 'RemainAfterElapse', true)) {
      this.enter('active', 'elapsed');
    } else {
      this.enter('inactive', 'dead');
    }
  }

  async stop() {
    clearTimeout(this.handle);
    if (!this.idle) this.enter('inactive', 'dead');
  }

  properties() {
    return { ...super.properties(), Unit: this.service, NextElapseUSecRealtime: (this.elapses ?? 0) * 1000 };
  }
}

const words = { minutely: 'minute', hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month' };

/** Milliseconds to the next time of `hourly`, `daily`, `weekly`, `monthly` or `HH:MM[:SS]`; undefined for other forms. */
function untilCalendar(text, from) {
  const next = new Date(from);
  const clock = /^(?:\*-\*-\* )?(\d{1,2}):(\d{2})(?::(\d{2}))?$/u.exec(text);
  next.setMilliseconds(0);
  if (clock) {
    next.setHours(Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0));
    if (next <= from) next.setDate(next.getDate() + 1);
    return next - from;
  }
  next.setSeconds(0);
  switch (words[text]) {
    case 'minute':
      next.setMinutes(next.getMinutes() + 1);
      break;
    case 'hour':
      next.setHours(next.getHours() + 1, 0);
      break;
    case 'day':
      next.setHours(24, 0);
      break;
    case 'week':
      next.setHours(24 * ((8 - next.getDay()) % 7 || 7), 0);
      break;
    case 'month':
      next.setHours(0, 0);
      next.setMonth(next.getMonth() + 1, 1);
      break;
    default:
      return undefined;
  }
  return next - from;
}
