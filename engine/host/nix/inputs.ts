import type { FlakeText, NewLock } from '../../model/host/configuration.ts';
import { join } from 'node:path';
import type { HostSite } from '../../model/host/place.ts';
import type { CommandResult } from '../../model/command.ts';
import type { FindingCode } from '../../model/finding-codes.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { InputChoice } from '../../model/pinned.ts';
import { lockFlakeCommand } from '../../nix/argv.ts';
import {
  compareLocks,
  findBackwards,
  forgetInputs,
  inputsOf,
  parseLock,
  type FlakeLock,
} from '../../nix/flake/lock.ts';
import { nearestWords } from '../../nix/spelling.ts';
import type { Exec } from '../../model/host/exec.ts';
import { readTextIfThere, removeTree } from '../tree/files.ts';
import { writeLockable } from './lockable.ts';
import { nixMessage, toolFinding } from '../../nix/errors.ts';

/**
 * Locks some inputs of a flake anew, in a directory of its own: the live files are not touched. Undefined where all of
 * them are at their newest. Nothing but the flake itself is copied, so nothing that git ignores comes to the store.
 *
 * Findings: INP001 a source did not answer, INP002 Nix took an old copy instead, INP003 an input would go backwards,
 * INP004 no such input, INP005 the lock file is none, EVAL004 git cannot tell what the flake may see.
 */
export async function updateLock(
  exec: Exec,
  { place, limits }: HostSite,
  { flake, lock }: FlakeText,
  choice: InputChoice,
  options: { readonly scratch: string; readonly signal: AbortSignal },
): Promise<Result<NewLock | undefined>> {
  const old = lock === undefined ? ok(undefined) : parseLock(lock);
  if (!old.ok) return old;
  const kept =
    lock === undefined || old.value === undefined || choice === 'all'
      ? undefined
      : forgetInputs(lock, old.value, choice);
  try {
    const lockable = { flake, lock: kept, old: old.value };
    const written = await writeLockable(place, options.scratch, lockable);
    if (!written.ok) return written;
    const command = lockFlakeCommand(place, options.scratch);
    const result = await exec(command, { timeout: limits.evaluate, signal: options.signal });
    const problem = fetchProblem(result);
    if (problem !== undefined) return failed(problem);
    const text = await readTextIfThere(join(options.scratch, 'flake.lock'));
    return judge(old.value, text, choice);
  } finally {
    await removeTree(options.scratch);
  }
}

// What Nix prints, with exit code 0, when a source did not answer and an earlier copy is at hand.
const OLD_COPY = /using cached version|continuing with the most recent version/u;

function fetchProblem(result: CommandResult): Finding | undefined {
  if (result.spawnError !== undefined) return toolFinding(result);
  if (result.timedOut || result.exitCode !== 0) {
    return problem(
      'INP001',
      `the inputs could not be updated: ${whyNot(result)}; nothing was changed`,
      'check that the named source is reachable, then try again; or update other inputs by name',
    );
  }
  const old = result.stderr.split('\n').find((line) => OLD_COPY.test(line));
  if (old === undefined) return undefined;
  return problem(
    'INP002',
    `the source of an input did not answer, and Nix used an old copy: ${old.trim()}; nothing was changed`,
    'check that the source is reachable, then try again',
  );
}

/** Which input it is, and what its source said: Nix names both, among much else. */
function whyNot({ stderr, timedOut }: CommandResult): string {
  if (timedOut) return 'it took too long';
  const input = /while updating the flake input '(?<name>[^']*)'/u.exec(stderr)?.groups?.['name'];
  const said = /^fatal: (?<said>.*)$/mu.exec(stderr)?.groups?.['said'];
  const [error = ''] = nixMessage(stderr).split('\n');
  return [
    ...(input === undefined ? [] : [`input ${input}`]),
    error,
    ...(said === undefined ? [] : [said]),
  ].join(': ');
}

function judge(
  old: FlakeLock | undefined,
  text: string | undefined,
  choice: InputChoice,
): Result<NewLock | undefined> {
  // A flake without inputs has no lock file.
  const now = text === undefined ? ok({ nodes: {}, root: 'root' }) : parseLock(text);
  if (!now.ok) return now;
  const known = inputsOf(now.value);
  const unknown = choice === 'all' ? [] : choice.filter((name) => !known.includes(name));
  if (unknown.length > 0) return failed(...unknown.map((name) => noInput(name, known)));
  const backwards = findBackwards(old, now.value);
  if (backwards.length > 0) return failed(...backwards);
  const changes = compareLocks(old, now.value);
  return ok(text === undefined || changes.length === 0 ? undefined : { text, changes });
}

function noInput(name: string, known: readonly string[]): Finding {
  const [near] = nearestWords(name, known, 1);
  const has = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  const fix = near === undefined ? 'use one of those' : `did you mean '${near}'?`;
  return problem('INP004', `the flake has no input '${name}'; ${has}. Nothing was changed`, fix);
}

function problem(code: FindingCode, message: string, fix: string): Finding {
  return { code, severity: 'error', message, fix };
}
