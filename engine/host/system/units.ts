import { dirname, join } from 'node:path';
import type { UnitState } from '../../model/host/units.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Exec } from '../../model/host/exec.ts';

const PROPERTIES = ['Id', 'LoadState', 'ActiveState', 'SubState', 'Result', 'ExecMainStatus', 'NRestarts'];

export function showUnitCommand(place: HostPlace, unit: string): Command {
  return {
    argv: [...place.systemctl, 'show', `--property=${PROPERTIES.join(',')}`, '--no-pager', '--', unit],
  };
}

export function failedUnitsCommand(place: HostPlace): Command {
  return {
    argv: [
      ...place.systemctl,
      'list-units',
      '--state=failed',
      '--all',
      '--plain',
      '--no-legend',
      '--no-pager',
    ],
  };
}

export function runningServicesCommand(place: HostPlace): Command {
  return {
    argv: [
      ...place.systemctl,
      'list-units',
      '--type=service',
      '--state=running',
      '--plain',
      '--no-legend',
      '--no-pager',
    ],
  };
}

/** Units between two states: what a switch has not finished. */
export function movingUnitsCommand(place: HostPlace): Command {
  return {
    argv: [
      ...place.systemctl,
      'list-units',
      '--state=activating,deactivating,reloading',
      '--all',
      '--plain',
      '--no-legend',
      '--no-pager',
    ],
  };
}

/** Timers that are set, transient ones included. */
export function timersCommand(place: HostPlace): Command {
  return {
    argv: [...place.systemctl, 'list-units', '--type=timer', '--all', '--plain', '--no-legend', '--no-pager'],
  };
}

/** State of one unit, or undefined when the service manager does not answer. */
export async function readUnit(exec: Exec, place: HostPlace, unit: string): Promise<UnitState | undefined> {
  const result = await exec(showUnitCommand(place, unit), { timeout: 10_000 });
  if (result.exitCode !== 0) return undefined;
  const values = new Map(
    result.stdout
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return {
    unit,
    load: values.get('LoadState') ?? '',
    active: values.get('ActiveState') ?? '',
    sub: values.get('SubState') ?? '',
    result: values.get('Result') ?? '',
    exitStatus: Number(values.get('ExecMainStatus') ?? 0),
    restarts: Number(values.get('NRestarts') ?? 0),
  };
}

/** The last lines of a unit's log, as its programs and systemd wrote them; none where the journal does not answer. */
export async function readUnitLog(
  exec: Exec,
  place: HostPlace,
  unit: string,
  lines: number,
): Promise<readonly string[]> {
  const result = await exec(unitLogCommand(place, unit, lines), { timeout: 10_000 });
  if (result.exitCode !== 0) return [];
  return result.stdout.split('\n').filter((line) => line !== '' && line !== '-- No entries --');
}

/** journalctl lies beside systemctl, where the settings say where that is. */
function unitLogCommand(place: HostPlace, unit: string, lines: number): Command {
  const [systemctl] = place.systemctl;
  const program = systemctl.includes('/') ? join(dirname(systemctl), 'journalctl') : 'journalctl';
  return { argv: [program, `--unit=${unit}`, `--lines=${lines}`, '--output=cat', '--no-pager', '--quiet'] };
}

/**
 * Whether a host has booted. While a unit of ours is part of the boot systemd says that it goes on: then no other may be
 * being started.
 */
export async function isUp(exec: Exec, place: HostPlace): Promise<boolean> {
  const state = await exec({ argv: [...place.systemctl, 'is-system-running'] }, { timeout: 10_000 });
  const said = state.stdout.trim();
  if (said !== 'initializing' && said !== 'starting') return said !== '';
  const argv = [...place.systemctl, 'list-jobs', '--plain', '--no-legend', '--no-pager'] as const;
  const jobs = await exec({ argv }, { timeout: 10_000 });
  // `JOB UNIT TYPE STATE`: what waits may wait for us.
  const started = jobs.stdout.split('\n').map((line) => line.trim().split(/\s+/u));
  const others = started.filter(([, unit = '', , job]) => job === 'running' && !unit.startsWith('nixos-ai-'));
  return jobs.exitCode === 0 && others.length === 0;
}

/** Names of failed units, sorted; undefined when the service manager does not answer. */
export async function readFailedUnits(exec: Exec, place: HostPlace): Promise<string[] | undefined> {
  return readUnitNames(exec, failedUnitsCommand(place));
}

/** Names of units that are starting, stopping or waiting to restart, sorted. */
export async function readMovingUnits(exec: Exec, place: HostPlace): Promise<string[] | undefined> {
  return readUnitNames(exec, movingUnitsCommand(place));
}

/** Names of the services that run, sorted; undefined when the service manager does not answer. */
export async function readRunningServices(exec: Exec, place: HostPlace): Promise<string[] | undefined> {
  return readUnitNames(exec, runningServicesCommand(place));
}

/** Names of the timers that are set, sorted; undefined when the service manager does not answer. */
export async function readTimers(exec: Exec, place: HostPlace): Promise<string[] | undefined> {
  return readUnitNames(exec, timersCommand(place));
}

/** Starts a unit anew, however often it was tried before. */
export async function restartUnit(exec: Exec, place: HostPlace, unit: string): Promise<CommandResult> {
  // Several tries in a row are no reason not to start it.
  await exec({ argv: [...place.systemctl, 'reset-failed', '--', unit] });
  return exec({ argv: [...place.systemctl, 'restart', '--', unit] });
}

async function readUnitNames(exec: Exec, command: Command): Promise<string[] | undefined> {
  const result = await exec(command, { timeout: 10_000 });
  if (result.exitCode !== 0) return undefined;
  return result.stdout
    .split('\n')
    .map((line) => line.replace(/^[●*]?\s+/u, '').split(/\s+/u)[0] ?? '')
    .filter((name) => name !== '')
    .sort();
}
