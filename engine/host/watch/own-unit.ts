import type { HostPlace } from '../../model/host/place.ts';
import { createInterface } from 'node:readline';
import type { Command } from '../../model/command.ts';
import { serviceManager } from '../../model/host/identity.ts';
import { literalWords } from '../../nix/systemd.ts';
import { awaitEnd } from '../process/child.ts';
import { startLasting } from '../process/lasting.ts';

/** A command in a unit of its own: neither the end nor a restart of the service ends it. */
export interface OwnUnit {
  readonly unit: string;
  readonly command: Command;
  /** Its output, a line each; without it the output goes where that of units goes. */
  readonly onLine?: (line: string) => void;
}

/** What a unit needs to find of the environment of the service. */
const PASSED = ['PATH', 'HOME', 'NIX_PATH', 'NIXOS_AI_FAULT'] as const;

/**
 * The argv of a command in a unit of its own, waited for. Where the host's service manager is not systemd it is the
 * command alone, in a session of its own.
 *
 * @example
 * ownUnitArgv(place, { unit: 'nixos-ai-job-web', command: { argv: ['true'] } })
 */
export function ownUnitArgv(
  place: Pick<HostPlace, 'systemdRun' | 'root'>,
  { unit, command, onLine }: OwnUnit,
  environment: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] {
  if (!isSystemd(place)) return command.argv;
  const passed = PASSED.flatMap((name) =>
    environment[name] === undefined ? [] : [`--setenv=${name}=${environment[name]}`],
  );
  const own = Object.entries(command.env ?? {}).map(([name, value]) => `--setenv=${name}=${value}`);
  return [
    ...place.systemdRun,
    `--unit=${unit}`,
    '--service-type=exec',
    '--wait',
    '--collect',
    '--quiet',
    ...(onLine === undefined ? [] : ['--pipe']),
    // Where a switch stops what it does not know, a run must not be what is stopped.
    '--property=KillMode=mixed',
    ...passed,
    ...own,
    '--',
    ...literalWords(command.argv),
  ];
}

/** Starts it and waits for its end: the exit code, undefined where it was not started or ended by a signal. */
export async function runInOwnUnit(
  place: Pick<HostPlace, 'systemdRun' | 'root'>,
  own: OwnUnit,
): Promise<{ readonly exitCode: number | undefined; readonly said: string }> {
  const argv = ownUnitArgv(place, own, process.env);
  const child = startLasting({
    argv,
    env: { ...process.env, ...own.command.env },
    hear: own.onLine === undefined ? ['stderr'] : ['stdout', 'stderr'],
    life: { endedBy: 'itself: each state of the run in it has its limit' },
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  if (child.stdout !== null && own.onLine !== undefined)
    createInterface({ input: child.stdout }).on('line', own.onLine);
  const { exitCode, spawnError, close } = await awaitEnd(child);
  close();
  return { exitCode, said: spawnError === undefined ? said : `${argv[0]}: ${spawnError}` };
}

/** Whether systemd itself runs the host; a sandbox host has a supervisor of its own. */
export function isSystemd(place: Pick<HostPlace, 'root'>): boolean {
  return serviceManager(place) === 'systemd';
}
