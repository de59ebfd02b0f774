import { systemClock } from '../clock.ts';
import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace, HostSite } from '../../model/host/place.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import { evaluateFacts, evaluateValues, questionHash, type EvaluatedValues } from './evaluate.ts';
import { NO_FACTS, type EvaluatedFacts, type FactsQuery } from '../../model/host/evaluate.ts';
import type { Exec } from '../../model/host/exec.ts';
import { elsewhereIdentity } from '../tree/elsewhere.ts';
import { listTree, makePrivateDirectory, readIfThere, removeTree, writeShared } from '../tree/files.ts';

/** Plain data without the secrets that are known. */
type RedactData = <T>(value: T) => T;

/** Facts that hold a secret: known whole to this process, and written down without. */
const unwritten = new Map<string, EvaluatedFacts>();

const KEPT_FACTS = 64;

/**
 * Facts of the live configuration, evaluated once for each (tree, package set) and kept in the state directory: what else
 * is asked of the same tree is added. `tree` is the content hash of the configuration. What holds a secret is not kept
 * beyond this process.
 */
export async function readLiveFacts(
  exec: Exec,
  site: HostSite,
  tree: string,
  query: FactsQuery,
  redact: RedactData,
  signal?: AbortSignal,
): Promise<Result<EvaluatedFacts> & { readonly findings: readonly Finding[] }> {
  const file = await treeFile(exec, site.place, tree);
  const known = await readKept(file);
  const missing = known === undefined ? query : missingOf(query, known);
  if (known !== undefined && isEmpty(missing)) return ok(known);
  const live = { kind: 'live' } as const;
  const evaluated =
    known === undefined
      ? await evaluateFacts(exec, site, live, query, signal)
      : await evaluateValues(exec, site, live, missing, signal);
  if (!evaluated.ok) return evaluated;
  const facts = merged(known, evaluated.value);
  await keepFacts(file, facts, redact);
  if (known === undefined) await keepSystemFacts(site.place, facts, redact);
  return ok(facts);
}

/**
 * What single options of the live configuration say and where that comes from: from facts that are known of the tree,
 * else evaluated without the system as a whole, and kept beside them.
 */
export async function readLiveValues(
  exec: Exec,
  site: HostSite,
  tree: string,
  query: FactsQuery,
  redact: RedactData,
): Promise<Result<EvaluatedValues>> {
  const file = await treeFile(exec, site.place, tree);
  if ((await readKept(file)) !== undefined) return readLiveFacts(exec, site, tree, query, redact);
  const beside = join(file, '..', `values-${hashOf([file])}.json`);
  const known = (await readKept(beside)) ?? NO_FACTS;
  const missing = missingOf(query, known);
  if (isEmpty(missing)) return ok(known);
  const evaluated = await evaluateValues(exec, site, { kind: 'live' }, missing);
  if (!evaluated.ok) return evaluated;
  const values = merged(known, evaluated.value);
  await keepFacts(beside, values, redact);
  return ok(values);
}

/** Whether {@link readLiveFacts} would evaluate nothing. */
export async function knowsLiveFacts(
  exec: Exec,
  place: HostPlace,
  tree: string,
  query: FactsQuery,
): Promise<boolean> {
  const known = await readKept(await treeFile(exec, place, tree));
  return known !== undefined && isEmpty(missingOf(query, known));
}

/** The system that a tree evaluates to, where it was evaluated before; nothing is evaluated now. */
export async function knownSystemOf(exec: Exec, place: HostPlace, tree: string): Promise<string | undefined> {
  return (await readKept(await treeFile(exec, place, tree)))?.outPath;
}

/** Remembers what a tree evaluates to: a candidate is what is live after its run. */
export async function keepTreeFacts(
  exec: Exec,
  place: HostPlace,
  tree: string,
  facts: EvaluatedFacts,
  redact: RedactData,
): Promise<void> {
  await keepFacts(await treeFile(exec, place, tree), facts, redact);
}

async function treeFile(exec: Exec, place: HostPlace, tree: string): Promise<string> {
  const packages = await packageSetIdentity(exec, place);
  const elsewhere = await elsewhereIdentity(place);
  const key = hashOf([questionHash(), tree, packages, elsewhere, place.style, place.attribute ?? '']);
  return join(place.state, 'facts', `${key}.json`);
}

async function readKept(file: string): Promise<EvaluatedFacts | undefined> {
  const known = unwritten.get(file);
  if (known !== undefined) return known;
  const kept = await readIfThere(file);
  return kept === undefined ? undefined : (JSON.parse(kept.toString('utf8')) as EvaluatedFacts);
}

async function keepFacts(file: string, facts: EvaluatedFacts, redact: RedactData): Promise<void> {
  const written = withoutSecrets(facts, redact);
  if (written !== facts) unwritten.set(file, facts);
  await keepKnown(file, written);
}

