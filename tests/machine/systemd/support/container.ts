import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, closeSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeGroups, removeGroups } from './cgroups.ts';
import { until } from '../../../lib/until.ts';

export interface Answer {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ContainerOptions {
  /** Short: it is part of the name of a network interface. */
  readonly name: string;
  readonly root: string;
  readonly log: string;
  /** Path inside → path outside. */
  readonly readOnly: Readonly<Record<string, string>>;
  /** The toplevel that its boot menu names, on this root; without it that of systemd-boot. */
  readonly findBoot?: (root: string) => string;
  /** Where its shells look for programs. */
  readonly path?: string;
}

const BOOT_MS = 60_000;
const STEP_MS = 40;
/** What nspawn ends with where its container asked to be rebooted. */
const REBOOTED = 133;
const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/run/current-system/sw/bin';

/**
 * A computer: systemd as process 1 in systemd-nspawn, with an init that its boot menu names. It is powered on and off, has
 * its power cut, and boots again by itself when it asks for a reboot.
 */
export class Container {
  readonly #options: ContainerOptions;
  #nspawn: ChildProcess | undefined;
  #groups: readonly string[] = [];
  #boots = 0;
  /** A host that is to stay down, whatever it asks for. */
  #off = true;

  constructor(options: ContainerOptions) {
    this.#options = options;
  }

  /** How often it was booted. */
  get boots(): number {
    return this.#boots;
  }

  /** The file tree as the host itself sees it, memory included. */
  get tree(): string {
    return `/proc/${this.#leader()}/root`;
  }

  /** Power on, until every unit of the boot is at rest, or as long as `until` says. */
  async powerOn(until: 'up' | 'started' = 'up'): Promise<void> {
    this.#off = false;
    this.#start();
    await (until === 'up' ? this.untilUp() : this.untilStarted());
  }

