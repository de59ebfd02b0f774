import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftovers, type State } from './support/agrees.ts';
import { machineOf } from './support/available.ts';
import { Machine } from './support/machine.ts';

const CASE_MS = 240_000;
const RESUME = 'nixos-ai-resume.service';
const LATEST =
  '  - id: kernel\n    edit: [{ set: boot.kernelPackages, to: { pkgs: linuxPackages_latest } }]\n';
const USUAL = '  - id: kernel\n    edit: [{ set: boot.kernelPackages, to: { pkgs: linuxPackages } }]\n';
const LOOK = '  - id: look\n    verify: [{ unit: web.service, is: active, within: 5s }]\n';
const NOW = '  - id: now\n    reboot: {}\n';
const ON_BOOKWORM = await machineOf('bookworm');

/** Where systemd reads more of a unit; the directory of the configuration's own units is a link. */
const DROP_IN = `etc/systemd/system.control/${RESUME}.d/fault.conf`;

describe('a change that needs a reboot, on a host that real systemd runs', ON_BOOKWORM, () => {
  let machine: Machine;
  beforeAll(async () => (machine = await Machine.make('bookworm')), CASE_MS);
  afterAll(async () => machine.end());

  const outcome = async (): Promise<string> => (await machine.lastRun()).outcome;

  it('waits for it, is looked at by the unit of the boot, and verified', { timeout: CASE_MS }, async () => {
    const result = await machine.runSteps(LATEST + LOOK);
    expect([result.exitCode, await outcome(), machine.kernel()]).toEqual([6, 'paused', '6.12.48']);
    await machine.reboot();
    expect([await outcome(), machine.kernel()]).toEqual(['verified', '6.16.8']);
    const { running, profile, boots } = machine.state();
    expect([running, profile, boots]).toEqual([machine.booted(), machine.booted(), machine.booted()]);
    expect(machine.property(RESUME, 'Result')).toBe('success');
    expect(leftovers(machine)).toEqual([]);
  });

  it(
    'reboots the host itself where the runbook says so, and needs nobody',
    { timeout: CASE_MS },
    async () => {
      const { boots } = machine;
      await machine.runSteps(USUAL + LOOK + NOW);
      await machine.untilUp(boots);
      expect([await outcome(), machine.kernel()]).toEqual(['verified', '6.12.48']);
      expect(leftovers(machine)).toEqual([]);
    },
  );

  it(
    'that is staged, since it may not be switched to, is verified after the boot',
    { timeout: CASE_MS },
    async () => {
      const before = machine.state().running;
      const inhibited = '  - id: x\n    edit: [{ set: system.switch.inhibitors.dbus, to: broker }]\n';
      expect((await machine.runSteps(inhibited + LOOK)).exitCode).toBe(6);
      expect(machine.state().running).toBe(before);
      await machine.reboot();
      expect(await outcome()).toBe('verified');
      expect(machine.state().running).not.toBe(before);
    },
  );
});

describe('a kernel on which a service does not start, on a host that real systemd runs', ON_BOOKWORM, () => {
  let machine: Machine;
  let before: State;
  beforeAll(async () => {
    machine = await Machine.make('bookworm', '  lab.needsKernel = "6.12";');
    before = machine.state();
  }, CASE_MS);
  afterAll(async () => machine.end());

  const outcome = async (): Promise<string> => (await machine.lastRun()).outcome;
  const expectBack = async (): Promise<void> => {
    expect([await outcome(), machine.kernel()]).toEqual(['rolled-back', '6.12.48']);
    expect(machine.state()).toEqual(before);
    expect([machine.booted(), machine.property('driver.service', 'ActiveState')]).toEqual([
      before.running,
      'active',
    ]);
    expect(leftovers(machine)).toEqual([]);
  };

  it('is taken back through the previous entry of the boot menu', { timeout: CASE_MS }, async () => {
    expect((await machine.runSteps(LATEST)).exitCode).toBe(6);
    await machine.reboot();
    expect([await outcome(), machine.kernel()]).toEqual(['paused', '6.16.8']);
    expect(machine.state().boots).toBe(before.running);
    await machine.reboot();
    await expectBack();
  });

  it('is taken back without anybody where the runbook may reboot', { timeout: CASE_MS }, async () => {
    const { boots } = machine;
    await machine.runSteps(LATEST + NOW);
    await machine.untilUp(boots + 1);
    await expectBack();
    expect(machine.boots).toBe(boots + 2);
  });

  it('is taken back at once when the old entry was chosen from the menu', { timeout: CASE_MS }, async () => {
    expect((await machine.runSteps(LATEST)).exitCode).toBe(6);
    const generation = /\d+/u.exec(before.generation)?.[0] ?? '';
    await machine.powerOff();
    const menu = `timeout 5\ndefault nixos-generation-${generation}.conf\n`;
    writeFileSync(join(machine.root, 'boot/loader/loader.conf'), menu);
    await machine.powerOn();
    await expectBack();
  });

  it.each([
    ['the new system was found wanting', 'journal:step-ended boot after#1'],
    ['its way back has begun', 'journal:step-started rollback after#1'],
    ['the files are put back', 'file:configuration.nix after#1'],
    ['the boot entry is put back', 'exec:switch-to-configuration boot after#1'],
    ['it is about to say that it waits', 'journal:run-paused before#1'],
  ])(
    'is taken back also when the power goes after the boot, when %s',
    { timeout: CASE_MS },
    async (_when, point) => {
      const { exitCode, stdout } = await machine.runSteps(LATEST);
      expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: expect.any(String) });
      machine.write(DROP_IN, `[Service]\nEnvironment="NIXOS_AI_FAULT=${point}"\n`);
      await machine.reboot();
      expect(machine.property(RESUME, 'Result')).toBe('signal');
      await machine.cutPower();
      rmSync(join(machine.root, DROP_IN));
      await machine.powerOn();
      if ((await outcome()) === 'paused') await machine.reboot();
      await expectBack();
    },
  );
});
