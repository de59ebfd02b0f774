import { describe, expect, it } from 'vitest';
import { begin, type Act } from '../../engine/app/act.ts';
import { consentTo } from '../../engine/app/approval.ts';
import type { AppEvent } from '../../engine/app/event.ts';
import { failed, ok, type Finding } from '../../engine/model/finding.ts';

const { signal } = new AbortController();
const warning = (message: string): Finding => ({ code: 'PLN005', severity: 'warning', message });
const shout = (text: string): string => text.replaceAll('hunter2', '<redacted>');

const asks = (order: string[]) => ({
  ...consentTo({ kind: 'everything', by: 'person' }),
  question: async () => {
    order.push('asked');
    return Promise.resolve({ approved: true, by: 'person' as const });
  },
});

const messages = async (act: Act<unknown>): Promise<readonly string[]> => {
  const heard: string[] = [];
  for await (const event of act.events) heard.push(messageOf(event));
  return heard;
};

function messageOf(event: AppEvent): string {
  return event.type === 'finding' ? event.finding.message : event.type;
}

describe('an act', () => {
  it('tells its events in order, and ends with its result', async () => {
    const act = begin(shout, async ({ withWarnings }) => {
      withWarnings(ok(1, [warning('first')]));
      await Promise.resolve();
      return withWarnings(ok(2, [warning('second'), { ...warning('quiet'), severity: 'info' }]));
    });
    expect(await messages(act)).toEqual(['first', 'second']);
    expect(await act.result).toEqual(ok(2));
  });

  it('has its result also where nobody reads the events', async () => {
    const order: string[] = [];
    const act = begin(shout, async ({ asked, withWarnings }) => {
      withWarnings(ok(undefined, [warning('unread')]));
      return ok((await asked(asks(order)).question('sure?', signal)).approved);
    });
    expect(await act.result).toEqual(ok(true));
    expect(order).toEqual(['asked']);
  });

  it('asks for consent after everything before it has been read, and not sooner', async () => {
    const order: string[] = [];
    const act = begin(shout, async ({ asked, withWarnings }) => {
      withWarnings(ok(undefined, [warning('one'), warning('two')]));
      await asked(asks(order)).question('sure?', signal);
      return withWarnings(ok(undefined, [warning('three')]));
    });
    for await (const event of act.events) {
      // A reader that takes its time.
      await new Promise((settle) => setImmediate(settle));
      order.push(messageOf(event));
    }
    expect(order).toEqual(['one', 'two', 'asked', 'three']);
  });

  it('asks on where its reader has gone', async () => {
    const order: string[] = [];
    const act = begin(shout, async ({ asked, withWarnings }) => {
      withWarnings(ok(undefined, [warning('one'), warning('two')]));
      await new Promise((settle) => setImmediate(settle));
      await asked(asks(order)).question('sure?', signal);
      return ok(undefined);
    });
    for await (const event of act.events) {
      order.push(messageOf(event));
      break;
    }
    await act.result;
    expect(order).toEqual(['one', 'asked']);
  });

  it('tells no secret', async () => {
    const act = begin(shout, async ({ withWarnings }) =>
      Promise.resolve(withWarnings(ok(undefined, [warning('it is hunter2')]))),
    );
    expect(await messages(act)).toEqual(['it is <redacted>']);
  });

  it('gives what keeps it from being done as its result, unchanged', async () => {
    const finding: Finding = { code: 'RUN004', severity: 'error', message: 'there is no run' };
    const act = begin(shout, async ({ withWarnings }) => Promise.resolve(withWarnings(failed(finding))));
    expect(await messages(act)).toEqual([]);
    expect(await act.result).toEqual(failed(finding));
  });

  it('ends its events and rejects where there is a mistake of ours', async () => {
    const act = begin(shout, async () => Promise.reject(new TypeError('a mistake')));
    expect(await messages(act)).toEqual([]);
    await expect(act.result).rejects.toThrow('a mistake');
  });
});
