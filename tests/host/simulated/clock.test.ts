import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../../../engine/host/simulated/clock.ts';

const START = '2026-01-05T12:00:00.000Z';

describe('simulated time', () => {
  it('passes for who sleeps, and for nobody else', async () => {
    const clock = new SimulatedClock(START);
    clock.after(1_000, () => undefined);
    expect(clock.now().toISOString()).toBe(START);
    await clock.sleep(3_600_000);
    expect(clock.now().toISOString()).toBe('2026-01-05T13:00:00.000Z');
  });

  it('lets everything happen when it is due, in its order', async () => {
    const clock = new SimulatedClock(START);
    const seen: string[] = [];
    const at = (name: string): unknown => seen.push(`${name} ${clock.now().getTime() - Date.parse(START)}`);
    clock.after(30, () => at('later'));
    clock.after(10, () => at('first'));
    clock.after(20, () => at('never')).cancel();
    const often = clock.every(12, () => at('often'));
    await Promise.all([clock.sleep(25).then(() => at('slept')), clock.sleep(5).then(() => at('nap'))]);
    often.cancel();
    await clock.advance(100);
    expect(seen).toEqual(['nap 5', 'first 10', 'often 12', 'often 24', 'slept 25', 'later 30']);
  });

  it('wakes who sleeps when their signal aborts, and aborts a timeout when it is due', async () => {
    const clock = new SimulatedClock(START);
    const signal = clock.timeout(500);
    await clock.sleep(60_000, signal);
    expect(signal.aborted).toBe(true);
    expect(clock.now().getTime() - Date.parse(START)).toBe(500);
    await clock.sleep(60_000, signal);
    expect(clock.now().getTime() - Date.parse(START)).toBe(500);
  });

  it('goes on when it is told to, although nobody sleeps', async () => {
    const clock = new SimulatedClock(START);
    const signal = clock.timeout(500);
    await clock.advance(499);
    expect(signal.aborted).toBe(false);
    await clock.advance(1);
    expect(signal.aborted).toBe(true);
  });
});