function missingOf(query: FactsQuery, known: EvaluatedFacts): FactsQuery {
  const { origins = [], modules = [] } = query;
  const unplaced = origins.filter((path) => known.options[JSON.stringify(path)]?.files === undefined);
  const untold = query.options.filter((path) => !(JSON.stringify(path) in known.options));
  return {
    options: [...untold, ...unplaced.filter((path) => !untold.includes(path))],
    packages: query.packages.filter((path) => !(path.join('.') in known.pkgs)),
    origins: unplaced,
    modules: modules.flatMap(({ file, names }) => {
      const unknown = names.filter((name) => known.modules?.[file]?.[name] === undefined);
      return unknown.length === 0 ? [] : [{ file, names: unknown }];
    }),
  };
}

function isEmpty({ options, packages, modules = [] }: FactsQuery): boolean {
  return options.length === 0 && packages.length === 0 && modules.length === 0;
}

function merged(known: EvaluatedFacts | undefined, more: EvaluatedFacts | EvaluatedValues): EvaluatedFacts {
  if ('drvPath' in more) return more;
  if (known === undefined) throw new Error('values alone are not facts');
  const modules = { ...known.modules };
  for (const [file, told] of Object.entries(more.modules ?? {}))
    modules[file] = { ...modules[file], ...told };
  return {
    ...known,
    options: { ...known.options, ...more.options },
    pkgs: { ...known.pkgs, ...more.pkgs },
    pkgNames: { ...known.pkgNames, ...more.pkgNames },
    modules,
    normalUsers: more.normalUsers,
  };
}

/**
 * Remembers what a system's facts were, so that going back to it needs no evaluation to say what changes. Options that
 * hold a secret are left out.
 */
export async function keepSystemFacts(
  place: HostPlace,
  facts: EvaluatedFacts,
  redact: RedactData,
): Promise<void> {
  await keepKnown(systemFile(place, facts.outPath), withoutSecrets(facts, redact));
}

/** The same facts where they hold no secret; else without the options that do. */
function withoutSecrets(facts: EvaluatedFacts, redact: RedactData): EvaluatedFacts {
  const all = Object.entries(facts.options);
  const options = all.filter(([name, value]) => {
    const named = { [name]: value.value };
    return redact(value) === value && redact(named) === named;
  });
  const warnings = redact(facts.warnings);
  if (options.length === all.length && warnings === facts.warnings) return facts;
  return { ...facts, options: Object.fromEntries(options), warnings };
}

export async function readSystemFacts(
  place: HostPlace,
  outPath: string,
): Promise<EvaluatedFacts | undefined> {
  const kept = await readIfThere(systemFile(place, outPath));
  return kept === undefined ? undefined : (JSON.parse(kept.toString('utf8')) as EvaluatedFacts);
}

/**
 * What tells one package set from another: the store path of a channel, or, where it is a plain directory, the names,
 * sizes and times of its files. A flake's is in its lock file, which is part of the tree.
 */
export async function packageSetIdentity(exec: Exec, place: HostPlace): Promise<string> {
  if (place.style === 'flake') return 'locked';
  const path = place.nixPath['nixpkgs'] ?? (await findNixpkgs(exec));
  const real = await realpath(path).catch(() => path);
  if (real.startsWith('/nix/store/')) return real;
  const known = stamped.get(real);
  const now = systemClock.now().getTime();
  if (known !== undefined && now - known.at < STAMPED_MS) return known.identity;
  const identity = stampFiles(real);
  stamped.set(real, { at: now, identity });
  return identity;
}

/** A whole nixpkgs as a plain directory takes a second to look through, and one plan asks for it several times. */
const STAMPED_MS = 30_000;
const stamped = new Map<string, { readonly at: number; readonly identity: Promise<string> }>();

async function stampFiles(real: string): Promise<string> {
  const files = await listTree(real).catch(() => []);
  const stamps = await Promise.all(
    files.slice(0, 5_000).map(async (name) => {
      const { size, mtimeMs } = await stat(join(real, name)).catch(() => ({ size: 0, mtimeMs: 0 }));
      return [name, size, mtimeMs];
    }),
  );
  return hashOf([real, stamps]);
}

async function findNixpkgs(exec: Exec): Promise<string> {
  const result = await exec({ argv: ['nix-instantiate', '--find-file', 'nixpkgs'] }, { timeout: 30_000 });
  return result.stdout.trim();
}

/** Keeps what is known by one more file of the state directory; the oldest of many goes. */
export async function keepKnown(file: string, facts: unknown): Promise<void> {
  const directory = join(file, '..');
  await makePrivateDirectory(directory);
  await writeShared(file, JSON.stringify(facts));
  await prune(directory);
}

async function prune(directory: string): Promise<void> {
  const names = await readdir(directory);
  if (names.length <= KEPT_FACTS) return;
  const aged = await Promise.all(
    names.map(async (name) => ({
      name,
      age: (await stat(join(directory, name)).catch(() => ({ mtimeMs: 0 }))).mtimeMs,
    })),
  );
  aged.sort((a, b) => b.age - a.age);
  await Promise.all(aged.slice(KEPT_FACTS).map(async ({ name }) => removeTree(join(directory, name))));
}

function systemFile(place: HostPlace, outPath: string): string {
  return join(place.state, 'facts', `system-${hashOf([outPath])}.json`);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}
