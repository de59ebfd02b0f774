import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { MARK, mark, markedProcesses, signal, startTime } from '../lib/processes.mjs';

/**
 * Starts a process of a unit in a session of its own, with its output in the unit's log. `exit` resolves when it ended:
 * `{ code, signal }`, or `{ error }` when it could not be started.
 */
export function startProcess(root, unit, argv, { environment, directory, record, output, errors }) {
  const out = openOutput(root, unit, output);
  const err = errors && errors !== 'inherit' ? openOutput(root, unit, errors) : out;
  const program = argv[0].startsWith('/run/current-system/') ? root + argv[0] : argv[0];
  const child = spawn(program, argv.slice(1), {
    cwd: directory,
    env: { ...environment, [MARK]: mark(root, unit) },
    stdio: ['ignore', out, err],
    detached: true,
  });
  closeSync(out);
  if (err !== out) closeSync(err);
  const file = `${root}/run/systemd/units/${unit}.pid`;
  if (record && child.pid !== undefined) {
    writeFileSync(file, JSON.stringify({ pid: child.pid, startTime: startTime(child.pid) }));
  }
  const exit = new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }));
    child.on('exit', (code, name) => {
      if (record) rmSync(file, { force: true });
      resolve(name ? { code: constants.signals[name], signal: name } : { code });
    });
  });
  return { pid: child.pid, exit };
}

/** `StandardOutput=`: a file, nothing, or (for everything else) the unit's log. */
function openOutput(root, unit, where = 'journal') {
  if (where === 'null') return openSync('/dev/null', 'w');
  const [, mode, path] = /^(append|file|truncate):(.+)$/u.exec(where) ?? [
    undefined,
    'append',
    `${root}/var/log/units/${unit}.log`,
  ];
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, mode === 'truncate' ? 'w' : 'a');
}

/** Ends every process of a unit: asks, waits `timeout` milliseconds, then kills. True when it had to kill. */
export async function endProcesses(root, unit, pids, { name = 'SIGTERM', timeout }) {
  for (const pid of pids) signal(-pid, name);
  for (const pid of markedProcesses(root, unit)) if (!pids.includes(pid)) signal(pid, name);
  const deadline = Date.now() + timeout;
  while (markedProcesses(root, unit).length > 0) {
    if (Date.now() >= deadline) {
      killProcesses(root, unit);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

export function killProcesses(root, unit) {
  for (const pid of markedProcesses(root, unit)) signal(pid, 'SIGKILL');
}
