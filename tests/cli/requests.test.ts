import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { OptionIndex } from '../../engine/model/options/option-index.ts';
import { openHost } from '../../engine/host/open-host.ts';
import { exec } from '../../engine/host/process/exec.ts';
import { openSession } from '../../engine/run/session.ts';
import { makeHost, nixosAi, type Host } from '../lib/cli.ts';
import { editsOf, normalise, type Request, type WrittenEdit } from '../lib/requests.ts';

const file = new URL('../data/requests/requests.yaml', import.meta.url);
// The list is ours; its shape is in the README beside it.
const requests = (parse(readFileSync(file, 'utf8')) as Request[]).filter(
  (request) => request.on === 'minimal',
);

/** Options that this host calls by a newer name. */
const RENAMED: Readonly<Record<string, string>> = {
  'services.openssh.passwordAuthentication': 'services.openssh.settings.PasswordAuthentication',
  'services.openssh.permitRootLogin': 'services.openssh.settings.PermitRootLogin',
};

/** What the configuration says before, where a request asks for something: every change must be a change. */
const START = `{ pkgs, ... }:
{
  imports = [ ./hardware-configuration.nix ];
  boot.loader.systemd-boot.enable = true;
  networking.hostName = "nixos"; # Define your hostname.
  time.timeZone = "Europe/Amsterdam";
  environment.systemPackages = with pkgs; [
    vim # the editor
    wget
  ];
  services.openssh.enable = true;
  services.openssh.ports = [ @ssh@ ];
  networking.firewall.allowedTCPPorts = [ 22 ];
  boot.kernelPackages = pkgs.linuxPackages;
  users.users.alice = {
    isNormalUser = true;
    extraGroups = [ "wheel" ]; # Enable 'sudo' for the user.
  };
  system.stateVersion = "20.09";
}
`;

describe('every request that the sandbox host has the options for, on real Nix', () => {
  let host: Host;
  let index: OptionIndex;
  beforeAll(async () => {
    host = await makeHost();
    const text = START.replace('@ssh@', String(host.sshPort));
    writeFileSync(join(host.dir, 'etc/nixos/configuration.nix'), text);
    const settings = await openHost(host.dir, undefined);
    const started = await nixosAi(['enable openssh', '--yes'], { host: host.dir });
    if (started.exitCode !== 0) throw new Error(started.stdout);
    if (!settings.ok) throw new Error(JSON.stringify(settings.findings));
    const session = await openSession(exec, settings.value);
    if (!session.ok) throw new Error(JSON.stringify(session.findings));
    index = session.value.index;
  });
  afterAll(async () => host.end());

  const optionOf = (edit: WrittenEdit): string => {
    const name = edit.set ?? edit.add ?? edit.remove ?? edit.unset ?? '';
    return RENAMED[name] ?? name;
  };
  const covered = (request: Request): boolean =>
    (request.change ?? []).every((edit) => index.find(splitOptionPath(optionOf(edit))) !== undefined);

  it('covers nearly all of them', () => {
    const left = requests.filter((request) => !covered(request)).map((request) => request.request);
    expect(left).toEqual([]);
  });

  it.each(requests)('$request', async (request) => {
    const result = await nixosAi(['plan', request.request, '--json'], { host: host.dir });
    const lines = result.lines();
    const ended = lines.find((line) => line['type'] === 'run-ended');
    const types = lines.map((line) => String(line['type']));
    if (request.task !== undefined) {
      expect(lines).toEqual([{ v: 1, type: 'task', task: request.task }]);
    } else if (request.ask !== undefined) {
      expect(types).toEqual(['question']);
      expect(result.exitCode).toBe(2);
    } else if (request.refuse !== undefined) {
      expect(types).toEqual(['refusal']);
      expect(result.exitCode).toBe(5);
    } else if (request.noop === true) {
      expect(ended).toMatchObject({ outcome: 'no-change' });
    } else {
      expect(ended).toMatchObject({ outcome: 'planned', exitCode: 0 });
      const preview = lines.find((line) => line['node'] === 'dry-build' && line['type'] === 'step-ended');
      const edits = editsOf(preview);
      const wanted = (request.change ?? []).map((edit) => normalise({ ...edit }, optionOf(edit)));
      const allowed = (request.also ?? []).map((edit) => normalise({ ...edit }, optionOf(edit)));
      expect(edits.filter((edit) => !allowed.includes(edit)).sort()).toEqual(wanted.sort());
    }
  });
});
