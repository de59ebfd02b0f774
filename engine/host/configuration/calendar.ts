import type { Finding } from '../../model/finding.ts';
import type { PlacedCalendar } from '../../watch/check-service.ts';
import type { Exec } from '../../model/host/exec.ts';

const LIMIT_MS = 10_000;

/**
 * Whether systemd takes each expression as an OnCalendar: SRV010 when it does not, SRV011 (once, a warning) where there is
 * no `systemd-analyze` to ask.
 */
export async function checkCalendars(
  calendars: readonly PlacedCalendar[],
  exec: Exec,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const calendar of calendars) {
    const argv = ['systemd-analyze', 'calendar', '--', calendar.expression] as const;
    const { exitCode, stderr, spawnError } = await exec({ argv }, { timeout: LIMIT_MS });
    if (spawnError !== undefined) return [unchecked(calendar)];
    if (exitCode !== 0) findings.push(refused(calendar, stderr));
  }
  return findings;
}

function refused({ expression, position }: PlacedCalendar, stderr: string): Finding {
  const why = stderr.trim().split('\n')[0] ?? '';
  return {
    code: 'SRV010',
    severity: 'error',
    message: `systemd takes no calendar '${expression}'${why === '' ? '' : `: ${why}`}`,
    position,
    fix: 'write an OnCalendar of systemd.time(7), such as "Sun 03:00" or "*-*-01 04:30"',
  };
}

function unchecked({ position }: PlacedCalendar): Finding {
  return {
    code: 'SRV011',
    severity: 'warning',
    message: 'calendars were not looked at: there is no systemd-analyze here',
    position,
    fix: 'run `nixos-ai config check` on the host',
  };
}
