import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveName } from '../../engine/host/resolve-name.ts';

/** A DNS server that knows one name, with an address of each family. */
let server: Socket;
let address = '';

beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (query, { port, address: from }) => server.send(answerTo(query), port, from));
  await new Promise<void>((settle) => server.bind(0, '127.0.0.1', settle));
  address = `127.0.0.1:${server.address().port}`;
});

afterAll(() => {
  server.close();
});

/** The question again, and where it is for `db.test` an answer: A (1) or AAAA (28). */
function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5;
  const question = query.subarray(12, end);
  const known = question.includes(Buffer.from('\u0002db\u0004test', 'latin1'));
  const type = question.readUInt16BE(question.length - 4);
  const data =
    type === 1 ? Buffer.from([192, 0, 2, 7]) : Buffer.from('20010db8000000000000000000000007', 'hex');
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(known ? 1 : 0, 6);
  if (!known) return Buffer.concat([head, question]);
  const record = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([head, question, record, data]);
}

test('a name is resolved as programs of the host are told', async () => {
  expect(await resolveName('127.0.0.1', { timeout: 5_000 })).toEqual(['127.0.0.1']);
});

test('a DNS server that is named gives the addresses of both families, sorted', async () => {
  expect(await resolveName('db.test', { server: address, timeout: 5_000 })).toEqual([
    '192.0.2.7',
    '2001:db8::7',
  ]);
});

test.each([
  ['of a name that the server does not know', 'other.test', (): string => address, /ENOTFOUND/u],
  ['of a server that is none', 'db.test', (): string => 'not an address', /address/u],
] as const)('why there is no answer is said, %s', async (_, name, at, words) => {
  expect(await resolveName(name, { server: at(), timeout: 5_000 })).toEqual({
    error: expect.stringMatching(words),
  });
});
