import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHost, nixosAi, startNixosAi, type Host } from '../lib/cli.ts';
import { AT_A_TERMINAL, Terminal } from '../lib/terminal.ts';

const SERVICE = `service: 1
triggers:
  - name: web
    when: { unit-failed: nginx.service }
    run: restart-and-escalate
    with: { unit: nginx.service }
schedules:
  - name: cleanup
    runbook: disk-cleanup
    calendar: "*-*-* 04:00:00"
`;

let host: Host;
beforeAll(async () => {
  host = await makeHost();
});
afterAll(async () => host.end());

const status = async (): Promise<unknown> => {
  const [line] = (await nixosAi(['status', '--json'], { host: host.dir })).lines();
  return line?.['service'];
};

test('a host without a service file says nothing of a service', async () => {
  expect(await status()).toBeUndefined();
  expect((await nixosAi(['watch', '--once'], { host: host.dir })).stdout).not.toContain('service');
});

test('what the service is for is told, and whether it runs', async () => {
  mkdirSync(join(host.dir, 'etc/nixos-ai'), { recursive: true });
  writeFileSync(join(host.dir, 'etc/nixos-ai/service.yaml'), SERVICE);
  expect(await status()).toEqual({
    triggers: [{ name: 'web', when: 'nginx.service failed', runbook: 'restart-and-escalate' }],
    schedules: [{ name: 'cleanup', when: '*-*-* 04:00:00', runbook: 'disk-cleanup' }],
    notifications: 0,
    counts: {},
  });
  const daemon = startNixosAi(['daemon'], { host: host.dir });
  const { pid } = daemon.child;
  await expect.poll(status, { timeout: 60_000 }).toMatchObject({ pid });
  const { stdout } = await nixosAi(['watch', '--once'], { host: host.dir });
  expect(stdout).toContain(`watches (process ${pid}): 1 trigger, 1 schedule; 0 runs so far`);
  expect(stdout).toMatch(/^trigger +web +nginx\.service failed +restart-and-escalate +never$/mu);
  expect(stdout).toMatch(/the service started/u);
  // As a power cut would leave it: nothing says that it ended.
  daemon.child.kill('SIGKILL');
  await daemon.ended;
  expect((await nixosAi(['watch', '--once'], { host: host.dir })).stdout).toContain(
    'not running: 1 trigger, 1 schedule',
  );
});

test('at a terminal it is drawn over, and gone after Ctrl-C', AT_A_TERMINAL, async () => {
  const terminal = new Terminal(['watch'], { env: { NIXOS_AI_HOST: host.dir } });
  try {
    await terminal.until((text) => text.includes('boots next'), 'status');
    terminal.key('C-c');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.text()).not.toContain('boots next');
  } finally {
    terminal.close();
  }
});
