import type { WordToken } from '../grammar/tokens.ts';

/**
 * Reads words for a recurring time as a systemd calendar expression; nothing when they say something else.
 *
 * @example
 * readSchedule(words of `every sunday at 03:15`)   // 'Sun *-*-* 03:15:00'
 */
export function readSchedule(tokens: readonly WordToken[], night = 'daily'): string | undefined {
  const text = withClock(tokens.map((token) => token.word).join(' '));
  const [, when = '', time] = /^(.*?)(?:(?:^| )at (\d{1,2}:\d{2}))?$/u.exec(text) ?? [];
  const day = when === '' && time !== undefined ? 'daily' : dayOf(when, night);
  if (day === undefined || time === undefined) {
    return day;
  }
  return atTime(day === night ? 'daily' : day, time);
}

/** `4am`, `at 11 pm`, `at midnight` as `at 04:00`; a bare hour is one of 24. */
function withClock(text: string): string {
  return text
    .replace(/\bat midnight$/u, 'at 00:00')
    .replace(/\bat noon$/u, 'at 12:00')
    .replace(/\bat (\d{1,2})(?::(\d{2}))? ?(am|pm)$/u, (all, hour: string, minute = '00', half) =>
      Number(hour) >= 1 && Number(hour) <= 12
        ? `at ${(Number(hour) % 12) + (half === 'pm' ? 12 : 0)}:${String(minute)}`
        : all,
    )
    .replace(/\bat (\d{1,2})(?: o'clock| h)?$/u, 'at $1:00');
}

const PERIODS: Readonly<Record<string, string>> = {
  hour: 'hourly',
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
};

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function dayOf(when: string, night: string): string | undefined {
  const bare = when
    .replace(/^(?:weekly|every week|once week|once a week) on (?:every )?/u, 'on ')
    .replace(/^(?:every|each|once per|once every|once a|once|per|on) /u, '');
  if (/^(?:nightly|night)$/u.test(bare)) {
    return night;
  }
  if (WEEKDAYS.includes(bare.replace(/s$/u, ''))) {
    return `${bare.slice(0, 1).toUpperCase()}${bare.slice(1, 3)}`;
  }
  if (Object.values(PERIODS).includes(bare)) {
    return bare;
  }
  return bare === when || !Object.hasOwn(PERIODS, bare) ? undefined : PERIODS[bare];
}

function atTime(day: string, time: string): string | undefined {
  const [hour = 24, minute = 60] = time.split(':').map(Number);
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (hour > 23 || minute > 59) {
    return undefined;
  }
  return day === 'daily' ? clock : /^[A-Z]/u.test(day) ? `${day} *-*-* ${clock}:00` : undefined;
}
