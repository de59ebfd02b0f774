import { join } from 'node:path';
import type { HostPlace } from '../model/host/place.ts';
import type { Clock, Timeout } from '../model/host/clock.ts';
import type { Exec } from '../model/host/exec.ts';
import { followFailures, type Watching } from '../host/watch/follow-journal.ts';
import { followPaths } from '../host/watch/follow-paths.ts';
import { isSystemd } from '../host/watch/own-unit.ts';
import { readUnitFailures } from '../host/watch/unit-states.ts';
import { readDiskUse, readMemoryUse } from '../host/watch/usage.ts';
import type { Sighting } from '../model/service/service-event.ts';
import type { Service, Trigger, When } from '../model/service/service.ts';
import { describeWhen } from '../watch/describe-when.ts';
import { judgeLevel, judgeLook } from '../watch/level.ts';
import type { Looks } from './health.ts';

export interface SourcesOptions {
  readonly place: HostPlace;
  readonly exec: Exec;
  readonly service: Service;
  readonly clock: Clock;
  readonly isOpen: (trigger: Trigger) => string | undefined;
  readonly onEvent: (trigger: Trigger, key: string, what: string, seen?: Sighting) => void;
  readonly clear: (trigger: Trigger) => void;
  readonly trouble: (about: string, message: string) => void;
  readonly looks: Looks;
}

type Of<K extends When['kind']> = Trigger & { readonly when: Extract<When, { kind: K }> };

/** How often disk and memory are looked at: they fill slowly, and a look costs microseconds. */
const LEVEL_MS = 30_000;
/** A service manager that tells nobody is asked. */
const POLL_MS = 2_000;
/** The message of a failure comes before the state: then, and once more for a slow one. */
const AFTER_MESSAGE_MS = [300, 3_000] as const;

/** Everything that is watched, each by what costs least. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #watching: Watching[] = [];
  readonly #timers = new Set<Timeout>();
  /** Failures in a row of health checks. */
  readonly #failures = new Map<string, number>();

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#watchUnits();
    this.#watchLevels();
    this.#watchHealth();
    const changed = this.#of('path-changed');
    const { root } = this.#options.place;
    const pathOf = ({ when }: Of<'path-changed'>): string => join(root, when.path);
    const watching = await followPaths(
      changed.map(pathOf),
      (path) =>
        changed.filter((trigger) => pathOf(trigger) === path).forEach((trigger) => this.#changed(trigger)),
      (message) => this.#options.trouble('path-changed', message),
    );
    this.#watching.push(watching);
  }

  /** Tells again what is still so. */
  look(trigger: Trigger): void {
    const { when } = trigger;
    const open = this.#options.isOpen(trigger);
    if (when.kind === 'unit-failed') void this.#lookAtUnits([when.unit]);
    else if (open !== undefined)
      this.#options.onEvent(trigger, open, `it still applies: ${describeWhen(when)}`);
  }

  close(): void {
    this.#watching.forEach((one) => one.close());
    this.#timers.forEach((timer) => timer.cancel());
  }

  #watchUnits(): void {
    const units = [...new Set(this.#of('unit-failed').map(({ when }) => when.unit))];
    if (units.length === 0) return;
    const all = (): void => void this.#lookAtUnits(units);
    if (!isSystemd(this.#options.place)) {
      all();
      this.#every(POLL_MS, all);
      return;
    }
    this.#watching.push(
      followFailures({
        clock: this.#options.clock,
        units,
        onFailure: (unit) =>
          AFTER_MESSAGE_MS.forEach((wait) => this.#after(wait, () => void this.#lookAtUnits([unit]))),
        // What failed while nobody followed is still failed.
        onFollowing: () => AFTER_MESSAGE_MS.forEach((wait) => this.#after(wait, all)),
        onTrouble: (message) => this.#options.trouble('unit-failed', message),
      }),
    );
  }

  async #lookAtUnits(units: readonly string[]): Promise<void> {
    const { exec, place, onEvent } = this.#options;
    const found = await readUnitFailures(exec, place, units);
    for (const { unit, key, what, seen } of found ?? [])
      this.#of('unit-failed')
        .filter(({ when }) => when.unit === unit)
        .forEach((trigger) => onEvent(trigger, key, what, seen));
  }

  #watchLevels(): void {
    const disks = this.#of('disk-full');
    const memories = this.#of('memory-full');
    if (disks.length + memories.length === 0) return;
    const { root } = this.#options.place;
    const look = (): void => {
      for (const trigger of disks)
        void this.#level(trigger, trigger.when.above, async () => readDiskUse(join(root, trigger.when.path)));
      for (const trigger of memories) void this.#level(trigger, trigger.when.above, readMemoryUse);
    };
    look();
    this.#every(LEVEL_MS, look);
  }

  async #level(
    trigger: Of<'disk-full' | 'memory-full'>,
    above: number,
    read: () => Promise<number>,
  ): Promise<void> {
    const { isOpen, trouble, onEvent, clear } = this.#options;
    try {
      const value = await read();
      const change = judgeLevel(isOpen(trigger) !== undefined, value, above);
      if (change === 'cleared') clear(trigger);
      if (change !== 'met') return;
      const seen = { kind: trigger.when.kind, percent: Math.round(value) };
      onEvent(trigger, this.#key(trigger), `${describeWhen(trigger.when)}: ${seen.percent} %`, seen);
    } catch (error) {
      trouble(trigger.name, error instanceof Error ? error.message : String(error));
    }
  }

  #watchHealth(): void {
    for (const trigger of this.#of('health'))
      this.#every(trigger.when.every, () => void this.#health(trigger));
  }

  async #health(trigger: Of<'health'>): Promise<void> {
    const found = await this.#options.looks(trigger.when.checks);
    const { isOpen, onEvent, clear } = this.#options;
    const before = this.#failures.get(trigger.name) ?? 0;
    const open = isOpen(trigger) !== undefined;
    const { failures, change } = judgeLook(open, before, found.length === 0, trigger.when.failures);
    this.#failures.set(trigger.name, failures);
    if (change === 'cleared') clear(trigger);
    if (change === 'met')
      onEvent(trigger, this.#key(trigger), found.join('; '), { kind: 'health', failed: found });
  }

  #changed(trigger: Of<'path-changed'>): void {
    const seen = { kind: 'path-changed', path: trigger.when.path } as const;
    this.#options.onEvent(trigger, this.#key(trigger), describeWhen(trigger.when), seen);
  }

  #key(trigger: Trigger): string {
    return `${trigger.when.kind} ${this.#options.clock.now().toISOString()}`;
  }

  #of<K extends When['kind']>(kind: K): readonly Of<K>[] {
    return this.#options.service.triggers.filter((trigger): trigger is Of<K> => trigger.when.kind === kind);
  }

  #every(milliseconds: number, act: () => void): void {
    const timer = this.#options.clock.every(milliseconds, act);
    this.#watching.push({ close: () => timer.cancel() });
  }

  #after(milliseconds: number, act: () => void): void {
    const timer = this.#options.clock.after(milliseconds, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }
}
