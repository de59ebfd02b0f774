import { describe, expect, it } from 'vitest';
import { isKnownType, parseEvent } from '../../../engine/model/events/parse-event.ts';
import { parseServiceEvent } from '../../../engine/model/events/parse-service-event.ts';

const head = { v: 1, run: '20260102-030405-abcd', seq: 3, at: '2026-01-02T03:04:05.678Z' };
const ended = {
  ...head,
  type: 'step-ended',
  node: 'snapshot',
  phase: 'snapshot',
  attempt: 1,
  outcome: 'ok',
  message: 'kept',
  took: 12,
  data: { commit: 'c', tree: 't' },
};
const finding = { code: 'NIX001', severity: 'error', message: 'no' };
const alice = { kind: 'person', name: 'alice', door: 'unrecorded', known: 'unrecorded', groups: [] };

describe('an event of a run', () => {
  it.each([
    [{ ...head, type: 'transition', from: 'plan', on: 'ok', to: 'snapshot' }],
    [{ ...head, type: 'note', node: 'plan', message: 'm', data: { seconds: 3 } }],
    [
      {
        ...head,
        type: 'mutation',
        node: 'switch',
        message: 'm',
        data: { mutation: 'profile', toplevel: '/x' },
      },
    ],
    [ended],
    [{ ...ended, outcome: 'fail', data: { whatever: [1] }, findings: [finding] }],
    [{ ...ended, node: 'step:a/b', data: { stdout: '' } }],
    [{ ...ended, node: 'settle', data: undefined }],
    [{ ...ended, node: 'confirm', data: { generation: 2 } }],
    [{ ...ended, node: 'rollback', outcome: 'reboot', data: { boot: 'b' } }],
    [{ ...ended, ofTomorrow: true }],
  ])('is read as it is: %j', (event) => {
    expect(parseEvent(event)).toEqual(event);
  });

  it.each([
    ['no object', 7],
    ['no version', { ...ended, v: undefined }],
    ['a version of tomorrow', { ...ended, v: 2 }],
    ['no number', { ...ended, seq: '3' }],
    ['a type that is not known', { ...ended, type: 'step-dreamt' }],
    ['a type of every object', { ...ended, type: 'toString' }],
    ['a state that is not known', { ...ended, node: 'dream' }],
    ['an outcome that is not known', { ...ended, outcome: 'toString' }],
    ['a state that left nothing', { ...ended, data: undefined }],
    ['a state that left something else', { ...ended, data: { commit: 'c' } }],
    ['half a wait for a reboot', { ...ended, node: 'confirm', data: { generation: 2, until: 'x' } }],
    [
      'a mutation that is not known',
      { ...head, type: 'mutation', node: 'n', message: '', data: { mutation: 'spell' } },
    ],
    [
      'a mutation without what it takes to undo it',
      { ...head, type: 'note', node: 'n', message: '', data: { mutation: 'kept' } },
    ],
    ['an approval by nobody', { ...head, type: 'approval', by: {}, planHash: 'h', expires: 'e' }],
  ])('is not read from %s', (_title, value) => {
    expect(parseEvent(value)).toBeUndefined();
  });

  it.each([
    [
      'a note with a mutation',
      { ...head, type: 'note', node: 'n', message: 'm', data: { mutation: 'activation', toplevel: '/x' } },
      { type: 'mutation', data: { mutation: 'activation', toplevel: '/x' } },
    ],
    [
      'findings within the data',
      { ...ended, outcome: 'fail', data: { findings: [finding], decision: { need: 'forbidden' } } },
      { findings: [finding], data: { decision: { need: 'forbidden' } } },
    ],
    [
      'a name in the place of who approves',
      { ...head, type: 'approval', by: 'alice', planHash: 'h', expires: 'e' },
      { by: alice },
    ],
    [
      'a name in the place of whose approval counted',
      { ...ended, node: 'consent', data: { by: 'alice', decision: 'approved', planHash: 'h', expires: 'e' } },
      { data: { by: alice } },
    ],
    [
      'what decided, which is no name',
      {
        ...ended,
        node: 'consent',
        data: { by: 'policy', decision: 'approved', planHash: 'h', expires: 'e' },
      },
      { data: { by: 'policy' } },
    ],
  ])('of an older engine is read as it is written today: %s', (_title, written, read) => {
    expect(parseEvent(written)).toMatchObject(read);
  });

  it('is of a type that is known, or of one of a newer engine', () => {
    expect([isKnownType('mutation'), isKnownType('step-dreamt'), isKnownType('toString')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('an event of the service', () => {
  const own = { v: 1, id: 4, at: head.at };
  it.each([
    [{ ...own, type: 'daemon-stopped' }, { type: 'daemon-stopped' }],
    [{ ...own, type: 'request', by: 'alice', what: 'approve r' }, { by: alice }],
    [
      { ...own, type: 'job-ended', job: { kind: 'trigger', name: 't' }, exitCode: 0, message: '' },
      { exitCode: 0 },
    ],
  ])('is read: %j', (event, read) => {
    expect(parseServiceEvent(event)).toMatchObject(read);
  });

  it.each([
    [{ ...own, type: 'request', what: 'w' }],
    [{ ...own, type: 'dream' }],
    [{ type: 'daemon-stopped' }],
    [''],
  ])('is not read from %j', (value) => {
    expect(parseServiceEvent(value)).toBeUndefined();
  });
});
