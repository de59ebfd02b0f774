import { expect, it } from 'vitest';
import { parseServiceEvent } from '../../../engine/model/events/parse-service-event.ts';

const HEAD = { v: 1, id: 7, at: '2026-01-02T03:04:05.000Z' };
const MET = { ...HEAD, type: 'trigger-met', trigger: 'disk', key: 'k', what: '/ is 91 % full' };
const SKIPPED = { ...HEAD, type: 'job-skipped', job: { kind: 'trigger', name: 'disk' }, message: '' };

it.each([
  ['without data, as an older service wrote it', MET],
  ['a unit that failed', { ...MET, seen: { kind: 'unit-failed', unit: 'a.service', result: 'oom-kill' } }],
  ['a unit of which the service manager says no more', { ...MET, seen: { kind: 'unit-failed', unit: 'a' } }],
  ['a full disk', { ...MET, seen: { kind: 'disk-full', percent: 91 } }],
  ['a full memory', { ...MET, seen: { kind: 'memory-full', percent: 91 } }],
  ['a file that changed', { ...MET, seen: { kind: 'path-changed', path: '/etc/motd' } }],
  ['checks that fail', { ...MET, seen: { kind: 'health', failed: ['one', 'two'] } }],
  ['a job that rests until then', { ...SKIPPED, why: 'resting', until: HEAD.at }],
])('reads %s', (_title, event) => {
  expect(parseServiceEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
});

it.each([
  ['a sighting of no known kind', { ...MET, seen: { kind: 'weather' } }],
  ['a level in words', { ...MET, seen: { kind: 'disk-full', percent: 'much' } }],
  ['a skip for no known reason', { ...SKIPPED, why: 'tired' }],
  ['a time that is not text', { ...SKIPPED, why: 'resting', until: 5 }],
])('refuses %s', (_title, event) => {
  expect(parseServiceEvent(event)).toBeUndefined();
});
