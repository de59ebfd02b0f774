import type { HostPlace } from '../../model/host/place.ts';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { racePoint } from '../fault.ts';
import { kindOfFile, listTree, readTextIfThere } from '../tree/files.ts';
import { holdEntry } from '../tree/held.ts';

/**
 * Where a candidate is seen by Nix: over the live directory in a private mount namespace, or apart from it, at its own
 * path, where this computer gives no namespace.
 */
export type CandidatePlace = 'namespace' | 'apart';

/** EVAL003 where a candidate apart from the live directory would mean something else. */
export async function placeApart(place: HostPlace, directory: string): Promise<Result<CandidatePlace>> {
  const naming = [...(await filesNaming(directory, place.configuration)), ...(await entriesNaming(place))];
  return naming.length === 0 ? ok('apart') : failed(namesItself(place, naming));
}

// The first line on standard error of a command that runs in its namespace.
const PLACED = 'nixos-ai: the candidate is in place';

/**
 * What a command said that ran over the live directory; undefined where it never ran, since this computer gives no mount
 * namespace. Asking beforehand would cost a process each time.
 */
export function whenPlaced(result: CommandResult): CommandResult | undefined {
  if (!result.stderr.startsWith(`${PLACED}\n`)) return undefined;
  return { ...result, stderr: result.stderr.slice(PLACED.length + 1) };
}

/** Files whose text names the live directory: they would read the live tree, not the candidate. */
async function filesNaming(directory: string, configuration: string): Promise<string[]> {
  const names = await listTree(directory);
  const texts = await Promise.all(
    names.map(async (name) => [name, await readTextIfThere(join(directory, name))] as const),
  );
  return texts.filter(([, text]) => text?.includes(configuration) === true).map(([name]) => name);
}

/** What the search path leads to, `nixos-config` above all, may lie elsewhere and name the live directory. */
async function entriesNaming({ nixPath, configuration }: HostPlace): Promise<string[]> {
  const outside = Object.values(nixPath).filter((path) => !`${path}/`.startsWith(`${configuration}/`));
  const texts = await Promise.all(outside.map(async (path) => [path, await readFileIfThere(path)] as const));
  return texts.filter(([, text]) => text?.includes(configuration) === true).map(([path]) => path);
}

async function readFileIfThere(path: string): Promise<string | undefined> {
  return (await kindOfFile(path)) === 'file' ? readTextIfThere(path) : undefined;
}

function namesItself(place: HostPlace, files: readonly string[]): Finding {
  return {
    code: 'EVAL003',
    severity: 'error',
    message: `no mount namespace on this computer, and ${files.join(', ')} refer to ${place.configuration} by its full path, so a candidate in another directory would mean something else`,
    fix: 'use relative paths (./file.nix), or run it as root; nothing was changed',
  };
}

/** The same host, for a configuration that lies elsewhere. */
export function movedTo(place: HostPlace, directory: string): HostPlace {
  const { configuration } = place;
  const moved = (path: string): string =>
    path === configuration || path.startsWith(`${configuration}/`)
      ? directory + path.slice(configuration.length)
      : path;
  const nixPath = Object.fromEntries(
    Object.entries(place.nixPath).map(([name, path]) => [name, moved(path)]),
  );
  const known =
    'nixos-config' in nixPath ? nixPath : { ...nixPath, 'nixos-config': `${directory}/configuration.nix` };
  return { ...place, configuration: directory, nixPath: known };
}

// The arguments arrive as positional parameters: no path is ever part of the script. What is covered is the directory that
// is stood in, whatever its path leads to by then, and only if it is the one that was judged. BusyBox knows no -c, and takes every name as it is.
const BIND_AND_RUN =
  '(cd -P -- "$2" && test "$(stat -c %d:%i .)" = "$NIXOS_AI_LIVE" && ' +
  'if mount -V >/dev/null 2>&1; then exec mount -c --bind "$1" /proc/self/cwd/.; ' +
  'else exec mount --bind "$1" /proc/self/cwd/.; fi)' +
  ' && printf "%s\\n" "$3" >&2 && shift 3 && exec "$@"';

/**
 * A command for which the candidate lies over the live directory, in a private mount namespace: absolute imports and
 * error messages mean the same, and no other process sees it. It runs only as {@link judgedLive} gives it.
 */
export function overLive(place: HostPlace, directory: string, command: Command): Command {
  const wrapper = ['unshare', ...namespaceArguments(), '--', 'sh', '-c', BIND_AND_RUN, 'nixos-ai'] as const;
  return { ...command, argv: [...wrapper, directory, place.configuration, PLACED, ...command.argv] };
}

/**
 * The same command, told which directory the live one is. Whoever may write to a directory on the way to it could lead the
 * path to another: with what they wrote over `/etc`, root's programs would go by their settings. A directory that is not
 * for root to go to is not told, and nothing runs over it.
 */
export async function judgedLive({ configuration }: HostPlace, command: Command): Promise<Command> {
  try {
    await using entry = await holdEntry(configuration);
    const { dev, ino } = await lstat(entry.path, { bigint: true });
    racePoint('cover the live directory');
    return { ...command, env: { ...command.env, NIXOS_AI_LIVE: `${dev}:${ino}` } };
  } catch {
    return command;
  }
}

function namespaceArguments(): string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
}