  /** Waits until the boot is over: running, or degraded where a unit failed. */
  async untilUp(after = 0): Promise<void> {
    const isUp = (): true | undefined => {
      if (this.#boots <= after || this.#findLeader() === undefined) return undefined;
      const state = this.run(['systemctl', 'is-system-running']).stdout.trim();
      return /^(?:running|degraded)$/u.test(state) ? true : undefined;
    };
    const what = (): string => `a host that is up: ${readFileSync(this.#options.log, 'utf8').slice(-3000)}`;
    await until(isUp, what, { within: BOOT_MS, every: STEP_MS });
  }

  async untilStarted(): Promise<void> {
    const isStarted = (): true | undefined => {
      const leader = this.#findLeader();
      return leader !== undefined && existsSync(`/proc/${leader}/root/run/systemd/private`)
        ? true
        : undefined;
    };
    await until(isStarted, 'a host that has started', { within: BOOT_MS, every: STEP_MS });
  }

  /** Everything of it is killed at once; the disk stays as it is. */
  async cutPower(): Promise<void> {
    this.#off = true;
    for (const pid of [this.#nspawn?.pid, this.#findLeader()]) if (pid !== undefined) kill(pid);
    await this.#ended();
  }

  async powerOff(): Promise<void> {
    this.#off = true;
    if (this.#findLeader() !== undefined) this.run(['systemctl', 'poweroff']);
    const isOff = (): true | undefined => (this.#nspawn?.exitCode === null ? undefined : true);
    // One that does not go off by itself has its power cut.
    await until(isOff, 'a host that is off', { within: 20_000, every: STEP_MS }).catch(() => undefined);
    await this.cutPower();
  }

  /** Runs a command inside, as root's shell would, and waits for it. */
  run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Answer {
    const [program, ...args] = this.command(argv, env);
    const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
    return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  /** The argv that runs a command inside, for who starts it in another way. */
  command(
    argv: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): readonly [string, ...string[]] {
    const given = Object.entries({ PATH: this.#options.path ?? PATH, HOME: '/root', ...env }).map(
      ([name, value]) => `${name}=${value}`,
    );
    return ['nsenter', '-t', String(this.#leader()), '-a', 'env', '-i', ...given, ...argv];
  }

  /** What boots next: a toplevel. */
  findBoot(): string {
    return (this.#options.findBoot ?? readBootDefault)(this.#options.root);
  }

  /** Starts nspawn, outside of a boot: a command on the tree of a host that is off. */
  runOffline(script: string): Answer {
    const groups = makeGroups(`${this.#options.name}-offline`);
    const command = [...this.#nspawnArguments(), '--pipe', '/bin/sh', '-ec', script];
    const result = spawnSync('sh', enterGroups(groups, command), { encoding: 'utf8', env: ENVIRONMENT });
    removeGroups(groups);
    return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
  }

  #start(): void {
    this.#boots += 1;
    this.#groups = makeGroups(`${this.#options.name}-${process.pid}`);
    const command = [
      ...this.#nspawnArguments(),
      '--network-veth',
      '--kill-signal=SIGRTMIN+3',
      '--console=pipe',
      `${this.findBoot()}/init`,
    ];
    const log = openSync(this.#options.log, 'a');
    const child = spawn('sh', enterGroups(this.#groups, command), {
      stdio: ['ignore', log, log],
      detached: true,
      env: ENVIRONMENT,
    });
    closeSync(log);
    this.#nspawn = child;
    child.on('exit', (code) => {
      if (code !== REBOOTED || this.#off || this.#nspawn !== child) return;
      void this.#ended().then(() => this.#start());
    });
  }

  #nspawnArguments(): readonly string[] {
    const { root, name, readOnly } = this.#options;
    const binds = Object.entries(readOnly).map(([inside, outside]) => `--bind-ro=${outside}:${inside}`);
    // The units of the host are those of its configuration: no link of the image is kept, no journal of ours is used.
    const own = ['--register=no', '--keep-unit', '--link-journal=no', '--resolv-conf=off', '--timezone=off'];
    return ['systemd-nspawn', '--quiet', `--directory=${root}`, `--machine=${name}`, ...own, ...binds];
  }

  async #ended(): Promise<void> {
    const areGone = (): true | undefined => {
      const left = this.#groups.flatMap(processesOf);
      for (const pid of left) kill(pid);
      return left.length > 0 ? undefined : true;
    };
    await until(areGone, 'an end of the processes of the container', { within: 10_000, every: 5 });
    removeGroups(this.#groups);
  }

  #leader(): number {
    const leader = this.#findLeader();
    if (leader === undefined) throw new Error('the host is off');
    return leader;
  }

  /** Process 1 of the container: what nspawn started. */
  #findLeader(): number | undefined {
    const pid = this.#nspawn?.pid;
    if (pid === undefined || this.#nspawn?.exitCode !== null || this.#nspawn.signalCode !== null)
      return undefined;
    const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
    return children.find((child) => /^NSpid:\t\d+\t1$/mu.test(readOrEmpty(`/proc/${child}/status`)));
  }
}

/** The unified hierarchy alone, whatever this computer uses: the one that every systemd of today knows. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' };

function enterGroups(groups: readonly string[], command: readonly string[]): readonly string[] {
  const script =
    'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ >"$1/cgroup.procs"; shift; n=$((n-1)); done; exec "$@"';
  return ['-c', script, 'sh', String(groups.length), ...groups, ...command];
}

/** What the boot loader starts: the toplevel of the default entry. */
export function readBootDefault(root: string): string {
  const loader = readFileSync(join(root, 'boot/loader/loader.conf'), 'utf8');
  const name = /^default (\S+)$/mu.exec(loader)?.[1] ?? '';
  const entry = readFileSync(join(root, 'boot/loader/entries', name), 'utf8');
  return /^options init=(\S+)\/init\b/mu.exec(entry)?.[1] ?? '';
}

function processesOf(group: string): readonly number[] {
  if (!existsSync(group)) return [];
  const own = readOrEmpty(join(group, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  const below = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...own, ...below.flatMap((entry) => processesOf(join(group, entry.name)))].filter((pid) => pid > 0);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
