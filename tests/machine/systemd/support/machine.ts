import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashTree } from '../../../lib/host-state.ts';
import { parseLines, type CliResult } from '../../../lib/cli.ts';
import { Container, readBootDefault, type Answer } from './container.ts';
import { mountDisk, unmountDisk, type Disk } from './disk.ts';
import { ensureImage, PROJECT, type Release } from './image.ts';

const HERE = join(PROJECT, 'tests/machine/systemd');
const CHANNEL = 'nix/var/nix/profiles/per-user/root/channels/nixos';
const NIX_PATH =
  'nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos:nixos-config=/etc/nixos/configuration.nix';
export const CLI = '/opt/nixos-ai/dist/cli/bin.cjs';

/**
 * A NixOS-like host that real systemd runs: Debian with Nix below, the toplevel's units, /etc and boot menu above. The
 * engine runs in it as a user's would, without a settings file but for short limits.
 */
export class Machine extends Container {
  readonly root: string;

  readonly #disk: Disk;

  private constructor(disk: Disk) {
    const { base, root } = disk;
    const readOnly = {
      '/opt/nixos-ai': join(base, 'program'),
      '/opt/nixos-ai/node_modules': join(PROJECT, 'node_modules'),
      '/usr/local/bin/node': process.execPath,
    };
    super({ name: disk.name, root, log: join(base, 'console.log'), readOnly });
    this.#disk = disk;
    this.root = root;
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
    mkdirSync(join(this.#disk.base, 'program/node_modules'), { recursive: true });
    for (const name of ['dist', 'nix', 'schemas', 'runbooks', 'package.json'])
      cpSync(join(PROJECT, name), join(this.#disk.base, 'program', name), { recursive: true });
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

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  /** Runs the program inside, as its administrator. */
  async nixosAi(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    return this.start(args, env).ended;
  }

  /** What a shell of its administrator gives to a command. */
  get environment(): Readonly<Record<string, string>> {
    return { NIX_PATH, NO_COLOR: '1' };
  }

  /** The same, for what interrupts it. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [program, ...rest] = this.command(['node', CLI, ...args], { ...this.environment, ...env });
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<CliResult>((settle) => {
      child.on('close', (exitCode) => settle({ exitCode, stdout, stderr, lines: () => parseLines(stdout) }));
    });
    return { child, ended, stdout: () => stdout };
  }

  /** Runs the steps of a runbook. */
  async runSteps(steps: string, env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    return this.nixosAi(['run', this.writeSteps(steps), '--yes', '--json'], env);
  }

  writeSteps(steps: string): string {
    this.write('root/r.yaml', `runbook: test\nversion: 1\ndescription: A test.\nsteps:\n${steps}`);
    return '/root/r.yaml';
  }

  /** What systemd says of a unit. */
  property(unit: string, name: string): string {
    return this.run(['systemctl', 'show', '--value', `--property=${name}`, unit]).stdout.trim();
  }

  /** Failed units, but for the engine's own: how a run ended is asked of its journal. */
  failedUnits(): readonly string[] {
    const { stdout } = this.systemctl('list-units', '--state=failed', '--plain', '--no-legend');
    const names = stdout.split('\n').flatMap((line) => line.split(' ')[0] || []);
    return names.filter((name) => !name.startsWith('nixos-ai-')).sort();
  }

  systemctl(...args: readonly string[]): Answer {
    return this.run(['systemctl', ...args]);
  }

  /** Everything of the host that a rollback must bring back. */
  state() {
    const profile = readlinkSync(join(this.root, 'nix/var/nix/profiles/system'));
    return {
      configuration: hashTree(join(this.root, 'etc/nixos')),
      running: readlinkSync(join(this.tree, 'run/current-system')),
      units: readlinkSync(join(this.root, 'etc/static')),
      generation: profile,
      profile: readlinkSync(join(this.root, 'nix/var/nix/profiles', profile)),
      boots: readBootDefault(this.root),
      failed: this.failedUnits(),
    };
  }

  booted(): string {
    return readlinkSync(join(this.tree, 'run/booted-system'));
  }

  /** The last run and how it ended, from its journal. */
  async lastRun(): Promise<{ readonly run: string; readonly outcome: string }> {
    const [last] = (await this.nixosAi(['history', '--json', '-n', '1'])).lines();
    const ended = last?.['ended'] as { outcome?: string } | null | undefined;
    return {
      run: String(last?.['run']),
      outcome: ended?.outcome ?? (last?.['paused'] === 'pending-reboot' ? 'paused' : 'open'),
    };
  }

  /** The end of the host's one network cable that is outside of it. */
  get cable(): string {
    return `ve-${this.#disk.name}`;
  }

  /** Reboots as its administrator would, and waits until it is up again and what the boot has to do is done. */
  async reboot(): Promise<void> {
    const { boots } = this;
    this.systemctl('reboot');
    await this.untilUp(boots);
  }

  /** The kernel that runs, by its version. */
  kernel(): string {
    return readlinkSync(join(this.root, this.booted(), 'kernel')).replace(/^.*-linux-(.*)\/bzImage$/u, '$1');
  }

  async end(): Promise<void> {
    await this.cutPower();
    unmountDisk(this.#disk);
  }
}
