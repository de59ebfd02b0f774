// The supervisor of a sandbox host, in the place of systemd: `supervisor.mjs ROOT`. It runs in the foreground; whoever
// starts it detaches it. It keeps nothing that would outlive it except the identity of the processes it started.
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { request, socketPath } from './lib/client.mjs';
import { markedProcesses, signal, startTime } from './lib/processes.mjs';
import { Manager } from './supervisor/manager.mjs';
import { answerCall } from './supervisor/calls.mjs';
import { requests } from './supervisor/requests.mjs';

const root = process.argv[2];
const runtime = `${root}/run/systemd`;

mkdirSync(`${runtime}/units`, { recursive: true });
mkdirSync(`${root}/var/log/units`, { recursive: true });
const log = (text) => {
  try {
    appendFileSync(`${root}/var/log/supervisor.log`, `${new Date().toISOString()} ${text}\n`);
  } catch {
    // A log that cannot be written must not end the services.
  }
};

if (await answers()) {
  console.error(`a supervisor of ${root} already runs`);
  process.exit(1);
}
endOrphans();
rmSync(socketPath(root), { force: true });

const manager = new Manager(root, log);
manager.poweroff = async () => {
  await Promise.all([...manager.units.values()].map((unit) => unit.stop()));
};
manager.booting = true;
let ending;

const server = createServer((socket) => {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', async (chunk) => {
    text += chunk;
    if (!text.includes('\n')) return;
    const result = await answer(text);
    socket.end(typeof result === 'string' ? result : JSON.stringify(result));
  });
});
server.listen(socketPath(root), () => {
  writeFileSync(
    `${runtime}/supervisor.pid`,
    JSON.stringify({ pid: process.pid, startTime: startTime(process.pid) }),
  );
  log(`started as ${process.pid}`);
  watchDirectory(statSync(socketPath(root)).ino);
  manager.start(['multi-user.target']).finally(() => (manager.booting = false));
});
for (const name of ['SIGTERM', 'SIGINT']) process.on(name, () => void end());
process.on('SIGHUP', () => {});
process.on('unhandledRejection', (error) => log(`error: ${error?.stack ?? error}`));

/** A directory that was removed (or given to another host) has no use for us: whatever was started ends. */
function watchDirectory(socket) {
  setInterval(() => {
    if (statSync(socketPath(root), { throwIfNoEntry: false })?.ino === socket) return;
    for (const unit of manager.units.values()) unit.kill?.();
    process.exit(1);
  }, 1000).unref();
}

async function answer(text) {
  try {
    const message = JSON.parse(text);
    return message.call === undefined ? await perform(message) : await answerCall(message, { root, perform });
  } catch (error) {
    log(`error: ${error.stack}`);
    return { error: error.message };
  }
}

async function perform(message) {
  const result = await requests[message.op](manager, message);
  if (message.op === 'poweroff') setTimeout(() => void end(), 10);
  if (message.op === 'reboot') reboot();
  return result;
}

/** Who boots the host again has to outlive it. */
function reboot() {
  const program = fileURLToPath(new URL('reboot.mjs', import.meta.url));
  const { SANDBOX_UNIT: _, ...env } = process.env;
  spawn(process.execPath, [program, root, String(process.pid)], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
    env,
  }).unref();
  setTimeout(() => void end(), 200);
}

async function end() {
  ending ??= manager.poweroff();
  await ending;
  rmSync(socketPath(root), { force: true });
  rmSync(`${runtime}/supervisor.pid`, { force: true });
  log('ended');
  process.exit(0);
}

async function answers() {
  try {
    await request(root, { op: 'state' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends what a supervisor that died left running. A recorded process is ended only when it still is that process; the
 * others only when they carry the mark of this root.
 */
function endOrphans() {
  for (const file of readdirSync(`${runtime}/units`)) {
    const path = `${runtime}/units/${file}`;
    const { pid, startTime: started } = parse(readFileSync(path, 'utf8'));
    if (pid !== undefined && started !== undefined && startTime(pid) === started) signal(-pid, 'SIGKILL');
    rmSync(path, { force: true });
  }
  for (const pid of markedProcesses(root)) if (pid !== process.pid) signal(pid, 'SIGKILL');
}

/** A record that was cut short by a crash names no process. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
