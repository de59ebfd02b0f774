import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutesUntil, parseWait, parseWindow, renderWindow } from '../../engine/document/window.ts';

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
