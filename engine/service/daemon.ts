import type { HostPlace } from '../model/host/place.ts';
import { engineVersion } from '../host/program/assets.ts';
import type { Clock } from '../model/host/clock.ts';
import type { Exec } from '../model/host/exec.ts';
import { runtimeDirectory } from '../host/socket/places.ts';
import { serve } from '../host/socket/server.ts';
import { readUnit } from '../host/system/units.ts';
import { findGroups } from '../host/people/user-names.ts';
import { followFiles } from '../host/watch/follow-files.ts';
import type { Watching } from '../host/watch/follow-journal.ts';
import { isSystemd, runInOwnUnit } from '../host/watch/own-unit.ts';
import type { ServiceLog } from '../journal/service-log.ts';
import type { TailRow } from '../journal/tail.ts';
import type { Service, Trigger } from '../model/service/service.ts';
import { Followers } from './followers.ts';
import { Notifier } from './notifier.ts';
import { answerRequest } from './requests.ts';
import type { Looks } from './health.ts';
import { Sources } from './sources.ts';
import { Turns } from './turns.ts';
import { Triggers } from './triggers.ts';

export interface DaemonOptions {
  readonly place: HostPlace;
  readonly service: Service;
  readonly log: ServiceLog;
  readonly exec: Exec;
  readonly clock: Clock;
  /** Looks at the checks of the health triggers. */
  readonly looks: Looks;
  /** How this program is started again. */
  readonly self: readonly [string, ...string[]];
  /** Arguments that name the host to it. */
  readonly host: readonly string[];
}

/** A run that a service before this one began: how often it is asked whether it has ended. */
const ORPHAN_MS = 2_000;

/** Processes that only look for a caller, at a time. */
const LOOKING = 4;

/** Several writes within it are one. */
const SETTLE_MS = 300;

/** Files of the state directory that grow when a run, a job or an approval is written down. */
const WRITTEN = ['service.db', 'service.db-wal', 'journal.db', 'journal.db-wal'];

/**
 * Watches a host, and starts what is to run in processes of their own. It holds no lock, changes nothing, and knows no
 * model: it may be ended at any moment, and goes on where the log says that it was.
 */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #triggers: Triggers;
  readonly #sources: Sources;
  readonly #notifier: Notifier;
  readonly #followers: Followers;
  readonly #turns = new Turns(LOOKING);
  readonly #watching: Watching[] = [];

  constructor(options: DaemonOptions) {
    this.#options = options;
    const { place, exec, service, log, clock, looks } = options;
    this.#triggers = new Triggers({
      service,
      log,
      clock,
      start: async (trigger, key) => this.#run(trigger, key),
      look: (trigger) => this.#sources.look(trigger),
    });
    this.#sources = new Sources({
      place,
      exec,
      service,
      clock,
      isOpen: ({ name }) => this.#triggers.state(name).open,
      onEvent: (trigger, key, what) => this.#triggers.onEvent(trigger, key, what),
      clear: (trigger) => this.#triggers.clear(trigger),
      trouble: (about, message) => this.#trouble(about, message),
      looks,
    });
    this.#followers = new Followers(log, clock);
    const { notifications } = service;
    this.#notifier = new Notifier({
      place,
      log,
      clock,
      notifications,
      onApproved: (row) => this.#approved(row),
    });
  }

  async start(): Promise<void> {
    const { log, service, place } = this.#options;
    log.prune();
    log.append({ type: 'daemon-started', engine: engineVersion(), file: service.file, pid: process.pid });
    const heard = (): void => {
      this.#triggers.catchUp();
      this.#followers.wake();
      void this.#notifier.read();
    };
    this.#watching.push(followFiles(place.state, WRITTEN, heard, SETTLE_MS, this.#options.clock));
    heard();
    this.#watching.push(await this.#listen());
    for (const trigger of service.triggers)
      if (this.#triggers.state(trigger.name).running) void this.#awaitOrphan(trigger);
    await this.#sources.start();
  }

  async #listen(): Promise<Watching> {
    const { place, service, log, self, host } = this.#options;
    return serve({
      runtime: runtimeDirectory(place),
      groups: {
        operate: findGroups(place.root, service.operators),
        view: findGroups(place.root, service.viewers),
      },
      answer: async (asked) =>
        answerRequest({ place, log, self, host, followers: this.#followers, turns: this.#turns }, asked),
      onTrouble: (message) => this.#trouble('socket', message),
    });
  }

  /**
   * A job whose run had ended for want of an approval runs again, and finds the approval. One whose run waited is gone on
   * with by whoever approved it.
   */
  #approved({ run, cause, runbook, by, approver = by, waited }: TailRow): void {
    const { log, service, self, host } = this.#options;
    if (cause === undefined || waited) return;
    const trigger = service.triggers.find(({ name }) => cause.kind === 'trigger' && name === cause.name);
    if (trigger !== undefined) this.#triggers.again(trigger);
    if (cause.kind === 'trigger' || service.schedules.every(({ name }) => name !== cause.name)) return;
    log.append({ type: 'request', by: approver, what: `${runbook} again, for ${run}` });
    const argv = [...self, 'service', 'run', ...host, '--', cause.name] as const;
    const unit = `nixos-ai-schedule-${cause.name}-approved`;
    void this.#runJob(cause.name, unit, argv);
  }

  stop(): void {
    this.#watching.forEach((one) => one.close());
    this.#sources.close();
    this.#triggers.close();
    this.#notifier.close();
    this.#options.log.append({ type: 'daemon-stopped' });
  }

  async #run(trigger: Trigger, key: string): Promise<void> {
    const { self, host } = this.#options;
    const argv = [...self, 'service', 'run', ...host, `--key=${key}`, '--', trigger.name] as const;
    await this.#runJob(trigger.name, unitOf(trigger), argv);
  }

  /** How a job ended is in the log by its own word; that it could not begin is for us to say. */
  async #runJob(name: string, unit: string, argv: readonly [string, ...string[]]): Promise<void> {
    const ended = await runInOwnUnit(this.#options.place, { unit, command: { argv } });
    if (ended.exitCode === undefined || (ended.exitCode !== 0 && ended.said.trim() !== ''))
      this.#trouble(name, ended.said.trim().slice(-500));
  }

  /** A run that outlived the service that began it. */
  async #awaitOrphan(trigger: Trigger): Promise<void> {
    const { clock, exec, place } = this.#options;
    const unit = isSystemd(place) ? await readUnit(exec, place, `${unitOf(trigger)}.service`) : undefined;
    if (unit?.active === 'active' || unit?.active === 'activating' || unit?.active === 'deactivating') {
      const timer = clock.after(ORPHAN_MS, () => void this.#awaitOrphan(trigger));
      this.#watching.push({ close: () => timer.cancel() });
    } else this.#triggers.ended(trigger);
  }

  #trouble(about: string, message: string): void {
    this.#options.log.append({ type: 'trouble', about, message });
  }
}

/** The unit of a trigger's job: one at a time. */
function unitOf({ name }: Trigger): string {
  return `nixos-ai-job-${name}`;
}
