import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  minutesUntil,
  nextOpening,
  parseWait,
  parseWindow,
  renderWindow,
} from '../../engine/document/window.ts';

const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });

test.each([
  ['02:00-04:00', { from: 120, to: 240 }],
  ['23:30-00:15', { from: 1410, to: 15 }],
  ['24:00-01:00', undefined],
  ['2:00-4:00', undefined],
  ['02:00', undefined],
  ['02:60-04:00', undefined],
])('%j is the window %j', (text, window) => {
  expect(parseWindow(text)).toEqual(window);
});

test.each([
  ['90m', 5_400_000],
  ['7d', 604_800_000],
  ['1s', 1000],
  ['0d', undefined],
  ['100d', undefined],
  ['7', undefined],
])('%j is a wait of %s milliseconds', (text, milliseconds) => {
  expect(parseWait(text)).toBe(milliseconds);
});

test.each([
  ['02:00-04:00', '02:00', 0],
  ['02:00-04:00', '03:59', 0],
  ['02:00-04:00', '04:00', 1320],
  ['02:00-04:00', '01:40', 20],
  ['23:00-01:00', '00:30', 0],
  ['23:00-01:00', '12:00', 660],
  ['05:00-05:00', '17:00', 0],
])('the window %s at %s opens in %s minutes', (text, time, wanted) => {
  const window = parseWindow(text);
  const now = parseWindow(`${time}-00:00`)?.from;
  expect(window && now !== undefined ? minutesUntil(window, now) : undefined).toBe(wanted);
});

test('a window is open once one has waited as long as it says, and not a minute earlier', () => {
  fc.assert(
    fc.property(minute, minute, minute, (from, to, now) => {
      const window = parseWindow(renderWindow({ from, to }));
      expect(window).toEqual({ from, to });
      const wait = minutesUntil({ from, to }, now);
      const at = (waited: number): number => minutesUntil({ from, to }, (now + waited) % 1440);
      expect(at(wait)).toBe(0);
      if (wait > 0) expect(at(wait - 1)).toBe(1);
    }),
  );
});

describe('where clocks are changed', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test.each([
    // In Berlin 02:00 is followed by 03:00 on 29 March 2026, and 02:59 by 02:00 on 25 October.
    ['after the hour that is left out', 'Europe/Berlin', '03:30-04:30', '2026-03-28T22:00+01:00', 270],
    ['right after it', 'Europe/Berlin', '03:00-04:00', '2026-03-28T22:00+01:00', 240],
    ['that begins in it', 'Europe/Berlin', '02:30-04:00', '2026-03-29T01:30+01:00', 30],
    ['that is all of it, on the day after', 'Europe/Berlin', '02:00-03:00', '2026-03-29T01:30+01:00', 1410],
    ['after the hour that comes twice', 'Europe/Berlin', '03:30-04:30', '2026-10-24T22:00+02:00', 390],
    ['in its second time', 'Europe/Berlin', '02:00-03:00', '2026-10-25T02:30+01:00', 0],
    ['over midnight', 'Europe/Berlin', '23:00-01:00', '2026-03-29T12:00+02:00', 660],
    // 02:00 is followed by 02:30 on 4 October 2026.
    [
      'after half an hour that is left out',
      'Australia/Lord_Howe',
      '02:45-03:15',
      '2026-10-04T01:45+10:30',
      30,
    ],
    ['at another change', 'America/New_York', '03:15-04:00', '2026-03-08T00:15-05:00', 120],
    ['where none are changed', 'Asia/Tokyo', '03:30-04:30', '2026-03-29T00:30+09:00', 180],
  ])('a window %s opens at its time (%s, %s, from %s on: %i minutes)', (_what, tz, text, now, minutes) => {
    process.env['TZ'] = tz;
    const window = parseWindow(text);
    if (window === undefined) throw new Error(`${text} is not a window`);
    const from = new Date(now);
    expect((nextOpening(window, from).getTime() - from.getTime()) / 60_000).toBe(minutes);
  });
});
