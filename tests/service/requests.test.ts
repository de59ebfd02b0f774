import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { defaultHostSettings } from '../../engine/config/host-settings.ts';
import { openServiceLog } from '../../engine/journal/service-log.ts';
import { readRequester } from '../../engine/run/requester.ts';
import { systemClock } from '../../engine/host/clock.ts';
import { Followers } from '../../engine/service/followers.ts';
import { answerRequest } from '../../engine/service/requests.ts';
import { Turns } from '../../engine/service/turns.ts';

/** Stands in for the program: says with which arguments it was started, and for whom the environment takes it. */
const SAYS = 'console.log(JSON.stringify([process.argv.slice(1), process.env.SUDO_USER ?? null]))';
const AT = new Date('2026-01-02T03:04:05Z');

let root: string;
beforeEach(() => {
  root = mkdtempSync('/tmp/nixos-ai-requests-');
  mkdirSync(join(root, 'etc'));
  writeFileSync(join(root, 'etc/passwd'), 'olga:x:1007:100::/home/olga:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'ops:x:900:olga\n');
});
afterEach(() => rmSync(root, { recursive: true }));

/** What the service answers to a line on the socket of operators or viewers, and what it then has on record. */
async function ask(line: unknown, role: 'operate' | 'view', uid: number | undefined) {
  const place = { ...defaultHostSettings('channel').place, root, state: root };
  using log = openServiceLog(root, () => AT);
  const said: unknown[] = [];
  const reply = (text: string): boolean => said.push(JSON.parse(text)) > 0;
  const caller = { role, group: 'ops', user: () => uid, process: () => undefined };
  const gone = new AbortController().signal;
  const followers = new Followers(log, systemClock);
  const self = [process.execPath, '-e', SAYS, '--'] as const;
  const options = { place, log, self, host: ['--host=/h'], followers, turns: new Turns(1) };
  const waiting = (): number => 0;
  await answerRequest(options, { caller, line: JSON.stringify(line), reply, waiting, gone });
  return { said, log: log.newest(10), requester: requester(place) };
}

/** Who asked, as a command finds it that is started for request 1. */
function requester(place: { readonly state: string }) {
  return (what: string, seconds = 1) => {
    const result = readRequester(place, 1, what, new Date(AT.getTime() + seconds * 1000));
    return result.ok ? result.value.name : result.findings.map(({ code }) => code).join();
  };
}

const OLGA = {
  kind: 'person',
  name: 'olga',
  uid: 1007,
  door: 'socket',
  known: 'socket',
  groups: ['ops'],
};

it.each([
  [
    { v: 1, op: 'approve', run: '20260102-030405-abcd' },
    'approve 20260102-030405-abcd',
    ['approve', '--host=/h', '--json', '--request=1', '--yes', '--', '20260102-030405-abcd'],
  ],
  [
    { v: 1, op: 'run', runbook: 'look', with: { a: 'b' }, approve: 'nothing' },
    'run look (a preview)',
    ['run', '--host=/h', '--json', '--request=1', '--dry-run', '-p', 'a=b', '--', 'look'],
  ],
])('%j is on record with who asked, and its command gets the number', async (request, what, argv) => {
  const { said, log, requester } = await ask(request, 'operate', 1007);
  expect(log).toMatchObject([{ type: 'request', by: OLGA, what }]);
  expect(said).toEqual([[argv, null], { v: 1, type: 'end', exitCode: 0, message: '' }]);
  expect(requester(what)).toBe('olga');
  expect(requester(what, 119)).toBe('olga');
  expect(requester(what, 121)).toBe('SRV023');
  expect(requester('approve another')).toBe('SRV023');
});

it.each([
  [
    'who has shown nothing',
    { v: 1, op: 'approve', run: '20260102-030405-abcd' },
    'operate',
    'unidentified',
    'the caller could not be identified',
  ],
  [
    'who may look only',
    { v: 1, op: 'approve', run: '20260102-030405-abcd' },
    'view',
    'operators-only',
    'ops has only read access',
  ],
  ['who asks for nothing', { v: 1 }, 'operate', 'malformed', 'request'],
] as const)('%s is refused, as a member of the group', async (_title, request, role, why, words) => {
  const { said, log, requester } = await ask(request, role, undefined);
  const by = { kind: 'person', name: 'a member of ops', known: 'group', groups: ['ops'] };
  expect(log).toMatchObject([
    { type: 'request-refused', by, why, message: expect.stringContaining(words) as unknown },
  ]);
  expect(said).toMatchObject([{ type: 'end', exitCode: 2 }]);
  expect(requester('approve 20260102-030405-abcd')).toBe('SRV023');
});

test('a request that was never made is nobody of whom a command could be', () => {
  expect(requester({ state: root })('approve 20260102-030405-abcd')).toBe('SRV023');
});
