import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { send } from '../../engine/host/notify/send.ts';
import type { Letter, Notice } from '../../engine/model/service/notice.ts';
import type { Channel } from '../../engine/model/service/service.ts';
import { writeLetter } from '../../engine/report/host/letter.ts';
import { noticeOfEvent, noticeOfRun, recipients } from '../../engine/watch/notices.ts';
import { httpServer, smtpServer } from './servers.ts';
import { person } from '../lib/principals.ts';

const NOTICE: Notice = {
  occasion: 'rolled-back',
  run: '20261125-120000-abcd',
  runbook: 'enable-nginx',
  outcome: 'taken back',
  message: 'nginx.service failed',
  host: 'web1',
  by: 'alice',
  at: '2026-11-25T12:00:00.000Z',
  cause: 'alice',
};
const LETTER: Letter = writeLetter({ title: '{host}: {runbook} {outcome}', body: '{message}' }, NOTICE);
const SOON = [10, 10];

let dir: string;
const closing: (() => void)[] = [];
beforeAll(() => (dir = mkdtempSync('/tmp/nixos-ai-notify-')));
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => closing.splice(0).forEach((close) => close()));

const http = async (...codes: number[]) => {
  const server = await httpServer(codes);
  closing.push(server.close);
  return server;
};
const secretFile = (name: string, text: string, mode = 0o600): { readonly file: string } => {
  const file = join(dir, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return { file };
};

describe('a webhook', () => {
  it('gets a POST of JSON, with the token of a file', async () => {
    const server = await http(204);
    const token = secretFile('token', 's3cret-token\n');
    expect(await send({ kind: 'webhook', url: server.url, token }, LETTER)).toBeUndefined();
    expect(server.taken).toMatchObject([
      {
        path: '/hook',
        headers: { authorization: 'Bearer s3cret-token', 'content-type': 'application/json' },
        body: { v: 1, title: 'web1: enable-nginx taken back', body: 'nginx.service failed', run: NOTICE.run },
      },
    ]);
  });

  it.each([
    ['again while the server cannot', [503, 429, 200], 3, undefined],
    ['no more than three times', [500], 3, 'the server answered 500'],
    ['once where the server does not want it', [404], 1, 'the server answered 404'],
    ['nowhere else, wherever the server points', [302], 1, 'the server answered 302'],
  ])('is sent %s', async (_what, codes, times, problem) => {
    const server = await http(...codes);
    expect(await send({ kind: 'webhook', url: server.url }, LETTER, SOON)).toBe(problem);
    expect(server.taken).toHaveLength(times);
  });

  it('is no reason to throw where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const { port } = server.address() as AddressInfo;
    await new Promise((settle) => server.close(settle));
    const problem = await send({ kind: 'webhook', url: `http://127.0.0.1:${port}/` }, LETTER, []);
    expect(problem).toContain('ECONNREFUSED');
  });

  it.each([
    ['everybody may read', 'https://example.org/x', 0o644, 'is readable by everybody'],
    ['is empty', '\n', 0o600, 'is empty'],
    ['holds no URL', 'file:///etc/shadow', 0o600, 'does not contain one'],
  ])('is not sent where the file of its URL %s', async (name, text, mode, problem) => {
    const url = secretFile(name.replaceAll(' ', '-'), text, mode);
    expect(await send({ kind: 'webhook', url }, LETTER, SOON)).toContain(problem);
  });
});

test('ntfy gets topic, title, message and priority', async () => {
  const server = await http(200);
  const channel: Channel = {
    kind: 'ntfy',
    server: `http://127.0.0.1:${server.port}`,
    topic: 'ops',
    priority: 4,
  };
  expect(await send(channel, LETTER)).toBeUndefined();
  expect(server.taken.map(({ body }) => body)).toEqual([
    { topic: 'ops', title: 'web1: enable-nginx taken back', message: 'nginx.service failed', priority: 4 },
  ]);
});

