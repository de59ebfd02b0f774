import type { Command } from '../model/command.ts';
import type { HostPlace } from '../model/host/place.ts';
import type { Timer } from '../model/host/timers.ts';

/*
 * The argument vectors that hand something to the service manager of a host, which outlives the engine.
 */

/** Starts a command after a while, as a transient timer. @param path - Where programs are found. */
export function armCommand(place: HostPlace, timer: Timer, path: string): Command {
  return {
    argv: [
      ...place.systemdRun,
      `--unit=${timer.unit}`,
      `--on-active=${timer.seconds}`,
      // Else systemd may let it elapse up to a minute late.
      '--timer-property=AccuracySec=1s',
      // A transient unit starts with next to no environment; git and Nix have to be found.
      `--setenv=PATH=${path}`,
      '--',
      ...literalWords(timer.argv),
    ],
  };
}

/**
 * Starts a command as a transient unit of the host's service manager: it outlives the engine, the terminal and the
 * session that asked for it.
 */
export function launchCommand(
  place: HostPlace,
  launch: { readonly unit: string; readonly log: string; readonly command: Command },
): Command {
  const environment = Object.entries(launch.command.env ?? {}).map(
    ([name, value]) => `--setenv=${name}=${value}`,
  );
  return {
    argv: [
      ...place.systemdRun,
      `--unit=${launch.unit}`,
      '--service-type=oneshot',
      '--no-block',
      '--property=RemainAfterExit=yes',
      `--property=StandardOutput=append:${launch.log}`,
      `--property=StandardError=append:${launch.log}`,
      ...environment,
      '--',
      ...literalWords(launch.command.argv),
    ],
  };
}

/**
 * The words of a command as systemd hands them on unchanged: of a transient unit, too, it replaces `${NAME}` by what its
 * environment says, splits a word `$NAME`, and makes `$` of `$$` (systemd.service(5)). The program is taken as it is.
 *
 * @example
 * literalWords(['echo', '${HOME}'])   // ['echo', '$${HOME}']
 */
export function literalWords(argv: readonly string[]): readonly string[] {
  return argv.map((word, at) => (at === 0 ? word : word.replaceAll('$', '$$$$')));
}
