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

const turn = async (): Promise<void> => new Promise((settle) => setImmediate(settle));

test('who asks for much waits for themselves, and the others do not', async () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const tasks = ['eve1', 'eve2', 'eve3', 'bob1', 'dan1'].map((name) => ({ name, ...task(name, begun) }));
  const ends = tasks.map(async ({ name, act }) => turns.take(name.slice(0, 3), act));
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
  await expect(turns.take('a', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.take('a', async () => Promise.resolve(1))).toBe(1);
});
