import { randomUUID } from 'node:crypto';
import { parseCommand, parseEnvironment } from '../lib/command-line.mjs';
import { flag, last, milliseconds } from '../lib/unit-file.mjs';
import { signal } from '../lib/processes.mjs';
import { socketPath } from '../lib/client.mjs';
import { endProcesses, killProcesses, startProcess } from './process.mjs';
import { now, Unit } from './state.mjs';

const EXEC_FAILED = 203;

/** A service: processes, started, watched, restarted and ended as its unit file says. */
export class Service extends Unit {
  constructor(manager, name) {
    super(manager, name);
    this.starts = [];
    this.restarts = 0;
    this.main = { pid: 0, code: 0, status: 0, started: 0, exited: 0 };
    // Process number → the promise of its end.
    this.live = new Map();
  }

  /** Starts it, or joins a start that is under way. Resolves with the job's result. */
  start() {
    if (this.active === 'active' || this.active === 'reloading') return Promise.resolve('done');
    this.starting ??= this.#start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  async #start() {
    await this.stopping;
    clearTimeout(this.restartTimer);
    this.cancelled = false;
    if (!this.#mayStart()) return this.#fail('start-limit-hit');
    this.result = 'success';
    this.invocation = randomUUID().replaceAll('-', '');
    this.enter('activating', 'start-pre');
    const before = await this.#controls('ExecStartPre');
    if (this.cancelled) return 'canceled';
    if (before !== 'success') return this.#ended(before);
    return this.type === 'oneshot' ? this.#oneshot() : this.#daemon();
  }

  async #oneshot() {
    this.enter('activating', 'start');
    for (const line of this.#lines('ExecStart')) {
      const { result } = await this.#main(line);
      if (this.cancelled) return 'canceled';
      if (result !== 'success') return this.#ended(result);
    }
    const after = await this.#controls('ExecStartPost');
    if (this.cancelled) return 'canceled';
    if (after !== 'success') return this.#ended(after);
    if (!flag(this.sections, 'Service', 'RemainAfterExit', false)) return this.#ended('success');
    this.enter('active', 'exited');
    return 'done';
  }

  async #daemon() {
    const line = this.#lines('ExecStart')[0];
    this.enter('activating', 'start');
    const ready = new Promise((resolve) => (this.ready = resolve));
    const ended = this.#main(line);
    const first = await Promise.race([ended, this.#whenUp(ready)]);
    if (this.cancelled) return 'canceled';
    if (first === 'timeout') {
      await this.#endAll();
      return this.#ended('timeout');
    }
    if (first !== 'up') return this.#ended(first.result);
    const after = await this.#controls('ExecStartPost');
    if (this.cancelled) return 'canceled';
    if (after !== 'success') {
      await this.#endAll();
      return this.#ended(after);
    }
    this.enter('active', 'running');
    void this.#watch(ended);
    return 'done';
  }

  /** A service that tells when it is ready is waited for; of the others we only wait that they were started. */
  #whenUp(ready) {
    const limit = milliseconds(last(this.sections, 'Service', 'TimeoutStartSec'), 90_000);
    if (!this.type.startsWith('notify')) return new Promise((resolve) => setTimeout(resolve, 5, 'up'));
    let timer;
    const late = new Promise((resolve) => {
      if (Number.isFinite(limit)) timer = setTimeout(resolve, limit, 'timeout');
    });
    return Promise.race([ready.then(() => 'up'), late]).finally(() => clearTimeout(timer));
  }

