import type { ConfigFiles } from '../../model/host/configuration.ts';
import type { Result } from '../../model/finding.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import { failed, ok } from '../../model/finding.ts';
import { calledWith, hostsOfFlake, partsOfHost, type FlakeHosts, type HostParts } from '../partial/hosts.ts';
import type { SetValue } from '../partial/value.ts';
import { moduleFile } from '../paths.ts';
import { missingEntry, noHost, noModules, notOfNixos } from './not-found.ts';
import type { Module } from './survey.ts';
import { ModuleReader, type Reached, type Start } from './reach/walk.ts';

/**
 * The modules that the entries lead to through `imports`, and of a flake those that its host has, each once, one before
 * what it imports.
 *
 * What the files tell is followed: paths, `import`, functions, modules written in flake.nix or in a list. What only an
 * evaluation can tell is an info finding (NIX111), and so is what is not among the given files (NIX112). An entry that is
 * missing, a host of which no module is found (NIX113), or a file that does not parse fails the whole: nobody could say
 * what is defined.
 *
 * @example
 * readModules({ entries: ['configuration.nix'], files }) // { ok: true, value: [configuration, users, …], … }
 */
export function readModules(config: ConfigFiles): Result<readonly Module[]> {
  const known = read.get(config);
  if (known !== undefined) return known;
  const modules = new HostModules(config).read();
  read.set(config, modules);
  return modules;
}

// A planner asks for one value after another, and files are parsed once. Configurations are never changed in place.
const read = new WeakMap<ConfigFiles, Result<readonly Module[]>>();

class HostModules {
  private readonly config: ConfigFiles;
  private readonly reader: ModuleReader;

  constructor(config: ConfigFiles) {
    this.config = config;
    this.reader = new ModuleReader(config);
  }

  read(): Result<readonly Module[]> {
    const start = this.start();
    if (!start.ok) return start;
    const written = this.reader.read(start.value);
    if (!written.ok) return written;
    const reached = this.evaluated(written, start.value.called);
    if (!reached.ok) return reached;
    if (reached.value.length === 0 && this.config.flake !== undefined)
      return failed(this.whyNone(this.found()));
    const shared = this.sharing();
    const modules = reached.value.map(({ module, key, alsoOf }) => ({
      ...module,
      sharedWith: () => [...shared(key), ...alsoOf.map((path) => joinOptionPath(path))],
    }));
    return { ...reached, value: modules };
  }

  private start(): Result<Start> {
    const { config } = this;
    for (const entry of config.entries)
      if (!config.files.has(entry) && moduleFile('', entry, config) === undefined)
        return failed(missingEntry(entry, config));
    const entries = config.entries.map((path) => () => ({ kind: 'path', path }) as const);
    if (config.part !== undefined) return this.reader.part(config.entries[0] ?? '', config.part);
    if (config.flake === undefined) return ok({ modules: entries });
    const tree = this.reader.parse('flake.nix');
    if (!tree.ok) return tree;
    const found = this.found();
    const parts = this.host(found, config.flake.attribute);
    const isKnown = parts !== undefined || entries.length > 0 || (config.evaluated ?? []).length > 0;
    if (!isKnown) return failed(this.whyNone(found));
    const { modules = [], unknown = [], called } = parts ?? {};
    const items = [...entries, ...modules, ...unknown.map((each) => () => each)];
    return ok({ modules: items, ...(called === undefined ? {} : { called }) });
  }

  /**
   * What an evaluation has read beside what the text leads to; and without the files that the text may lead to and the
   * evaluation did not read, as under a condition that does not hold.
   */
  private evaluated(
    written: Result<readonly Reached[]> & { readonly ok: true },
    called: SetValue | undefined,
  ): Result<readonly Reached[]> {
    const { evaluated = [] } = this.config;
    if (evaluated.length === 0) return written;
    const files = new Set(evaluated.map(({ file }) => file));
    const kept = written.value.filter(({ module, isFile }) => !isFile || files.has(module.file));
    const more = evaluated.flatMap((place) => this.reader.at(place, calledWith(called), kept) ?? []);
    const read = this.reader.read({ modules: more, ...(called === undefined ? {} : { called }) });
    if (!read.ok) return read;
    const known = new Set(kept.map(({ key }) => key));
    const added = read.value.filter(
      ({ key, isFile, module }) => !known.has(key) && (!isFile || files.has(module.file)),
    );
    // What could not be followed by its text is there by its place.
    return ok(
      [...kept, ...added],
      written.findings.filter(({ code }) => code !== 'NIX111'),
    );
  }

  private found(): FlakeHosts {
    return hostsOfFlake(this.reader.evaluator);
  }

  private host({ hosts }: FlakeHosts, attribute: string | undefined): HostParts | undefined {
    const [only] = attribute === undefined && hosts.size === 1 ? [...hosts.keys()] : [attribute];
    const host = only === undefined ? undefined : hosts.get(only);
    return host === undefined ? undefined : partsOfHost(this.reader.evaluator, host());
  }

  private whyNone({ hosts, whole, others }: FlakeHosts) {
    const attribute = this.config.flake?.attribute;
    const names = [...hosts.keys()].sort();
    const other = notOfNixos(attribute, names, others);
    if (other !== undefined) return other;
    const isMissing = whole && (attribute === undefined || !hosts.has(attribute));
    return isMissing ? noHost(attribute, names) : noModules(attribute, names);
  }

  /** Which other hosts of the flake have a module; looked at when it is asked. */
  private sharing(): (key: string) => readonly string[] {
    let known: ReadonlyMap<string, readonly string[]> | undefined;
    return (key) => {
      known ??= this.otherHosts();
      return known.get(key) ?? [];
    };
  }

  private otherHosts(): ReadonlyMap<string, readonly string[]> {
    const { flake } = this.config;
    const found = new Map<string, string[]>();
    if (flake?.attribute === undefined) return found;
    const all = this.found();
    for (const name of [...all.hosts.keys()].sort()) {
      if (name === flake.attribute) continue;
      for (const { key } of this.modulesOf(all, name)) found.set(key, [...(found.get(key) ?? []), name]);
    }
    return found;
  }

  private modulesOf(all: FlakeHosts, name: string): readonly Reached[] {
    const parts = this.host(all, name);
    if (parts === undefined) return [];
    const reached = this.reader.read(parts);
    return reached.ok ? reached.value : [];
  }
}

/** The hosts that a flake has, as far as its files tell them, sorted; `whole` where it has no others. */
export function flakeHostNames(config: ConfigFiles): {
  readonly names: readonly string[];
  readonly whole: boolean;
} {
  const { hosts, whole } = hostsOfFlake(new ModuleReader(config).evaluator);
  return { names: [...hosts.keys()].sort(), whole };
}
