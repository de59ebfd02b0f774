import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';

let host: Host;
beforeAll(async () => {
  host = await makeHost();
});
afterAll(async () => host.end());

interface Traced {
  readonly argv: readonly string[];
}

it('runs Nix to evaluate, and no program of a system that nobody has approved', async () => {
  const trace = join(host.base, 'trace');
  const planned = await nixosAi(['plan', 'install docker and enable it'], {
    host: host.dir,
    env: { NIXOS_AI_TRACE: trace },
  });
  expect(planned.exitCode).toBe(0);
  const commands = readFileSync(trace, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Traced).argv);
  expect(commands.length).toBeGreaterThan(1);
  // What binds the candidate to its place is named by what it runs there.
  const programs = commands.map((argv) => {
    const [first = ''] = argv;
    return basename(first === 'unshare' ? (argv.find((word) => word.startsWith('nix-')) ?? first) : first);
  });
  expect([...new Set(programs)].sort()).toEqual(['nix-instantiate', 'nix-store']);
  expect(commands.filter((argv) => argv[0] === 'nix-store').every((argv) => argv.includes('--dry-run'))).toBe(
    true,
  );
});
