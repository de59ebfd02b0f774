/** A stretch of time, its end not included. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The time that the words of a question name, by the clock handed in (UTC, as the journal writes its times); undefined
 * where they name none.
 *
 * @example
 * readTimeRange('what changed yesterday', new Date('2026-03-05T10:00Z'))   // 2026-03-04T00:00Z to 2026-03-05T00:00Z
 */
export function readTimeRange(question: string, now: Date): TimeRange | undefined {
  const text = question.toLowerCase();
  const today = startOfDay(now);
  if (/\btoday\b|\bthis (?:morning|afternoon|evening)\b/u.test(text)) return { from: today, to: now };
  if (/\byesterday\b|\blast night\b/u.test(text)) return { from: days(today, -1), to: today };
  const past =
    /\b(?:last|past) (\d{1,3}|two|three|four|five|six|seven|ten|few|couple of)? ?(minute|hour|day|week|month|year)s?\b/u.exec(
      text,
    );
  if (past !== null) return pastRange(past[1], past[2] ?? 'day', now);
  const current = /\bthis (week|month|year)\b/u.exec(text)?.[1];
  if (current !== undefined) return { from: startOf(current, today), to: now };
  const since = /\b(?:since|on|last) (monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/u.exec(
    text,
  );
  if (since !== null) return weekday(since[0], since[1] ?? '', today, now);
  const date = /\b(\d{4}-\d{2}-\d{2})\b/u.exec(text)?.[1];
  const from = date === undefined ? undefined : new Date(`${date}T00:00:00Z`);
  if (from === undefined || Number.isNaN(from.getTime())) return undefined;
  return { from, to: /\bsince\b/u.test(text) ? now : days(from, 1) };
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const UNITS: Readonly<Record<string, number>> = {
  minute: MINUTE,
  hour: 60 * MINUTE,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
  year: 365 * DAY,
};
const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
  few: 3,
  'couple of': 2,
};
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** "last week" may be the seven days until now or the week before this one: both are in what is shown. */
function pastRange(count: string | undefined, unit: string, now: Date): TimeRange {
  const length = UNITS[unit] ?? DAY;
  if (count !== undefined) {
    return { from: new Date(now.getTime() - (COUNTS[count] ?? Number(count)) * length), to: now };
  }
  const from =
    unit === 'week' || unit === 'month'
      ? days(startOf(unit, startOfDay(now)), unit === 'week' ? -7 : -31)
      : undefined;
  return { from: from ?? new Date(now.getTime() - length), to: now };
}

function weekday(words: string, name: string, today: Date, now: Date): TimeRange {
  const back = (today.getUTCDay() - WEEKDAYS.indexOf(name) + 7) % 7 || 7;
  const from = days(today, -back);
  return { from, to: words.startsWith('since') ? now : days(from, 1) };
}

function startOf(unit: string, today: Date): Date {
  if (unit === 'week') return days(today, -((today.getUTCDay() + 6) % 7));
  const month = unit === 'year' ? 0 : today.getUTCMonth();
  return new Date(Date.UTC(today.getUTCFullYear(), month, 1));
}

function startOfDay(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()));
}

function days(time: Date, count: number): Date {
  return new Date(time.getTime() + count * DAY);
}
