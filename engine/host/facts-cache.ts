import { createHash } from 'node:crypto';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostSettings } from '../config/host-settings.ts';
import type { Finding, Result } from '../model/finding.ts';
import { ok } from '../model/finding.ts';
import { evaluateFacts, questionHash, type EvaluatedFacts, type FactsQuery } from './evaluate.ts';
import type { Exec } from './exec.ts';
import { listTree, readIfThere, writeFileAtomic } from './files.ts';

/** Plain data without the secrets that are known. */
type RedactData = <T>(value: T) => T;

/** Facts that hold a secret: known to this process, and not written down. */
const unwritten = new Map<string, EvaluatedFacts>();

const KEPT_FACTS = 64;

/**
 * Facts of the live configuration, evaluated once for each (tree, package set, question) and kept in the state
 * directory. `tree` is the content hash of the configuration. Facts that hold a secret are not kept beyond this process.
 */
export async function readLiveFacts(
  exec: Exec,
  settings: HostSettings,
  tree: string,
  query: FactsQuery,
  redact: RedactData,
  signal?: AbortSignal,
): Promise<Result<EvaluatedFacts> & { readonly findings: readonly Finding[] }> {
  const key = hashOf([
    questionHash(),
    tree,
    await packageSetIdentity(exec, settings),
    settings.style,
    settings.attribute ?? '',
    query,
  ]);
  const file = join(settings.state, 'facts', `${key}.json`);
  const known = unwritten.get(file);
  if (known !== undefined) return ok(known);
  const kept = await readIfThere(file);
  if (kept !== undefined) return ok(JSON.parse(kept.toString('utf8')) as EvaluatedFacts);
  const evaluated = await evaluateFacts(exec, settings, { kind: 'live' }, query, signal);
  if (!evaluated.ok) return evaluated;
  const facts = evaluated.value;
  if (withoutSecrets(facts, redact) === facts) await keep(file, facts);
  else unwritten.set(file, facts);
  await keepSystemFacts(settings, facts, redact);
  return evaluated;
}

/**
 * Remembers what a system's facts were, so that going back to it needs no evaluation to say what changes. Options that
 * hold a secret are left out.
 */
export async function keepSystemFacts(
  settings: HostSettings,
  facts: EvaluatedFacts,
  redact: RedactData,
): Promise<void> {
  await keep(systemFile(settings, facts.outPath), withoutSecrets(facts, redact));
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
  settings: HostSettings,
  outPath: string,
): Promise<EvaluatedFacts | undefined> {
  const kept = await readIfThere(systemFile(settings, outPath));
  return kept === undefined ? undefined : (JSON.parse(kept.toString('utf8')) as EvaluatedFacts);
}

/**
 * What tells one package set from another: the store path of a channel, or, where it is a plain directory, the names,
 * sizes and times of its files. A flake's is in its lock file, which is part of the tree.
 */
export async function packageSetIdentity(exec: Exec, settings: HostSettings): Promise<string> {
  if (settings.style === 'flake') return 'locked';
  const path = settings.nixPath['nixpkgs'] ?? (await findNixpkgs(exec));
  const real = await realpath(path).catch(() => path);
  if (real.startsWith('/nix/store/')) return real;
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

async function keep(file: string, facts: EvaluatedFacts): Promise<void> {
  const directory = join(file, '..');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFileAtomic(file, JSON.stringify(facts));
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
  await Promise.all(
    aged.slice(KEPT_FACTS).map(async ({ name }) => rm(join(directory, name), { force: true })),
  );
}

function systemFile(settings: HostSettings, outPath: string): string {
  return join(settings.state, 'facts', `system-${hashOf([outPath])}.json`);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}
