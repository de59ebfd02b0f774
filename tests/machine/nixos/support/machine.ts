import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountDisk, type Disk } from '../../systemd/support/disk.ts';
import { Host } from '../../systemd/support/host.ts';
import { CHANNEL, ensureGround, INSTALL } from './ground.ts';
import { NEEDED } from './needed.ts';

const PROGRAM = new URL('program.nix', import.meta.url).pathname;

/** What a shell of NixOS has, and Node beside it. */
const PATH =
  '/run/wrappers/bin:/root/.nix-profile/bin:/nix/var/nix/profiles/default/bin:/run/current-system/sw/bin:/usr/local/bin';

/** A host that is NixOS: its modules, activation and switch program, on programs of Debian. */
export class NixosMachine extends Host {
  private constructor(disk: Disk) {
    super(disk, { path: PATH, findBoot: readExtlinux, readOnly: { [CHANNEL]: NEEDED.nixpkgs } });
  }

  /** A host of its own, up. `configuration` is more of its `configuration.nix`. */
  static async make(configuration = ''): Promise<NixosMachine> {
    const machine = new NixosMachine(mountDisk(...(await ensureGround(NEEDED))));
    try {
      machine.#install(configuration);
      await machine.powerOn();
    } catch (error) {
      await machine.end();
      throw error;
    }
    return machine;
  }

  protected override get program(): readonly string[] {
    return ['nixos-ai'];
  }

  /** The program with its module, and what the test wants, as an administrator would have them at the next boot. */
  #install(configuration: string): void {
    this.layProgram();
    cpSync(PROGRAM, join(this.root, 'etc/nixos/program.nix'));
    this.write(
      'etc/nixos/more.nix',
      `{ pkgs, lib, ... }:\n{\n  imports = [ ./program.nix ];\n${configuration}\n}\n`,
    );
    const { exitCode, stdout, stderr } = this.runOffline(INSTALL);
    if (exitCode !== 0) throw new Error(`not installed: ${stdout}${stderr}`);
  }
}

/** What the boot menu of generic-extlinux-compatible starts: the toplevel of the default entry. */
function readExtlinux(root: string): string {
  const menu = readFileSync(join(root, 'boot/extlinux/extlinux.conf'), 'utf8');
  const name = /^DEFAULT (\S+)$/mu.exec(menu)?.[1] ?? '';
  const [, entry = ''] = menu.split(`LABEL ${name}\n`);
  return /init=(\S+)\/init\b/u.exec(entry)?.[1] ?? '';
}