describe('an e-mail', () => {
  const mail = async (tls: 'none' | 'starttls', letter = LETTER) => {
    const server = await smtpServer();
    closing.push(server.close);
    const to = ['ops@example.org', 'night@example.org'];
    const channel: Channel = {
      kind: 'smtp',
      host: '127.0.0.1',
      port: server.port,
      tls,
      from: 'web1@example.org',
      to,
    };
    return { server, problem: await send(channel, letter, []) };
  };

  it('goes to everybody who is named', async () => {
    const { server, problem } = await mail('none');
    expect(problem).toBeUndefined();
    expect(server.letters).toMatchObject([
      { from: 'web1@example.org', to: ['ops@example.org', 'night@example.org'] },
    ]);
    expect(server.letters[0]?.text).toContain('Subject: web1: enable-nginx taken back');
    expect(server.letters[0]?.text).toContain('nginx.service failed');
  });

  it('is not sent in the clear where it has to be encrypted', async () => {
    const { server, problem } = await mail('starttls');
    expect(problem).toContain('STARTTLS');
    expect(server.letters).toEqual([]);
    expect(server.said.filter((line) => line.startsWith('MAIL'))).toEqual([]);
  });

  it('has no further header or recipient, whatever its title says', async () => {
    const bad = writeLetter(
      { title: '{message}', body: 'x' },
      { ...NOTICE, message: 'a\r\nBcc: eve@example.org\r\n\r\nhi' },
    );
    const { server } = await mail('none', bad);
    expect(server.letters[0]?.to).toEqual(['ops@example.org', 'night@example.org']);
    expect(server.letters[0]?.text).not.toMatch(/^Bcc:/imu);
  });
});

test.each([
  ['{host} {outcome}', 'web1 taken back'],
  ['{nothing} {host}', '{nothing} web1'],
  ['a\n  b {by}', 'a b alice'],
  ['{message}', '{run} stays'],
])('the title %j says %j', (title, said) => {
  const notice = title === '{message}' ? { ...NOTICE, message: '{run} stays' } : NOTICE;
  expect(writeLetter({ title, body: '' }, notice).title).toBe(said);
});

describe('who is told', () => {
  const end = { run: 'r', runbook: 'x', message: '', by: person('alice'), at: NOTICE.at };
  const all = (['rejected', 'waits', 'refused', 'verified'] as const).map((occasion) => ({
    name: occasion,
    on: [occasion],
    template: { title: '', body: '' },
    channel: { kind: 'desktop' } as const,
  }));
  const names = (notice: Notice | undefined) =>
    notice === undefined ? [] : recipients(all, notice).map(({ name }) => name);
  const cause = { kind: 'trigger', name: 't' } as const;
  const job = cause;

  it.each([
    ['a change that holds', noticeOfRun({ ...end, outcome: 'verified' }, 'h'), ['verified']],
    ['a person said no', noticeOfRun({ ...end, outcome: 'rejected' }, 'h'), ['rejected']],
    ['nobody was there', noticeOfRun({ ...end, outcome: 'rejected', cause }, 'h'), ['rejected', 'waits']],
    [
      'somebody else has to approve it',
      noticeOfRun({ ...end, outcome: 'pending-approval' }, 'h'),
      ['rejected', 'waits'],
    ],
    [
      'the budget is used up',
      noticeOfEvent(
        { v: 1, id: 1, at: NOTICE.at, type: 'job-skipped', job, why: 'exhausted', message: '' },
        'h',
      ),
      ['refused'],
    ],
    [
      'it rests',
      noticeOfEvent(
        { v: 1, id: 1, at: NOTICE.at, type: 'job-skipped', job, why: 'resting', message: '' },
        'h',
      ),
      [],
    ],
    [
      'no run could be begun',
      noticeOfEvent(
        { v: 1, id: 1, at: NOTICE.at, type: 'job-ended', job, exitCode: 2, message: 'LIB002' },
        'h',
      ),
      ['refused'],
    ],
  ])('when %s', (_what, notice, wanted) => {
    expect(names(notice)).toEqual(wanted);
  });
});
