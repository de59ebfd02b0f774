import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const VERBS = ['stop', 'start', 'restart', 'reload', 'reset-failed', 'daemon-reload'];
/** Targets that carry units of a configuration. */
const TARGETS = ['multi-user.target', 'paths.target', 'sockets.target', 'timers.target'];

/** Asks systemd; while a host is being installed none runs, and there are no units to change. */
export async function systemctl(_root, { op, units = [] }) {
  if (op === 'list') return { units: list() };
  if (!VERBS.includes(op)) throw new Error(`no such operation: ${op}`);
  // As on NixOS every active target is started again: that is how what is new below one of them begins.
  const names = units.flatMap((unit) => (unit === 'multi-user.target' ? TARGETS : [unit]));
  const { status, stderr } = run([op, ...names]);
  if (status !== 0) process.stderr.write(stderr);
  return { results: Object.fromEntries(names.map((unit) => [unit, resultOf(unit, status, stderr)])) };
}

/** Name → properties, of the units that are files. */
export function unitStates(_root, { units }) {
  return new Map(units.map((unit) => [unit.Id, unit]));
}

function list() {
  const kinds = '--type=service,socket,timer,path,target';
  const { stdout } = run(['list-units', '--all', '--plain', '--no-legend', '--no-pager', kinds]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(/\s+/u))
    .filter(([Id]) => !existsSync(`/run/systemd/transient/${Id}`))
    .map(([Id, , ActiveState, SubState]) => ({ Id, ActiveState, SubState, ...resultsOf(Id, SubState) }));
}

/** Only of a unit that is about to be started again it matters how it ended. */
function resultsOf(name, state) {
  if (state !== 'auto-restart') return { Result: 'success', ExecMainStatus: 0 };
  const { stdout } = run(['show', '--property=Result', '--property=ExecMainStatus', name]);
  const value = (key) => new RegExp(`^${key}=(.*)$`, 'mu').exec(stdout)?.[1] ?? '';
  return { Result: value('Result'), ExecMainStatus: Number(value('ExecMainStatus')) };
}

/** All jobs are queued by one call, so that they are ordered; which of them failed is in what it says. */
function resultOf(unit, status, stderr) {
  const failed = stderr.split('\n').some((line) => /\bfailed\b|not found/u.test(line) && line.includes(unit));
  return status !== 0 && failed ? 'failed' : 'done';
}

function run(args) {
  return spawnSync('/usr/bin/systemctl', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
}
