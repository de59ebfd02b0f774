import { expect, test } from 'vitest';
import { Turns } from '../../engine/service/turns.ts';

/** Something that goes on until it is let go. */
function task(name: string, begun: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    act: async (): Promise<string> => {
      begun.push(name);
      await promise;
      return name;
    },
    end: resolve,
  };
}

const stays = new AbortController().signal;
const turn = async (): Promise<void> => new Promise((settle) => setImmediate(settle));

test('who asks for much waits for themselves, and the others do not', async () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const tasks = ['eve1', 'eve2', 'eve3', 'bob1', 'dan1'].map((name) => ({ name, ...task(name, begun) }));
  const ends = tasks.map(async ({ name, act }) => turns.take(name.slice(0, 3), stays, act));
  await turn();
  expect(begun).toEqual(['eve1', 'bob1']);
  tasks[3]?.end();
  await ends[3];
  await turn();
  expect(begun).toEqual(['eve1', 'bob1', 'dan1']);
  for (const { end } of tasks) end();
  expect(await Promise.all(ends)).toEqual(['eve1', 'eve2', 'eve3', 'bob1', 'dan1']);
  expect(begun).toEqual(['eve1', 'bob1', 'dan1', 'eve2', 'eve3']);
});

test('one that fails gives its turn on', async () => {
  const turns = new Turns(1);
  await expect(turns.take('a', stays, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.take('a', stays, async () => Promise.resolve(1))).toBe(1);
});

test('who has gone before their turn takes none', async () => {
  const turns = new Turns(1);
  const begun: string[] = [];
  const [first, second, third] = ['eve', 'eve', 'bob'].map((name) => task(name, begun));
  if (first === undefined || second === undefined || third === undefined) throw new Error('none');
  const gone = new AbortController();
  const ends = [
    turns.take('eve', stays, first.act),
    turns.take('eve', gone.signal, second.act),
    turns.take('bob', stays, third.act),
  ];
  gone.abort();
  expect(await turns.take('dan', gone.signal, second.act)).toBeUndefined();
  expect(await ends[1]).toBeUndefined();
  for (const { end } of [first, third]) end();
  expect(await Promise.all(ends)).toEqual(['eve', undefined, 'bob']);
  expect(begun).toEqual(['eve', 'bob']);
});
