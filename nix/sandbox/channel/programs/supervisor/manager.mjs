import { existsSync, readdirSync } from 'node:fs';
import { last, readUnit, words } from '../lib/unit-file.mjs';
import { Service } from './service.mjs';
import { Target } from './state.mjs';
import { Timer } from './timer.mjs';

/** All units of one root: loads them, starts them in order, stops them, forgets what is no longer needed. */
export class Manager {
  constructor(root, log) {
    this.root = root;
    this.log = log;
    this.units = new Map();
  }

  get directory() {
    return `${this.root}/etc/systemd/system`;
  }

  /** The unit of that name; one without a file is not loaded. */
  unit(name) {
    let unit = this.units.get(name);
    if (!unit) {
      const kind = name.endsWith('.timer') ? Timer : name.endsWith('.target') ? Target : Service;
      unit = new kind(this, name);
      this.#load(unit);
      if (unit.loaded) this.units.set(name, unit);
    }
    return unit;
  }

  #load(unit) {
    if (unit.transient) return;
    unit.fragment = `${this.directory}/${unit.name}`;
    unit.sections = readUnit(unit.fragment);
  }

  /** Reads every unit file again. A unit that runs stays, also without a file. */
  reload() {
    for (const unit of this.units.values()) {
      this.#load(unit);
      if (!unit.loaded && unit.idle) this.units.delete(unit.name);
    }
  }

  /** Makes a unit that has no file. Undefined when the name is taken. */
  addTransient(name, sections) {
    const old = this.units.get(name);
    if (existsSync(`${this.directory}/${name}`) || (old && !(old.transient && old.active === 'inactive')))
      return undefined;
    this.units.delete(name);
    const unit = new (name.endsWith('.timer') ? Timer : Service)(this, name);
    unit.transient = true;
    unit.fragment = `${this.root}/run/systemd/transient/${name}`;
    unit.sections = sections;
    this.units.set(name, unit);
    return unit;
  }

  /** Called on every change of state: a transient unit that ended well is forgotten; nothing is kept for it. */
  changed(unit) {
    this.log(
      `${unit.name}: ${unit.active} (${unit.sub})${unit.result === 'success' ? '' : ` ${unit.result}`}`,
    );
    if (unit instanceof Timer && unit.transient && unit.idle) {
      this.units.delete(unit.name);
      const service = this.units.get(unit.service);
      if (service) this.changed(service);
      return;
    }
    if (!unit.transient || !unit.idle) return;
    const collect = last(unit.sections, 'Unit', 'CollectMode') === 'inactive-or-failed';
    const awaited = [...this.units.values()].some(
      (each) => each instanceof Timer && each.service === unit.name,
    );
    if (!awaited && (collect || unit.active === 'inactive')) this.units.delete(unit.name);
  }

  /** Starts units with what they want and need, each after those it is ordered behind. Job results by name. */
  async start(names) {
    const members = this.#closure(names);
    const jobs = new Map();
    const job = (name) => {
      if (!jobs.has(name)) {
        // Set before it runs, so that a circle of orderings meets a job and not itself.
        let begin;
        jobs.set(name, new Promise((resolve) => (begin = resolve)));
        begin(this.#startOne(name, members, job));
      }
      return jobs.get(name);
    };
    const results = await Promise.all(names.map((name) => job(name)));
    await Promise.all([...members].map((name) => job(name)));
    return Object.fromEntries(names.map((name, index) => [name, results[index]]));
  }

  async #startOne(name, members, job) {
    const unit = this.unit(name);
    if (!unit.loaded) return 'not-found';
    const needs = this.#related(name, 'Requires', 'BindsTo', 'requires');
    const after = words(unit.sections, 'Unit', 'After');
    const earlier = [...members].filter(
      (other) =>
        other !== name &&
        after.includes(other) &&
        !words(this.unit(other).sections, 'Unit', 'After').includes(name),
    );
    const results = await Promise.all(earlier.map(async (other) => [other, await job(other)]));
    if (results.some(([other, result]) => needs.includes(other) && result !== 'done')) return 'dependency';
    return unit.start();
  }

  #closure(names, found = new Set()) {
    for (const name of names) {
      if (found.has(name) || (this.unit(name).active === 'active' && !name.endsWith('.target'))) continue;
      found.add(name);
      this.#closure(this.#related(name, 'Wants', 'Requires', 'BindsTo', 'wants', 'requires'), found);
    }
    return new Set([...found, ...names]);
  }

  /** Units that a unit names by the given keys, or that lie in its `.wants` and `.requires` directories. */
  #related(name, ...keys) {
    const { sections } = this.unit(name);
    return keys.flatMap((key) => {
      const directory = `${this.directory}/${name}.${key}`;
      if (/^[A-Z]/u.test(key)) return words(sections, 'Unit', key);
      return existsSync(directory) ? readdirSync(directory) : [];
    });
  }

  async stop(names) {
    await Promise.all(names.map((name) => this.unit(name).stop()));
    const gone = new Set(names);
    const bound = [...this.units.values()].filter(
      (unit) =>
        !unit.idle &&
        !gone.has(unit.name) &&
        ['Requires', 'BindsTo', 'PartOf'].some((key) =>
          words(unit.sections, 'Unit', key).some((name) => gone.has(name)),
        ),
    );
    if (bound.length > 0) await this.stop(bound.map((unit) => unit.name));
  }

  /** Loaded units and those with a file, by name. */
  all() {
    const files = existsSync(this.directory)
      ? readdirSync(this.directory).filter((name) => /\.(?:service|timer|target)$/u.test(name))
      : [];
    return [...new Set([...this.units.keys(), ...files])].sort().map((name) => this.unit(name));
  }
}
