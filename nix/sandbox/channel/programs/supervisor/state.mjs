import { hrtime } from 'node:process';

/** Microseconds of the monotonic clock, as systemd counts. */
export function now() {
  return Number(hrtime.bigint() / 1000n);
}

/** What every unit has: its file, its states, and when they changed. */
export class Unit {
  constructor(manager, name) {
    this.manager = manager;
    this.name = name;
    this.sections = undefined;
    this.transient = false;
    this.active = 'inactive';
    this.sub = 'dead';
    this.result = 'success';
    this.changed = 0;
    this.activeEnter = 0;
    this.inactiveEnter = 0;
  }

  enter(active, sub) {
    if (active === 'active' && this.active !== 'active') this.activeEnter = now();
    if (['inactive', 'failed'].includes(active) && active !== this.active) this.inactiveEnter = now();
    this.active = active;
    this.sub = sub;
    this.changed = now();
    this.manager.changed(this);
  }

  get loaded() {
    return this.sections !== undefined;
  }

  get idle() {
    return this.active === 'inactive' || this.active === 'failed';
  }

  resetFailed() {
    if (this.active === 'failed') {
      this.result = 'success';
      this.enter('inactive', 'dead');
    }
  }

  properties() {
    return {
      Id: this.name,
      Names: this.name,
      Description: this.sections?.Unit?.Description?.at(-1) ?? this.name,
      LoadState: this.loaded ? 'loaded' : 'not-found',
      ActiveState: this.active,
      SubState: this.sub,
      FragmentPath: this.loaded ? this.fragment : '',
      UnitFileState: this.loaded ? (this.transient ? 'transient' : 'enabled') : '',
      Transient: this.transient ? 'yes' : 'no',
      NeedDaemonReload: 'no',
      StateChangeTimestampMonotonic: this.changed,
      ActiveEnterTimestampMonotonic: this.activeEnter,
      InactiveEnterTimestampMonotonic: this.inactiveEnter,
      Result: this.result,
    };
  }
}

/** A target: a name that other units hang on. */
export class Target extends Unit {
  async start() {
    this.enter('active', 'active');
    return 'done';
  }
  async stop() {
    if (!this.idle) this.enter('inactive', 'dead');
  }
}
