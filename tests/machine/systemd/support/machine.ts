import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mountDisk, type Disk } from './disk.ts';
import { Host, NIX_PATH } from './host.ts';
import { ensureImage, PROJECT, type Release } from './image.ts';

const HERE = join(PROJECT, 'tests/machine/systemd');
const CHANNEL = 'nix/var/nix/profiles/per-user/root/channels/nixos';

/**
 * A NixOS-like host that real systemd runs: Debian with Nix below, the toplevel's units, /etc and boot menu above, without a
 * settings file but for short limits.
 */
export class Machine extends Host {
  private constructor(disk: Disk) {
    super(disk, {});
  }

  /** A host of its own, up. `configuration` is more of its `configuration.nix`. */
  static async make(release: Release, configuration = ''): Promise<Machine> {
    const disk = mountDisk(await ensureImage(release));
    const machine = new Machine(disk);
    try {
      machine.#lay(configuration);
      machine.#install();
      await machine.powerOn();
      // As on a host that was changed before: the unit that looks after a boot has looked.
      machine.run(['mkdir', '-m', '700', '/var/lib/nixos-ai']);
      machine.systemctl('start', 'nixos-ai-resume.service');
    } catch (error) {
      await machine.end();
      throw error;
    }
    return machine;
  }

  #lay(configuration: string): void {
    this.layProgram();
    rmSync(join(this.root, 'etc/systemd/system'), { recursive: true });
    this.#layChannel();
    cpSync(join(HERE, 'host'), join(this.root, 'etc/nixos'), { recursive: true });
    this.write('etc/nixos/more.nix', `{ pkgs, lib, ... }: {\n${configuration}\n}\n`);
    this.write('etc/NIXOS', '');
    this.write('etc/nixos-ai/config.yaml', 'limits: { settle: 0.8 }\n');
  }

  #layChannel(): void {
    const channel = join(this.root, CHANNEL);
    cpSync(join(PROJECT, 'nix/sandbox/channel'), channel, { recursive: true });
    const modules = join(channel, 'nixos/modules');
    cpSync(join(modules, 'module-list.nix'), join(modules, 'sandbox-modules.nix'));
    cpSync(join(HERE, 'channel'), channel, { recursive: true });
    mkdirSync(join(channel, 'host/bin'), { recursive: true });
    cpSync(join(this.root, 'bin/busybox'), join(channel, 'host/bin/busybox'));
  }

  #install(): void {
    const installed = this.runOffline(`
      export NIX_PATH=${NIX_PATH} NIX_CONFIG="$(printf 'sandbox = false\\nbuild-users-group =\\n')" HOME=/root
      system=$(nix-store --realise $(nix-instantiate '<nixpkgs/nixos>' -A system))
      nix-env --profile /nix/var/nix/profiles/system --set $system
      NIXOS_NO_CHECK=1 $system/bin/switch-to-configuration boot`);
    if (installed.exitCode !== 0) throw new Error(`not installed: ${installed.stdout}${installed.stderr}`);
  }
}
