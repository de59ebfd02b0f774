import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftovers } from '../systemd/support/agrees.ts';
import { NixosMachine } from './support/machine.ts';
import { ON_NIXOS } from './support/needed.ts';

const MADE_MS = 900_000;
const CASE_MS = 240_000;
const FAILING = `  - id: on
    edit:
      - { set: systemd.services.bad.wantedBy, to: [multi-user.target] }
      - { set: systemd.services.bad.serviceConfig.ExecStart, to: /run/current-system/sw/bin/false }
`;

describe('a host that is NixOS', ON_NIXOS, () => {
  let machine: NixosMachine;
  beforeAll(async () => (machine = await NixosMachine.make()), MADE_MS);
  afterAll(async () => machine.end());

  it('is up without a failed unit, as its own modules made it', () => {
    expect(machine.systemctl('is-system-running').stdout.trim()).toBe('running');
    expect(machine.booted()).toBe(machine.findBoot());
    expect(machine.run(['nixos-version']).stdout).toMatch(/^2\d\.\d\d/u);
    expect(machine.run(['readlink', '/bin/sh']).stdout).toMatch(/^\/nix\/store\//u);
  });

  it('shows what a sentence would change, and changes nothing', { timeout: CASE_MS }, async () => {
    const before = machine.state();
    const planned = await machine.nixosAi(['plan', 'enable nginx', '--json']);
    expect([planned.exitCode, planned.stderr]).toEqual([0, '']);
    expect(planned.stdout).toContain('services.nginx.enable');
    expect(machine.state()).toEqual(before);
  });

  it('makes the change of a sentence, which holds, and takes it back', { timeout: CASE_MS }, async () => {
    const before = machine.state();
    const changed = await machine.nixosAi(['enable nginx', '--yes', '--json']);
    expect([changed.exitCode, changed.stderr]).toEqual([0, '']);
    expect((await machine.lastRun()).outcome).toBe('verified');
    expect(machine.property('nginx.service', 'ActiveState')).toBe('active');
    const { running, boots, profile } = machine.state();
    expect([boots, profile]).toEqual([running, running]);

    expect((await machine.nixosAi(['rollback', '--yes'])).exitCode).toBe(0);
    expect(machine.property('nginx.service', 'ActiveState')).toBe('inactive');
    const { configuration, failed, ...system } = machine.state();
    expect([configuration, failed, system.running]).toEqual([before.configuration, [], before.running]);
  });

  it('puts all back where a unit of the change fails', { timeout: CASE_MS }, async () => {
    const before = machine.state();
    const changed = await machine.runSteps(FAILING);
    expect([changed.exitCode, (await machine.lastRun()).outcome]).toEqual([3, 'rolled-back']);
    expect(machine.state()).toEqual(before);
    expect(leftovers(machine)).toEqual([]);
  });

  it('ends a change whose engine was killed in the middle of the switch', { timeout: CASE_MS }, async () => {
    const steps = '  - id: on\n    edit: [{ set: services.memcached.enable, to: true }]\n';
    const killed = await machine.runSteps(steps, { NIXOS_AI_FAULT: 'exec:systemd-run after#2' });
    expect(killed.exitCode).toBeNull();
    await machine.nixosAi(['resume', '--yes', '--if-any']);
    expect((await machine.lastRun()).outcome).toBe('verified');
    expect(machine.property('memcached.service', 'ActiveState')).toBe('active');
    expect(machine.failedUnits()).toEqual([]);
    expect(leftovers(machine)).toEqual([]);
  });
});
