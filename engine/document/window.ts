import type { TimeWindow } from '../model/runbook.ts';

/** `02:00-04:00`: a part of every day; the JSON Schema holds the same form. */
export const WINDOW_FORM = '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$';
/** `6h`, `7d`: how long something may wait. */
export const WAIT_FORM = '^([1-9][0-9]{0,3}[smh]|[1-9][0-9]?d)$';
/** `30d`, `0d`: how old something is. */
export const AGE_FORM = '^(0|[1-9][0-9]{0,3})[smhd]$';

export const WINDOW = new RegExp(WINDOW_FORM, 'u');
export const WAIT = new RegExp(WAIT_FORM, 'u');
export const AGE = new RegExp(AGE_FORM, 'u');
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAY = 24 * 60;

/**
 * A written window → minutes since midnight; undefined when it is none.
 *
 * @example
 * parseWindow('23:30-04:00') // { from: 1410, to: 240 }
 */
export function parseWindow(text: string): TimeWindow | undefined {
  if (!WINDOW.test(text)) return undefined;
  const [from = 0, to = 0] = text.split('-').map(minutesOf);
  return { from, to };
}

export function renderWindow({ from, to }: TimeWindow): string {
  return `${clockOf(from)}-${clockOf(to)}`;
}

/** Milliseconds of a written wait; undefined when it is none. */
export function parseWait(text: string): number | undefined {
  return WAIT.test(text) ? millisecondsOf(text) : undefined;
}

/** Milliseconds of a written age; undefined when it is none. */
export function parseAge(text: string): number | undefined {
  return AGE.test(text) ? millisecondsOf(text) : undefined;
}

/**
 * Minutes from a time of day until a window is open: 0 within it. A window that ends when it begins is the whole day.
 *
 * @example
 * minutesUntil({ from: 120, to: 240 }, 100) // 20
 */
export function minutesUntil({ from, to }: TimeWindow, now: number): number {
  const length = (to - from + DAY) % DAY || DAY;
  const since = (now - from + DAY) % DAY;
  return since < length ? 0 : DAY - since;
}

/** A window of every day is open within one; a second is for a day whose clocks were put on over it. */
const MOST_MINUTES = 3 * DAY;
const MINUTE_MS = 60_000;

/**
 * The first moment from `now` on at which a window is open by the clocks of the host: hours that are left out or come twice,
 * where clocks are changed, are no time of day that could be counted in. On a day whose clocks were put on over the whole
 * window it does not open.
 *
 * @example
 * // In Berlin, in the night in which 02:00 is followed by 03:00:
 * nextOpening({ from: 210, to: 270 }, new Date('2026-03-29T00:30:00+01:00')) // 03:30+02:00, two hours later
 */
export function nextOpening(window: TimeWindow, now: Date): Date {
  const isOpen = (at: Date): boolean => minutesUntil(window, at.getHours() * 60 + at.getMinutes()) === 0;
  if (isOpen(now)) return now;
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  for (let wait = 1; wait < MOST_MINUTES; wait += 1) {
    const at = new Date((minute + wait) * MINUTE_MS);
    if (isOpen(at)) return at;
  }
  throw new Error(`the window ${renderWindow(window)} never opens`);
}

function millisecondsOf(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS[text.slice(-1)] ?? 0);
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function clockOf(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
