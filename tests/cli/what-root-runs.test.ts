import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';

// A run is a real evaluation, build and switch.
const SLOW = 240_000;

/** A policy that calls every option harmless: what root runs is then the only thing that says otherwise. */
const CARELESS = `policy: 1
extends: default
risk: [{ options: ['**'], class: package, because: we trust everybody }]
autonomy: { package: automatic, service: automatic, network: automatic, access: confirm, boot: forbidden }
`;

describe('a change whose options policy calls harmless', { timeout: SLOW }, () => {
  let host: Host;
  let clean: string;
  const configuration = () => join(host.dir, 'etc/nixos/configuration.nix');
  const run = async (edit: string, ...flags: readonly string[]) => {
    const file = join(host.base, 'r.yaml');
    writeFileSync(file, `runbook: r\nversion: 1\ndescription: A.\nsteps: [{ id: a, edit: [${edit}] }]\n`);
    return nixosAi(['run', file, '--json', ...flags], { host: host.dir });
  };

  beforeAll(async () => {
    host = await makeHost();
    clean = readFileSync(configuration(), 'utf8');
    mkdirSync(join(host.dir, 'etc/nixos-ai'), { recursive: true });
    writeFileSync(join(host.dir, 'etc/nixos-ai/policy.yaml'), CARELESS);
  }, SLOW);
  afterEach(() => writeFileSync(configuration(), clean));
  afterAll(async () => host.end());

  it.each<[string, string, readonly string[]]>([
    [
      'a service of root',
      '{ set: systemd.services.a, to: { script: id, wantedBy: [multi-user.target] } }',
      ['command a.service', 'access'],
    ],
    [
      'another environment of a service of root',
      '{ set: systemd.services.sshd.environment.LD_PRELOAD, to: /home/eve/x.so }',
      ['command sshd.service', 'access'],
    ],
    [
      'a file that root takes as commands',
      "{ set: environment.etc.crontab.text, to: '* * * * * root id' }",
      ['file crontab'],
    ],
    [
      'a variable of every session',
      '{ set: environment.variables.PROMPT_COMMAND, to: id }',
      ['file set-environment'],
    ],
  ])('is asked for where it makes %s', async (_, edit, told) => {
    const result = await run(edit);
    expect([result.exitCode, result.stdout]).toEqual([5, expect.stringContaining('"class":"access"')]);
    for (const text of told) expect(result.stdout).toContain(text);
  });

  it.each<[string, string, readonly string[]]>([
    ['runs a text at every switch', '{ set: system.activationScripts.a.text, to: id }', ['activation a']],
    [
      'starts the kernel with something',
      '{ set: boot.kernelParams, to: [init=/bin/sh] }',
      ['kernel parameters'],
    ],
    [
      'gives an account to the administrators',
      '{ set: users.groups.wheel.members, to: [eve] }',
      ['account group wheel'],
    ],
    [
      'lets the administrators do without a password',
      '{ set: security.sudo.wheelNeedsPassword, to: false }',
      ['file sudoers'],
    ],
  ])('is refused where it %s', async (_, edit, told) => {
    const result = await run(edit, '--yes');
    expect([result.exitCode, result.stdout]).toEqual([1, expect.stringContaining('POL001')]);
    for (const text of told) expect(result.stdout).toContain(text);
  });

  it.each([
    ['a package', '{ add: environment.systemPackages, items: [{ pkgs: htop }] }'],
    ['a switch of a service', '{ set: virtualisation.docker.enable, to: true }'],
    ['a time zone', '{ set: time.timeZone, to: Europe/Paris }'],
  ])('is as low as it was where it is %s', async (_, edit) => {
    const result = await run(edit, '--dry-run');
    expect([result.exitCode, result.stdout]).toEqual([0, expect.stringMatching(/"need":"automatic"/u)]);
  });
});
