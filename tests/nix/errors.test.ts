import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluationFinding, nixMessage } from '../../engine/nix/errors.ts';

const ENGINE = new URL('../../nix/engine/host.nix', import.meta.url).pathname;
const site = { place: { configuration: '/etc/nixos' }, limits: { evaluate: 60_000 } };

function refused(stderr: string) {
  return evaluationFinding(
    {
      exitCode: 1,
      stdout: '',
      stderr,
      timedOut: false,
      aborted: false,
    },
    site,
  );
}

describe('what Nix says', () => {
  it('is told without the lines of the expression that asked', () => {
    const flake = mkdtempSync('/tmp/nixos-ai-errors-');
    writeFileSync(join(flake, 'flake.nix'), '{ outputs = _: { }; }');
    const features = ['--option', 'experimental-features', 'nix-command flakes'];
    const named = { style: 'flake', flake: `path:${flake}`, attribute: 'h' };
    const words = Object.entries(named).flatMap(([name, value]) => ['--argstr', name, value]);
    const argv = [...features, '--eval', '--strict', ENGINE, '--attr', 'facts', ...words];
    const asked = spawnSync('nix-instantiate', argv, { encoding: 'utf8' });
    rmSync(flake, { recursive: true });
    expect(asked.stderr).toContain('nix/engine/host.nix');
    const message = nixMessage(asked.stderr);
    expect(message).toContain("attribute 'nixosConfigurations' missing");
    expect(message).not.toMatch(/host\.nix|\|/u);
  });

  it.each([
    [
      'the lines of the user',
      "error: attribute 'x' missing\n\n       at /etc/nixos/a.nix:2:1:\n\n            1| {\n            2| x\n             | ^\n",
      "attribute 'x' missing\nat /etc/nixos/a.nix:2:1:\n1| {\n2| x\n| ^",
    ],
    [
      'the lines of the user below ours',
      "error: attribute 'x' missing\n       at /p/nix/engine/host.nix:2:1:\n            2| ours\n             | ^\n       at /etc/nixos/a.nix:2:1:\n            2| x\n",
      "attribute 'x' missing\nat /etc/nixos/a.nix:2:1:\n2| x",
    ],
    [
      'a directory of theirs with that name',
      'error: no\n       at /etc/nixos/nix/engine/a b.nix:2:1:\n            2| x\n',
      'no\nat /etc/nixos/nix/engine/a b.nix:2:1:\n2| x',
    ],
  ])('keeps %s', (_title, stderr, said) => {
    expect(nixMessage(stderr)).toBe(said);
  });
});

it.each([
  [
    'an input that is not locked',
    "error: cannot update lock file of flake 'path:/x'",
    'nix flake lock /etc/nixos',
  ],
  [
    'a name that leads to the registry, where flakes are off',
    "error: experimental Nix feature 'flakes' is disabled; add '--extra-experimental-features flakes' to enable it",
    'nix.path',
  ],
  ['anything else', 'error: no', 'correct what Nix reports'],
])('%s is refused with what to do', (_title, stderr, fix) => {
  expect(refused(stderr).fix).toContain(fix);
});
