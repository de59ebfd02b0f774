import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Host } from './host.ts';

export type State = ReturnType<Host['state']>;

/** A change of what the service `web` says, and a look at it. */
export function greet(greeting: string): string {
  return `  - id: greet
    edit: [{ set: lab.web.greeting, to: ${greeting} }]
  - id: look
    verify: [{ unit: web.service, is: active, within: 5s }]
`;
}

/** What the process of the service was started with. */
export function greetingOf(machine: Host): string {
  const pid = machine.property('web.service', 'InvocationID');
  const said = machine.run(['journalctl', '--no-pager', '--output=cat', `_SYSTEMD_INVOCATION_ID=${pid}`]);
  return said.stdout.trim();
}

/** The host is what its run ended as, in every part; and nothing of the run is left. */
export async function expectAgrees(
  machine: Host,
  outcome: string,
  before: State,
  greeting: string,
): Promise<void> {
  const now = machine.state();
  if (outcome === 'verified') {
    const text = readFileSync(join(machine.root, 'etc/nixos/configuration.nix'), 'utf8');
    expect(text).toContain(`lab.web.greeting = "${greeting}";`);
    expect(now.running).not.toBe(before.running);
    expect([now.profile, now.boots]).toEqual([now.running, now.running]);
    expect(now.units).toBe(machine.resolve(`${now.running}/etc`));
    expect(greetingOf(machine)).toBe(greeting);
  } else {
    expect(now).toEqual(before);
    expect(greetingOf(machine)).not.toBe(greeting);
  }
  expect(machine.property('web.service', 'ActiveState')).toBe('active');
  expect(now.failed).toEqual(before.failed);
  expect(leftovers(machine)).toEqual([]);
  expect((await machine.nixosAi(['audit', 'verify'])).exitCode).toBe(0);
}

/** What an ended run may not leave: a timer, a unit, a candidate, the lists of a half-done switch. */
export function leftovers(machine: Host): readonly string[] {
  const { stdout } = machine.systemctl('list-units', '--all', '--plain', '--no-legend', 'nixos-ai-*');
  const units = stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
  const files = (path: string): readonly string[] => {
    const directory = join(machine.tree, path);
    return existsSync(directory) ? readdirSync(directory) : [];
  };
  return [
    ...units.filter((unit) => unit !== 'nixos-ai-resume.service'),
    ...files('var/lib/nixos-ai/runs'),
    ...files('etc/nixos').filter((name) => name.includes('.nixos-ai-')),
    ...files('run/nixos').filter((name) => name.endsWith('-list')),
  ];
}
