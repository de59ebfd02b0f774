import type { Command } from '../model/command.ts';
import type { HostPlace } from '../model/host/place.ts';

/*
 * The argument vectors of every Nix tool the engine runs. Only commands whose command line has been the same for many
 * years (`nix-instantiate`, `nix-store`, `nix-env`): the output and options of `nix …` change between versions.
 */

/** What Nix does, as data on standard error; from Nix 2.4 on. */
const LOG = ['--log-format', 'internal-json'] as const;

/** Evaluates attribute `attribute` of `file` to JSON on standard output, instantiating the derivations it forces. */
export function evaluateCommand(
  place: HostPlace,
  file: string,
  attribute: string,
  args: Readonly<Record<string, string>>,
): Command {
  const strings = Object.entries(args).flatMap(([name, value]) => ['--argstr', name, value]);
  return {
    nix: 'evaluate',
    argv: [
      'nix-instantiate',
      ...LOG,
      // The files that are read, too.
      '-v',
      '--eval',
      '--strict',
      '--json',
      '--read-write-mode',
      ...commonArguments(place),
      file,
      '--attr',
      attribute,
      ...strings,
    ],
  };
}

/** What realising a derivation would build and fetch, on standard error. */
export function dryBuildCommand(place: HostPlace, drvPath: string): Command {
  return {
    nix: 'dry-build',
    argv: ['nix-store', '--realise', ...LOG, '--dry-run', ...optionArguments(place), drvPath],
  };
}

/** Builds exactly this derivation and roots the result at `root`; the output path goes to standard output. */
export function buildCommand(place: HostPlace, drvPath: string, root: string): Command {
  const rooted = ['--add-root', root, '--indirect'];
  return {
    nix: 'build',
    argv: ['nix-store', '--realise', ...LOG, ...optionArguments(place), ...rooted, drvPath],
  };
}

/** Makes an existing store path the next generation of the system profile. */
export function setProfileCommand(place: HostPlace, outPath: string): Command {
  return { argv: ['nix-env', ...optionArguments(place), '--profile', place.profile, '--set', outPath] };
}

/** Points the system profile back at a generation that exists. */
export function switchGenerationCommand(place: HostPlace, generation: number): Command {
  return {
    argv: [
      'nix-env',
      ...optionArguments(place),
      '--profile',
      place.profile,
      '--switch-generation',
      String(generation),
    ],
  };
}

/** Fails when the store path is not valid. */
export function checkValidityCommand(place: HostPlace, path: string): Command {
  return { argv: ['nix-store', '--check-validity', ...optionArguments(place), path] };
}

/** Adds what is missing to the `flake.lock` of a directory; the same command since there are flakes. */
export function lockFlakeCommand(place: HostPlace, directory: string): Command {
  // The trace names the input that could not be had.
  const lock = ['flake', 'lock', '--show-trace', `path:${directory}`];
  return { argv: ['nix', ...optionArguments(place), ...lock] };
}

/** Deletes generations of the system profile by their numbers. */
export function deleteGenerationsCommand(place: HostPlace, generations: readonly number[]): Command {
  const numbers = generations.map(String);
  return {
    argv: [
      'nix-env',
      ...optionArguments(place),
      '--profile',
      place.profile,
      '--delete-generations',
      ...numbers,
    ],
  };
}

/** Deletes every store path that nothing needs; how much that was is the last line of standard output. */
export function collectGarbageCommand(place: HostPlace): Command {
  return { argv: ['nix-store', '--gc', ...optionArguments(place)] };
}

export type SystemAction = 'check' | 'switch' | 'boot' | 'test' | 'dry-activate';

/** The activation program of a toplevel: the toplevel's own, so a rollback runs the old system's. */
export function switchToConfigurationCommand(toplevel: string, action: SystemAction): Command {
  return { argv: [`${toplevel}/bin/switch-to-configuration`, action] };
}

/** Reboots the host; it returns before the host goes down. */
export function rebootCommand(place: HostPlace): Command {
  return { argv: [...place.systemctl, 'reboot'] };
}

function commonArguments(place: HostPlace): string[] {
  const search = Object.entries(place.nixPath).flatMap(([name, path]) => ['-I', `${name}=${path}`]);
  return [...optionArguments(place), ...search];
}

function optionArguments(place: HostPlace): string[] {
  const flakes = place.style === 'flake' ? { 'experimental-features': 'nix-command flakes' } : {};
  return Object.entries({ ...flakes, ...place.nixOptions }).flatMap(([name, value]) => [
    '--option',
    name,
    value,
  ]);
}
