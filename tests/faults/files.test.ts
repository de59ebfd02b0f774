import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';

/** Replaces a secret, and one check that holds. */
const ROTATE = `runbook: rotate
version: 1
description: Replaces a secret.
steps:
  - id: replace
    files: { put: [{ file: /var/lib/secret, from: /srv/new }] }
  - id: look
    verify: [{ unit: nginx.service, is: active }]
`;

let host: Host;
beforeAll(async () => {
  host = await makeHost();
  writeFileSync(join(host.base, 'rotate.yaml'), ROTATE);
  mkdirSync(join(host.dir, 'srv'), { recursive: true });
  writeFileSync(join(host.dir, 'srv/new'), 'new\n');
});
afterAll(async () => host.end());

const secret = (): string => join(host.dir, 'var/lib/secret');
const rotate = async (env: Readonly<Record<string, string>>) => {
  writeFileSync(secret(), 'old\n');
  chmodSync(secret(), 0o600);
  return nixosAi(['run', join(host.base, 'rotate.yaml'), '--yes', '--json'], { host: host.dir, env });
};

/** The points of the state, and of the writing of its file, each one once. */
async function pointsOfFiles(): Promise<readonly string[]> {
  const log = join(host.base, 'points');
  const whole = await rotate({ NIXOS_AI_FAULT_LOG: log });
  expect(whole.exitCode).toBe(0);
  const points = readFileSync(log, 'utf8').trim().split('\n');
  rmSync(log);
  const first = points.findIndex((point) => point.startsWith('journal:step-started step:replace'));
  const last = points.findIndex((point) => point.startsWith('journal:step-ended step:look'));
  return points.slice(first, last + 1);
}

test('a change of files that is killed at any point is put back whole, or stays whole', async () => {
  const points = await pointsOfFiles();
  expect(points.filter((point) => point.startsWith('file:secret')).length).toBeGreaterThan(1);
  const rows = [];
  for (const point of points) {
    const killed = await rotate({ NIXOS_AI_FAULT: point });
    const resumed = await nixosAi(['resume', '--yes', '--json'], { host: host.dir });
    const outcome = resumed.lines().find(({ type }) => type === 'run-ended')?.['outcome'];
    rows.push({
      point,
      killed: killed.exitCode === null,
      whole: readFileSync(secret(), 'utf8') === (outcome === 'verified' ? 'new\n' : 'old\n'),
      mode: statSync(secret()).mode & 0o777,
      left: readdirSync(join(host.dir, 'var/lib')).filter((name) => name.includes('.nixos-ai-')),
      ended: ['verified', 'rolled-back', 'failed', 'rejected'].includes(String(outcome)),
    });
  }
  expect(rows).toEqual(
    points.map((point) => ({ point, killed: true, whole: true, mode: 0o600, left: [], ended: true })),
  );
});
