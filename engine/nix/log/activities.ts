import type { FailedBuild, NixActivity, NixProgress } from '../../model/nix-progress.ts';
import { Builds } from './builds.ts';
import { count, Counts } from './counts.ts';
import { ACTIVITY, RESULT, type LogEntry } from './parse-line.ts';
import { withoutColours } from './plain.ts';

type Start = Extract<LogEntry, { kind: 'start' }>;

interface Open {
  readonly type: number;
  readonly subject: string;
  /** Part of what a person is told. */
  readonly shown: NixActivity | undefined;
  phase?: string;
  line?: string;
}

/** What Nix says about itself rather than about what it makes: files it asks a cache for, before anything is copied. */
const ASKED = /(?:\.narinfo|\/nix-cache-info|\.ls|\/realisations\/[^/]+)$/u;
/** Nix' `lvlTalkative`: activities that say something to a person. */
const TOLD = 4;
const READ = "evaluating file '";

/** What Nix is going to do, as it says it beforehand: `these 7 derivations will be built:`. */
const LISTED =
  /^(?:this|these (?<count>\d{1,9})) (?:(?<build>derivations?) will be built|paths? will be fetched)/u;

/** Activities that are open at once; a log of Nix has as many as it has jobs. */
const MOST_OPEN = 10_000;

/** What Nix does, from what it has said so far. Times are handed in, in milliseconds since 1970. */
export class Activities {
  readonly #open = new Map<string, Open>();
  readonly #builds = new Builds();
  readonly #counts = {
    builds: new Counts(),
    copies: new Counts(),
    transferred: new Counts(),
    unpacked: new Counts(),
  };
  #files = 0;
  #queries = 0;

  add(entry: LogEntry, at: number): void {
    if (entry.kind === 'message') this.#message(entry.level, entry.text);
    else if (entry.kind === 'start') this.#start(entry, at);
    else if (entry.kind === 'stop') this.#stop(entry.id);
    else if (entry.kind === 'result') this.#result(entry);
  }

  progress(): Omit<NixProgress, 'task' | 'since'> {
    const { builds, copies, transferred, unpacked } = this.#counts;
    const [wire, disk] = [transferred.amount(), unpacked.amount()];
    return {
      builds: builds.total(),
      copies: copies.total(),
      bytes: wire.done === 0 && disk.done > 0 ? disk : wire,
      files: this.#files,
      queries: this.#queries,
      running: this.#running(),
    };
  }

  failedBuilds(): readonly FailedBuild[] {
    return this.#builds.failed();
  }

  #running(): readonly NixActivity[] {
    return [...this.#open.values()].flatMap(({ shown, phase, line }) => {
      if (shown === undefined) return [];
      return [
        { ...shown, ...(phase === undefined ? {} : { phase }), ...(line === undefined ? {} : { line }) },
      ];
    });
  }

  #copies(): boolean {
    return [...this.#open.values()].some(({ type }) => type === ACTIVITY.copyPath);
  }

  #message(level: number, text: string): void {
    if (text.startsWith(READ)) this.#files += 1;
    this.#list(text);
    // A trace is said at the same level.
    const plain = withoutColours(text);
    if (level === 0 && /^\s*error:/u.test(plain)) this.#builds.error(plain);
  }

  #list(text: string): void {
    const listed = LISTED.exec(text)?.groups;
    if (listed === undefined) return;
    const { builds, copies } = this.#counts;
    const [these, others] = listed['build'] === undefined ? [copies, builds] : [builds, copies];
    these.list(Number(listed['count'] ?? 1));
    others.listNone();
  }

  #start(entry: Start, at: number): void {
    const { type, text } = entry;
    const subject = String(entry.fields[0] ?? '');
    if (text.startsWith(READ)) this.#files += 1;
    if (type === ACTIVITY.queryPathInfo) this.#queries += 1;
    if (type === ACTIVITY.build) this.#builds.start(subject);
    if (this.#open.size >= MOST_OPEN) return;
    // A file that is downloaded while paths are copied is one of these.
    const part = type === ACTIVITY.fileTransfer && this.#copies();
    this.#open.set(entry.id, { type, subject, shown: part ? undefined : shownOf(entry, subject, at) });
  }

  #stop(id: string): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (open === undefined) return;
    if (open.type === ACTIVITY.build) this.#builds.stop(open.subject);
    this.#countsOf(open)?.stop(id);
  }

  #result({ id, type, fields }: Extract<LogEntry, { kind: 'result' }>): void {
    if (type === RESULT.setExpected) {
      const expected = count(fields[1]);
      if (fields[0] === ACTIVITY.fileTransfer) this.#counts.transferred.announce(id, expected);
      if (fields[0] === ACTIVITY.copyPath) this.#counts.unpacked.announce(id, expected);
      return;
    }
    const open = this.#open.get(id);
    if (open === undefined) return;
    const said = withoutColours(String(fields[0] ?? ''));
    if (type === RESULT.progress) this.#countsOf(open)?.progress(id, fields);
    else if (type === RESULT.setPhase) open.phase = said;
    else if (type === RESULT.buildLogLine) {
      open.line = said;
      this.#builds.line(open.subject, said);
    }
  }

  #countsOf({ type, subject }: Open): Counts | undefined {
    const { builds, copies, transferred, unpacked } = this.#counts;
    if (type === ACTIVITY.builds) return builds;
    if (type === ACTIVITY.copyPaths) return copies;
    if (type === ACTIVITY.copyPath) return unpacked;
    return type === ACTIVITY.fileTransfer && !ASKED.test(subject) ? transferred : undefined;
  }
}

function shownOf(entry: Start, subject: string, since: number): NixActivity | undefined {
  const { type, level, text } = entry;
  if (type === ACTIVITY.build) {
    const machine = String(entry.fields[1] ?? '');
    return { kind: 'build', name: storeName(subject), since, ...(machine === '' ? {} : { machine }) };
  }
  if (type === ACTIVITY.copyPath) return { kind: 'copy', name: storeName(subject), since };
  if (type === ACTIVITY.fileTransfer)
    return ASKED.test(subject) ? undefined : { kind: 'download', name: subject, since };
  const known: readonly number[] = Object.values(ACTIVITY);
  if (known.includes(type) || level > TOLD || text === '' || text.startsWith(READ)) return undefined;
  return { kind: 'other', name: withoutColours(text), since };
}

/**
 * A store path's name without hash and `.drv`.
 *
 * @example
 * storeName('/nix/store/vrp2y3p5whys3ryvj3wi9b46b04689y8-docker-24.0.drv')   // 'docker-24.0'
 */
export function storeName(path: string): string {
  return path.replace(/^.*\/[0-9a-z]{32}-/u, '').replace(/\.drv$/u, '');
}
