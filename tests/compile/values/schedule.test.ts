import { expect, test } from 'vitest';
import { readSchedule } from '../../../engine/compile/values/schedule.ts';
import { findTimeZone } from '../../../engine/compile/names/time-zones.ts';
import { buildTokens } from '../../../engine/compile/grammar/tokens.ts';

test.each([
  ['daily', 'daily'],
  ['every day', 'daily'],
  ['every night', '04:40'],
  ['nightly', '04:40'],
  ['once a week', 'weekly'],
  ['daily at 4am', '04:00'],
  ['every night at 11 pm', '23:00'],
  ['every sunday at midnight', 'Sun *-*-* 00:00:00'],
  ['at 13 pm', undefined],
  ['weekly on sunday', 'Sun'],
  ['once per week', 'weekly'],
  ['each month', 'monthly'],
  ['every sunday', 'Sun'],
  ['on mondays', 'Mon'],
  ['every day at 3:05', '03:05'],
  ['every night at 23:30', '23:30'],
  ['at 04:00', '04:00'],
  ['every sunday at 04:00', 'Sun *-*-* 04:00:00'],
  ['every week at 04:00', undefined],
  ['at 25:00', undefined],
  ['every 2 weeks', undefined],
  ['every constructor', undefined],
  ['week', undefined],
  ['tomorrow', undefined],
])("the schedule '%s' is %s", (text, expected) => {
  expect(readSchedule(buildTokens(text), '04:40')).toBe(expected);
});

test.each([
  ['Europe/Berlin', ['Europe/Berlin']],
  ['europe/berlin', ['Europe/Berlin']],
  ['berlin', ['Europe/Berlin']],
  ['new york', ['America/New_York']],
  ['UTC', ['UTC']],
  ['Mars', []],
  ['Europe/Atlantis', []],
  ['../etc/passwd', []],
  ['', []],
])("the time zone '%s' is %j", (text, expected) => {
  expect(findTimeZone(text)).toEqual(expected);
});
