import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host } from '../lib/cli.ts';

/** Says something, and changes nothing. */
const NOTE = `runbook: note
version: 1
description: Says what happened.
parameters:
  what: { type: string, description: What happened. }
steps:
  - id: say
    notify: { param: what }
`;

const SERVICE = `service: 1
triggers:
  - { name: disk, when: { disk-full: { path: /, above: 1 } }, run: note, with: { what: disk }, approved: true }
  - { name: memory, when: { memory-full: { above: 1 } }, run: note, with: { what: memory }, approved: true }
  - { name: roomy, when: { disk-full: { path: /, above: 99 } }, run: note, with: { what: roomy }, approved: true }
  - name: health
    when:
      health:
        checks: [{ tcp: { port: 1 }, is: open }]
        every: 1s
        failures: 2
    run: note
    with: { what: health }
    approved: true
  - name: path
    when: { path-changed: /etc/watched }
    run: note
    with: { what: path }
    approved: true
  - name: unit
    when: { unit-failed: nginx.service }
    run: note
    with: { what: unit }
    approved: true
`;

let host: Host;
let daemon: ReturnType<typeof startNixosAi>;
beforeAll(async () => {
  host = await makeHost();
  const place = join(host.dir, 'etc/nixos-ai');
  mkdirSync(join(place, 'runbooks'), { recursive: true });
  writeFileSync(join(place, 'runbooks/note.yaml'), NOTE);
  writeFileSync(join(place, 'service.yaml'), SERVICE);
  const checked = await nixosAi(['service', 'check'], { host: host.dir });
  if (checked.exitCode !== 0) throw new Error(checked.stderr);
  daemon = startNixosAi(['daemon'], { host: host.dir });
});
afterAll(async () => {
  daemon.child.kill('SIGTERM');
  await daemon.ended;
  await host.end();
});

/** What the service said when it ended though nobody ended it. */
const fallen = async (): Promise<string | undefined> =>
  daemon.child.exitCode === null && daemon.child.signalCode === null
    ? undefined
    : (await daemon.ended).stderr;

const events = async (): Promise<readonly Record<string, unknown>[]> =>
  (await nixosAi(['events', '--json', '-n', '1000'], { host: host.dir })).lines();

/** How the jobs of a trigger ended. */
const endsOf = async (name: string): Promise<readonly unknown[]> => {
  const said = await fallen();
  if (said !== undefined) throw new Error(`the service fell: ${said}`);
  return (await events())
    .filter(({ type, job }) => type === 'job-ended' && (job as { name: string }).name === name)
    .map(({ outcome }) => outcome);
};

const WITHIN = { timeout: 60_000, interval: 500 };

test.each(['disk', 'memory', 'health'])(
  'what is so already when the service begins runs its runbook: %s',
  async (name) => {
    await expect.poll(async () => endsOf(name), WITHIN).toEqual(['verified']);
  },
);

test('a path that is written runs its runbook', async () => {
  writeFileSync(join(host.dir, 'etc/watched'), 'now');
  await expect.poll(async () => endsOf('path'), WITHIN).toEqual(['verified']);
});

test('each ran once, and what is not so ran nothing', async () => {
  const started = (await events()).filter(({ type }) => type === 'job-started');
  const names = started.map(({ job }) => (job as { name: string }).name);
  expect([...names].sort()).toEqual(['disk', 'health', 'memory', 'path']);
});

test('the run says what began it', async () => {
  const runs = (await nixosAi(['history', '--json'], { host: host.dir })).lines();
  const causes = runs.map(({ started }) => (started as { cause?: { name: string } }).cause?.name);
  expect(causes).toHaveLength(4);
  expect(new Set(causes)).toEqual(new Set(['disk', 'health', 'memory', 'path']));
});
