import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { JobName, ServiceEvent, ServiceEventBody } from '../../engine/model/service/service-event.ts';
import { FRESH, foldTrigger, judgeEvent, type TriggerState } from '../../engine/watch/governor.ts';
import { judgeLevel, judgeLook } from '../../engine/watch/level.ts';

const JOB: JobName = { kind: 'trigger', name: 't' };
const trigger = { cooldown: 100, budget: { runs: 2, per: 1000 } };

/** A trigger and its log, at times of the test's choosing. */
function play(limits: typeof trigger) {
  const log: ServiceEvent[] = [];
  let state: TriggerState = FRESH;
  const append = (body: ServiceEventBody, at: number): void => {
    const event = { v: 1, id: log.length + 1, at: new Date(at).toISOString(), ...body } as const;
    log.push(event);
    state = foldTrigger('t', state, event);
  };
  return {
    log,
    state: () => state,
    happens: (key: string, at: number) => {
      const verdict = judgeEvent(limits, state, key, at);
      if (verdict.kind === 'start') append({ type: 'job-started', job: JOB, runbook: 'r', key }, at);
      return verdict;
    },
    ends: (at: number) => append({ type: 'job-ended', job: JOB, exitCode: 0, message: '' }, at),
  };
}

describe('a trigger', () => {
  it('has one run for one event, however often it is heard', () => {
    const one = play(trigger);
    expect(one.happens('a', 0).kind).toBe('start');
    expect(one.happens('a', 1).kind).toBe('handled');
    one.ends(5);
    expect(one.happens('a', 5000).kind).toBe('handled');
  });

  it('has one run at a time, rests after it, and then hears what is new', () => {
    const one = play(trigger);
    one.happens('a', 0);
    expect(one.happens('b', 10).kind).toBe('running');
    one.ends(50);
    expect(one.happens('b', 60)).toEqual({ kind: 'resting', until: 150 });
    expect(one.happens('b', 150).kind).toBe('start');
  });

  it('is exhausted when its budget is, until the oldest run is old enough', () => {
    const one = play(trigger);
    one.happens('a', 0);
    one.ends(10);
    one.happens('b', 200);
    one.ends(210);
    expect(one.happens('c', 400)).toEqual({ kind: 'exhausted', until: 1000 });
    expect(one.happens('c', 1000).kind).toBe('start');
  });

  it('is exhausted until so many of its runs are old enough that one more fits', () => {
    const state = { ...FRESH, starts: [0, 100, 200], handled: [] };
    const limits = { cooldown: 0, budget: { runs: 2, per: 1000 } };
    expect(judgeEvent(limits, state, 'x', 300)).toEqual({ kind: 'exhausted', until: 1100 });
    expect(judgeEvent(limits, state, 'x', 1099).kind).toBe('exhausted');
    expect(judgeEvent(limits, state, 'x', 1100).kind).toBe('start');
  });

  it('counts what began in a future that a clock has left', () => {
    const one = play({ cooldown: 1, budget: { runs: 1, per: 1000 } });
    one.happens('a', 50_000);
    one.ends(10);
    expect(one.happens('b', 20_000).kind).toBe('exhausted');
  });
});

const steps = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 400 }),
    act: fc.oneof(
      { weight: 3, arbitrary: fc.record({ event: fc.integer({ min: 0, max: 30 }) }) },
      { weight: 2, arbitrary: fc.constant('end' as const) },
    ),
  }),
  { maxLength: 200 },
);
const limits = fc.record({
  cooldown: fc.integer({ min: 0, max: 300 }),
  budget: fc.record({ runs: fc.integer({ min: 1, max: 4 }), per: fc.integer({ min: 1, max: 2000 }) }),
});

test('whatever happens, no stretch of time has more runs than the budget, no event two, and no two overlap', () => {
  fc.assert(
    fc.property(limits, steps, (given, actions) => {
      const one = play(given);
      let now = 0;
      for (const { wait, act } of actions) {
        now += wait;
        if (act === 'end') {
          if (one.state().running) one.ends(now);
        } else one.happens(String(act.event), now);
      }
      const started = one.log.filter((event) => event.type === 'job-started');
      const times = started.map(({ at }) => Date.parse(at));
      for (const time of times) {
        const within = times.filter((other) => other >= time && other < time + given.budget.per);
        expect(within.length).toBeLessThanOrEqual(given.budget.runs);
      }
      const keys = started.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      const order = one.log.map(({ type }) => type);
      expect(order.every((type, index) => index === 0 || type !== order[index - 1])).toBe(true);
      one.log.forEach((event, index) => {
        const before = one.log[index - 1];
        if (event.type === 'job-started' && before !== undefined)
          expect(Date.parse(event.at) - Date.parse(before.at)).toBeGreaterThanOrEqual(given.cooldown);
      });
    }),
    { numRuns: 300 },
  );
});

test('a run that makes its own event again ends in an exhausted budget, not in a loop', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 50 }), (given, took) => {
      const one = play(given);
      const horizon = 20_000;
      let key = 0;
      // It fails anew at every moment, and always right after its run.
      for (let now = 0; now < horizon; now += took) {
        const verdict = one.happens(String(key), now);
        if (verdict.kind === 'start') {
          now += took;
          one.ends(now);
        }
        key += 1;
      }
      const runs = one.log.filter(({ type }) => type === 'job-started').length;
      expect(runs).toBeLessThanOrEqual(
        given.budget.runs * (Math.ceil((horizon + took) / given.budget.per) + 1),
      );
    }),
    { numRuns: 100 },
  );
});

test('after a restart it is decided as before: the state is a fold of the log', () => {
  fc.assert(
    fc.property(limits, steps, fc.integer({ min: 0, max: 31 }), (given, actions, key) => {
      const one = play(given);
      let now = 0;
      for (const { wait, act } of actions) {
        now += wait;
        if (act === 'end') {
          if (one.state().running) one.ends(now);
        } else one.happens(String(act.event), now);
      }
      const again = one.log.reduce((state, event) => foldTrigger('t', state, event), FRESH);
      expect(judgeEvent(given, again, String(key), now)).toEqual(
        judgeEvent(given, one.state(), String(key), now),
      );
    }),
    { numRuns: 100 },
  );
});

test.each([
  [false, 90, 'same'],
  [false, 91, 'met'],
  [true, 91, 'same'],
  [true, 89, 'same'],
  [true, 87, 'cleared'],
] as const)('open %s, at %i of 90: %s', (open, value, change) => {
  expect(judgeLevel(open, value, 90)).toBe(change);
});

test('a health check counts only failures in a row', () => {
  const looks = [false, false, true, false, false, false, false, true];
  let [open, failures] = [false, 0];
  const changes = looks.map((healthy) => {
    const look = judgeLook(open, failures, healthy, 3);
    failures = look.failures;
    if (look.change !== 'same') open = look.change === 'met';
    return look.change;
  });
  expect(changes).toEqual(['same', 'same', 'same', 'same', 'same', 'met', 'same', 'cleared']);
});
