import { systemClock } from '../clock.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { exec, mustExec } from '../process/exec.ts';

const BOOT_TIMEOUT = 60_000;
const STEP = 25;

/** Two ports of the loopback address that nobody listens on now. */
export async function twoFreePorts(): Promise<readonly [number, number]> {
  // Both are held until both are known: they differ.
  const [first, second] = [await listenAnywhere(), await listenAnywhere()];
  await Promise.all([first.close(), second.close()]);
  return [first.port, second.port];
}

function listenAnywhere(): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer();
  const close = (): Promise<void> => new Promise((done) => server.close(() => done()));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve({ port: address.port, close });
      else reject(new Error('a TCP server has no port'));
    });
  });
}

/** Power on: runs the toplevel's `init`, detached, and waits until every wanted unit was started. */
export async function startHost(dir: string, toplevel: string): Promise<Result<void>> {
  await emptyRun(dir);
  await mkdir(join(dir, 'var/log'), { recursive: true });
  // Through a shell that is done at once: the host's output must not hang on this process.
  await mustExec(
    {
      argv: [
        '/bin/sh',
        '-c',
        '"$0" </dev/null >>"$1" 2>&1 &',
        join(toplevel, 'init'),
        join(dir, 'var/log/boot.log'),
      ],
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      cwd: '/',
    },
    { onlyOwnEnvironment: true },
  );
  for (const until = systemClock.timeout(BOOT_TIMEOUT); !until.aborted; await systemClock.sleep(STEP)) {
    const state = await exec({ argv: [join(toplevel, 'sw/bin/systemctl'), 'is-system-running'] });
    if (/^(?:running|degraded)$/u.test(state.stdout.trim())) return ok(undefined);
  }
  return failed({
    code: 'SBX005',
    severity: 'error',
    message: `the host in '${dir}' did not start within ${BOOT_TIMEOUT / 1000} s`,
    fix: `read ${dir}/var/log/boot.log and ${dir}/var/log/supervisor.log`,
  });
}

/** What lies in `/run` does not survive a boot. */
export async function emptyRun(dir: string): Promise<void> {
  const run = join(dir, 'run');
  const names = await readdir(run).catch(() => []);
  await Promise.all(names.map((name) => rm(join(run, name), { recursive: true, force: true })));
}

/** The supervisor and its services: every process that the host's records or marks name, and that still is that one. */
export async function readProcesses(dir: string): Promise<readonly number[]> {
  const records = join(dir, 'run/systemd');
  const units = await readdir(join(records, 'units')).catch(() => []);
  const files = [join(records, 'supervisor.pid'), ...units.map((name) => join(records, 'units', name))];
  const recorded = files.map(readRecord).filter((pid) => pid !== undefined);
  return [...new Set([...recorded, ...markedProcesses(dir)])];
}

/** Whether a process of that number is there and has not ended. */
export function isRunning(pid: number): boolean {
  return startTime(pid) !== undefined;
}

/** A recorded process, if the one that has its number now began when the recorded one did. */
function readRecord(file: string): number | undefined {
  const record = /"pid":(?<pid>\d+),"startTime":"(?<started>\d+)"/u.exec(readText(file))?.groups;
  if (record?.['pid'] === undefined) return undefined;
  const pid = Number(record['pid']);
  return startTime(pid) === record['started'] ? pid : undefined;
}

function markedProcesses(dir: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => `\0${readText(`/proc/${pid}/environ`)}`.includes(`\0SANDBOX_UNIT=${dir}:`))
    .map(Number)
    .filter((pid) => startTime(pid) !== undefined);
}

function startTime(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/** Processes end while one looks at them: what cannot be read is not there. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
