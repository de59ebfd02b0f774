import { describe, expect, it } from 'vitest';
import { RUN_OUTCOMES } from '../../engine/model/outcome.ts';
import type { Notification, Occasion } from '../../engine/model/service/service.ts';
import type { ServiceEvent, ServiceEventBody } from '../../engine/model/service/service-event.ts';
import { noticeOfEvent, noticeOfRun, recipients, type EndOfRun } from '../../engine/watch/notices.ts';
import { person } from '../lib/principals.ts';

const AT = '2026-01-01T00:00:00.000Z';
const end: EndOfRun = {
  run: 'r1',
  runbook: 'restart-web',
  outcome: 'verified',
  message: 'done',
  by: person('alice'),
  at: AT,
};
const nightly = { kind: 'schedule', name: 'nightly' } as const;

describe('the end of a run', () => {
  it('is told with who asked, and for what', () => {
    expect(noticeOfRun(end, 'atlas')).toEqual({
      occasion: 'verified',
      run: 'r1',
      runbook: 'restart-web',
      outcome: 'changed as asked',
      message: 'done',
      host: 'atlas',
      by: 'alice',
      at: AT,
      cause: 'alice',
    });
  });

  it('is told by what was asked, and by what started it', () => {
    expect(noticeOfRun({ ...end, request: 'restart the web server', cause: nightly }, 'atlas')).toMatchObject(
      {
        runbook: 'restart the web server',
        cause: 'schedule nightly',
      },
    );
  });

  it('has words of its own for each outcome', () => {
    const words = RUN_OUTCOMES.map((outcome) => noticeOfRun({ ...end, outcome }, 'atlas').outcome);
    expect(words).not.toContain('');
    expect(new Set(words).size).toBe(RUN_OUTCOMES.length);
  });

  it.each<[EndOfRun['outcome'], EndOfRun['cause'], Occasion]>([
    ['rejected', undefined, 'rejected'],
    ['rejected', nightly, 'waits'],
    ['pending-approval', undefined, 'waits'],
    ['failed', nightly, 'failed'],
  ])('%s, started by %o, is told as %s', (outcome, cause, occasion) => {
    expect(noticeOfRun({ ...end, outcome, ...(cause && { cause }) }, 'atlas').occasion).toBe(occasion);
  });
});

describe('an event of the service', () => {
  const event = (body: ServiceEventBody): ServiceEvent => ({ v: 1, id: 1, at: AT, ...body });
  const job = { kind: 'trigger', name: 'web' } as const;

  it.each<[string, ServiceEventBody, boolean]>([
    ['a job whose budget is spent', { type: 'job-skipped', job, why: 'exhausted', message: 'm' }, true],
    ['a job that rests', { type: 'job-skipped', job, why: 'resting', message: 'm' }, false],
    ['a job that began no run', { type: 'job-ended', job, exitCode: 2, message: 'm' }, true],
    ['a job that had nothing to run', { type: 'job-ended', job, exitCode: 0, message: 'm' }, false],
    ['a job whose run failed', { type: 'job-ended', job, run: 'r', exitCode: 1, message: 'm' }, false],
    ['a start', { type: 'daemon-stopped' }, false],
  ])('%s is told: %o %s', (_, body, told) => {
    const notice = noticeOfEvent(event(body), 'atlas');
    expect(notice).toEqual(
      told
        ? {
            occasion: 'refused',
            run: '',
            runbook: 'web',
            outcome: 'did not run',
            message: 'm',
            host: 'atlas',
            by: 'nixos-ai',
            at: AT,
            cause: 'trigger web',
          }
        : undefined,
    );
  });
});

describe('who is told', () => {
  const wants = (name: string, ...on: readonly Occasion[]): Notification => ({
    name,
    on,
    template: { title: '', body: '' },
    channel: { kind: 'desktop' },
  });
  const all = [wants('bad', 'failed', 'rejected'), wants('good', 'verified'), wants('waiting', 'waits')];

  it.each<[EndOfRun['outcome'], readonly string[]]>([
    ['failed', ['bad']],
    ['rejected', ['bad']],
    ['verified', ['good']],
    ['pending-approval', ['bad', 'waiting']],
    ['planned', []],
  ])('of a run that ended %s are %j', (outcome, names) => {
    expect(recipients(all, noticeOfRun({ ...end, outcome }, 'atlas')).map(({ name }) => name)).toEqual(names);
  });
});
