import { readFileSync, writeFileSync } from 'node:fs';
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

it('loads no library for patterns and expressions where a sentence has none', async () => {
  const loaded = join(host.base, 'loaded');
  const hook = join(host.base, 'hook.cjs');
  writeFileSync(
    hook,
    `const { Module } = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) => {
  if (name.startsWith('#late/')) require('node:fs').appendFileSync(${JSON.stringify(loaded)}, name + '\\n');
  return load(name, ...rest);
};
`,
  );
  const planned = await nixosAi(['plan', 'install docker and enable it'], {
    host: host.dir,
    env: { NODE_OPTIONS: `--require ${hook}` },
  });
  expect(planned.exitCode).toBe(0);
  const late = readFileSync(loaded, 'utf8').trim().split('\n');
  expect(late.filter((name) => ['#late/re2.cjs', '#late/ajv.cjs'].includes(name))).toEqual([]);
});
