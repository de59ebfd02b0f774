// The way of a host from its end to its next boot: `reboot.mjs ROOT PID`. It waits for the supervisor to end, empties
// `/run`, and starts what the boot menu says.
import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { markedProcesses, signal, startTime } from './lib/processes.mjs';

const [root, supervisor] = process.argv.slice(2);
const STOP_MS = 100_000;

for (const deadline = Date.now() + STOP_MS; Date.now() < deadline; await sleep(20)) {
  if (startTime(Number(supervisor)) === undefined) break;
}
signal(Number(supervisor), 'SIGKILL');
for (const pid of markedProcesses(root)) signal(pid, 'SIGKILL');
while (markedProcesses(root).length > 0) await sleep(20);
for (const name of readdirSync(`${root}/run`))
  rmSync(`${root}/run/${name}`, { recursive: true, force: true });
boot(readDefault());

function readDefault() {
  const [, entry] = /^default (\S+)$/mu.exec(readFileSync(`${root}/boot/loader/loader.conf`, 'utf8')) ?? [];
  const [, toplevel] =
    /^options init=(\S+)\/init\b/mu.exec(readFileSync(`${root}/boot/loader/entries/${entry}`, 'utf8')) ?? [];
  return toplevel;
}

function boot(toplevel) {
  const log = openSync(`${root}/var/log/boot.log`, 'a');
  spawn(`${toplevel}/init`, [], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env: { PATH: process.env.PATH },
  }).unref();
}