  async #watch(ended) {
    const { invocation } = this;
    const { result } = await ended;
    if (this.stopping || this.cancelled || this.invocation !== invocation) return;
    killProcesses(this.manager.root, this.name);
    const remain = flag(this.sections, 'Service', 'RemainAfterExit', false);
    if (result === 'success' && remain) this.enter('active', 'exited');
    else this.#ended(result);
  }

  /** The unit is down. Decides between dead, failed and another try. */
  #ended(result) {
    if (this.cancelled) return 'canceled';
    killProcesses(this.manager.root, this.name);
    const policy = last(this.sections, 'Service', 'Restart') ?? 'no';
    const again =
      policy === 'always' ||
      (policy === 'on-failure' && result !== 'success') ||
      (policy === 'on-success' && result === 'success') ||
      (policy === 'on-abnormal' && ['signal', 'timeout'].includes(result));
    if (!again || (this.type === 'oneshot' && policy === 'always' && result === 'success'))
      return this.#fail(result);
    this.result = result;
    this.enter('activating', 'auto-restart');
    const delay = milliseconds(last(this.sections, 'Service', 'RestartSec'), 100);
    this.restartTimer = setTimeout(() => {
      this.restarts += 1;
      void this.start();
    }, delay);
    return result === 'success' ? 'done' : 'failed';
  }

  #fail(result) {
    this.result = result;
    if (result === 'success') this.enter('inactive', 'dead');
    else this.enter('failed', 'failed');
    return result === 'success' ? 'done' : 'failed';
  }

  #mayStart() {
    const value = (key) => last(this.sections, 'Unit', key) ?? last(this.sections, 'Service', key);
    const burst = Number(value('StartLimitBurst') ?? 5);
    const interval = milliseconds(value('StartLimitIntervalSec'), 10_000);
    const time = Date.now();
    this.starts = this.starts.filter((start) => time - start < interval);
    if (interval === 0 || burst === 0) return true;
    if (this.starts.length >= burst) return false;
    this.starts.push(time);
    return true;
  }

  /** Stops it, also out of a start or a pause before the next one. */
  stop() {
    clearTimeout(this.restartTimer);
    if (this.idle) return Promise.resolve();
    this.stopping ??= this.#stop().finally(() => (this.stopping = undefined));
    return this.stopping;
  }

  async #stop() {
    const interrupted = this.starting;
    const stop = this.active === 'active' ? this.#lines('ExecStop') : [];
    this.cancelled = true;
    this.enter('deactivating', 'stop');
    for (const line of stop) await this.#run(line, false);
    this.enter('deactivating', 'stop-sigterm');
    const killed = await this.#endAll();
    await interrupted;
    this.main.pid = 0;
    for (const line of this.#lines('ExecStopPost')) await this.#run(line, false);
    this.#fail(killed ? 'timeout' : 'success');
  }

  /** Ends all processes. Done when we were told of every end: a late word would be taken for that of a new process. */
  async #endAll() {
    const ends = [...this.live.values()];
    const killed = await endProcesses(this.manager.root, this.name, [...this.live.keys()], {
      name: last(this.sections, 'Service', 'KillSignal'),
      timeout: milliseconds(last(this.sections, 'Service', 'TimeoutStopSec'), 90_000),
    });
    await Promise.all(ends);
    return killed;
  }

  /** Ends its processes at once. Kills by the numbers it knows: marks of a root that moved name another host. */
  kill() {
    clearTimeout(this.restartTimer);
    this.cancelled = true;
    for (const pid of this.live.keys()) signal(-pid, 'SIGKILL');
  }

  async reload() {
    if (this.#lines('ExecReload').length === 0) return 'inapplicable';
    const { sub } = this;
    this.enter('reloading', 'reload');
    const result = await this.#controls('ExecReload');
    if (this.active === 'reloading') this.enter('active', sub);
    return result === 'success' ? 'done' : 'failed';
  }

  resetFailed() {
    super.resetFailed();
    this.starts = [];
    this.restarts = 0;
  }

  async #controls(key) {
    for (const line of this.#lines(key)) {
      const { result } = await this.#run(line, false);
      if (result !== 'success') return result;
    }
    return 'success';
  }

  async #main(line) {
    const { pid, ended } = this.#spawn(line, true);
    this.main = { pid: pid ?? 0, code: 0, status: 0, started: now(), exited: 0 };
    const outcome = await ended;
    this.main = { ...this.main, pid: 0, status: outcome.status, code: outcome.exitCode, exited: now() };
    return outcome;
  }

  #run(line, record) {
    return this.#spawn(line, record).ended;
  }

  #spawn(line, record) {
    const environment = this.#environment();
    const { argv, forgiving } =
      typeof line === 'string'
        ? parseCommand(line, this.name, environment)
        : { argv: line.argv, forgiving: false };
    const directory = last(this.sections, 'Service', 'WorkingDirectory')?.replace(/^-/u, '') ?? '/';
    const { pid, exit } = startProcess(this.manager.root, this.name, argv, {
      environment,
      directory,
      record,
      output: last(this.sections, 'Service', 'StandardOutput'),
      errors: last(this.sections, 'Service', 'StandardError'),
    });
    const ended = exit.then((outcome) => {
      this.live.delete(pid);
      return this.#judge(outcome, forgiving);
    });
    if (pid !== undefined) this.live.set(pid, ended);
    return { pid, ended };
  }

  #judge({ code, signal, error }, forgiving) {
    if (error) {
      this.manager.log(`${this.name}: ${error.message}`);
      return { result: forgiving ? 'success' : 'exit-code', status: EXEC_FAILED, exitCode: 1 };
    }
    const clean = (last(this.sections, 'Service', 'SuccessExitStatus') ?? '').split(/\s+/u);
    const polite = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGPIPE'].includes(signal) && this.type !== 'oneshot';
    const fine = forgiving || code === 0 || polite || clean.includes(String(code));
    return {
      result: fine ? 'success' : signal ? 'signal' : 'exit-code',
      status: code,
      exitCode: signal ? 2 : 1,
    };
  }

  #environment() {
    const written = (this.sections?.Service?.Environment ?? []).map((line) => parseEnvironment(line));
    return Object.assign(
      {
        PATH: '/run/current-system/sw/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
        LANG: 'C.UTF-8',
        INVOCATION_ID: this.invocation,
        NOTIFY_SOCKET: socketPath(this.manager.root),
      },
      this.main.pid ? { MAINPID: String(this.main.pid) } : {},
      ...written,
      this.sections?.environment ?? {},
    );
  }

  /** Command lines of the unit file; a transient unit has its argv as it was given. */
  #lines(key) {
    if (key === 'ExecStart' && this.sections?.argv) return [{ argv: this.sections.argv }];
    return this.sections?.Service?.[key] ?? [];
  }

  get type() {
    return last(this.sections, 'Service', 'Type') ?? 'simple';
  }

  properties() {
    return {
      ...super.properties(),
      Type: this.type,
      Restart: last(this.sections, 'Service', 'Restart') ?? 'no',
      MainPID: this.main.pid,
      NRestarts: this.restarts,
      ExecMainStartTimestampMonotonic: this.main.started,
      ExecMainExitTimestampMonotonic: this.main.exited,
      ExecMainPID: this.main.pid,
      ExecMainCode: this.main.code,
      ExecMainStatus: this.main.status,
      InvocationID: this.invocation ?? '',
    };
  }
}
