import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { ServiceLog } from '../../journal/service-log.ts';
import type { Cause } from '../../model/cause.ts';
import { failed, type Finding, type Result } from '../../model/finding.ts';
import { EXIT_CODES } from '../../model/outcome.ts';
import type { Job, Schedule, Service } from '../../model/service/service.ts';
import type { JobName } from '../../model/service/service-event.ts';
import { minutesUntil, renderWindow } from '../../document/window.ts';
import type { RunResult, RunDeps } from './conduct.ts';
import { startRun } from './start.ts';

/** A schedule or a trigger whose turn it is. */
export interface DueJob {
  readonly name: JobName;
  readonly job: Job;
  readonly cause: Cause;
}

/** A run by hand holds the host for minutes; what waits longer is better missed. */
const BUSY_MS = 30 * 60_000;
const BUSY_STEP_MS = 2_000;

/** The schedule of a name. SRV004 where there is none. */
export function findSchedule(service: Service, name: string): Result<Schedule> {
  const found = service.schedules.find((schedule) => schedule.name === name);
  return found === undefined
    ? failed(unknown('schedule', name, service.schedules))
    : { ok: true, value: found, findings: [] };
}

/** Why a schedule does nothing now: it is outside of its window. */
export function refuseByWindow({ name, window }: Schedule, now: Date): string | undefined {
  if (window === undefined) return undefined;
  const minutes = now.getHours() * 60 + now.getMinutes();
  if (minutesUntil(window, minutes) === 0) return undefined;
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  return `it is ${time}, but ${name} runs only from ${renderWindow(window).replace('-', ' to ')}: nothing was done`;
}

/**
 * Runs a job that nobody waits for: it waits itself while another run holds the host, and how it ended is in the log of
 * the service. `check` makes it a runbook that may run.
 */
export async function runDueJob(
  deps: RunDeps,
  log: ServiceLog,
  due: DueJob,
  check: () => Promise<Result<CheckedRunbook>>,
): Promise<Result<RunResult>> {
  const result = await checkAndRun(deps, due, check);
  const ended = result.ok
    ? {
        run: result.value.run,
        outcome: result.value.outcome,
        exitCode: result.value.exitCode,
        message: result.value.message,
      }
    : {
        exitCode: EXIT_CODES.usage,
        codes: result.findings.map(({ code }) => code),
        message: result.findings.map(({ code, message }) => `${code}: ${message}`).join('\n'),
      };
  log.append({ type: 'job-ended', job: due.name, ...ended, message: deps.redact(ended.message) });
  return result;
}

async function checkAndRun(
  deps: RunDeps,
  { cause }: DueJob,
  check: () => Promise<Result<CheckedRunbook>>,
): Promise<Result<RunResult>> {
  const deadline = deps.host.clock.now().getTime() + BUSY_MS;
  for (;;) {
    // What a run before this one changed may change what this one does: it is checked anew.
    const checked = await check();
    if (!checked.ok) return checked;
    const result = await startRun(deps, checked.value, { mode: 'apply', cause });
    const busy = !result.ok && result.findings.every(({ code }) => code === 'RUN001');
    if (!busy || deps.signal.aborted || deps.host.clock.now().getTime() >= deadline) return result;
    await deps.host.clock.sleep(BUSY_STEP_MS, deps.signal);
  }
}

/** SRV004, with the names that there are. */
export function unknown(
  kind: 'schedule' | 'trigger',
  name: string,
  known: readonly { readonly name: string }[],
): Finding {
  const names = known.map((one) => one.name).join(', ');
  return {
    code: 'SRV004',
    severity: 'error',
    message: `service: there is no ${kind} '${name}'`,
    fix: names === '' ? `the service file has no ${kind}s` : `known are ${names}`,
  };
}
