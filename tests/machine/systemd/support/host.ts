import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashTree } from '../../../lib/host-state.ts';
import { parseLines, type CliResult } from '../../../lib/cli.ts';
import { Container, type Answer, type ContainerOptions } from './container.ts';
import { unmountDisk, type Disk } from './disk.ts';
import { PROJECT } from './image.ts';

export const NIX_PATH =
  'nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos:nixos-config=/etc/nixos/configuration.nix';
export const CLI = '/opt/nixos-ai/dist/cli/bin.cjs';

/** A host that real systemd runs, with the engine on it, which runs in it as a user's would. */
export class Host extends Container {
  readonly root: string;

  readonly #disk: Disk;

  protected constructor(
    disk: Disk,
    options: Partial<Pick<ContainerOptions, 'readOnly' | 'findBoot' | 'path'>>,
  ) {
    const { base, root, name } = disk;
    const program = {
      '/opt/nixos-ai': join(base, 'program'),
      '/opt/nixos-ai/node_modules': join(PROJECT, 'node_modules'),
      '/usr/local/bin/node': process.execPath,
    };
    const readOnly = { ...program, ...options.readOnly };
    super({ ...options, name, root, log: join(base, 'console.log'), readOnly });
    this.#disk = disk;
    this.root = root;
  }

  /** The program as it ships, for the host to see. */
  protected layProgram(): void {
    mkdirSync(join(this.#disk.base, 'program/node_modules'), { recursive: true });
    for (const name of ['dist', 'nix', 'schemas', 'runbooks', 'package.json'])
      cpSync(join(PROJECT, name), join(this.#disk.base, 'program', name), { recursive: true });
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

  /** How a shell of its administrator calls the program. */
  protected get program(): readonly string[] {
    return ['node', CLI];
  }

  /** What a shell of its administrator gives to a command. */
  get environment(): Readonly<Record<string, string>> {
    return { NIX_PATH, NO_COLOR: '1' };
  }

  /** The same, for what interrupts it. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const [program, ...rest] = this.command([...this.program, ...args], { ...this.environment, ...env });
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
      units: this.resolve('/etc/static'),
      generation: profile,
      profile: readlinkSync(join(this.root, 'nix/var/nix/profiles', profile)),
      boots: this.findBoot(),
      failed: this.failedUnits(),
    };
  }

  /** Where a path of the host leads in the end. */
  resolve(path: string): string {
    return this.run(['readlink', '-f', path]).stdout.trim();
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
