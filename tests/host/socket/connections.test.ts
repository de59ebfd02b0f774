import { expect, test } from 'vitest';
import { Connections } from '../../../engine/host/socket/connections.ts';

const LIMITS = { silent: 3, perUser: 2, all: 5 };
const [ANN, BOB, EVE, DAN] = [1, 2, 3, 4];

class Connection {
  isEnded = false;
  destroy(): void {
    this.isEnded = true;
  }
}

function enter(connections: Connections<Connection>, count = 1): Connection[] {
  return Array.from({ length: count }, () => {
    const connection = new Connection();
    connections.enter(connection);
    return connection;
  });
}

/** As one user, one connection after the other; whether each may stay. */
function ask(connections: Connections<Connection>, uid: number | undefined, count: number): boolean[] {
  return enter(connections, count).map((one) => connections.ask(one, uid) === undefined);
}

test('the one that is silent longest makes room for who comes', () => {
  const connections = new Connections<Connection>(LIMITS);
  const all = enter(connections, 5);
  expect(all.map(({ isEnded }) => isEnded)).toEqual([true, true, false, false, false]);
});

test('who has asked is not silent any more', () => {
  const connections = new Connections<Connection>(LIMITS);
  const [first] = enter(connections);
  if (first === undefined) throw new Error('none');
  expect(connections.ask(first, ANN)).toBeUndefined();
  enter(connections, 10);
  expect(first.isEnded).toBe(false);
});

test.each<[string, number | undefined, RegExp]>([
  ['a user', ANN, /^you have 2 requests open already/u],
  ['everybody who has shown nothing', undefined, /^those who have not shown who they are have 2/u],
])('%s has so many and no more', (_, uid, why) => {
  const connections = new Connections<Connection>(LIMITS);
  const [one, two, three] = enter(connections, 3);
  if (one === undefined || two === undefined || three === undefined) throw new Error('none');
  expect([connections.ask(one, uid), connections.ask(two, uid)]).toEqual([undefined, undefined]);
  expect(connections.ask(three, uid)).toMatch(why);
  connections.leave(one);
  expect(connections.ask(three, uid)).toBeUndefined();
});

test('where there is no room the user with the most gives one up', () => {
  const connections = new Connections<Connection>(LIMITS);
  const anns = enter(connections, 2);
  expect(anns.map((one) => connections.ask(one, ANN))).toEqual([undefined, undefined]);
  expect(ask(connections, BOB, 2)).toEqual([true, true]);
  expect(ask(connections, EVE, 1)).toEqual([true]);
  expect(ask(connections, DAN, 1)).toEqual([true]);
  expect(anns.map(({ isEnded }) => isEnded)).toEqual([true, false]);
});

test('where nobody has more than the newcomer would, they wait', () => {
  const connections = new Connections<Connection>({ silent: 3, perUser: 2, all: 2 });
  expect([ask(connections, ANN, 1), ask(connections, BOB, 1), ask(connections, EVE, 1)]).toEqual([
    [true],
    [true],
    [false],
  ]);
});
