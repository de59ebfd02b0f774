import { createInterface } from 'node:readline';
import type { Clock, Timeout } from '../../model/host/clock.ts';
import { endLasting, startLasting } from '../process/lasting.ts';

/** systemd.journal-fields(7): a unit has failed, with UNIT and UNIT_RESULT. */
const UNIT_FAILED = 'd9b373ed55a64feb8242e02dbe79a49c';
const RETRY_MS = [1_000, 5_000, 30_000, 60_000] as const;
/** A follower that ran this long was well; the next failure of it is a first one. */
const WELL_MS = 60_000;

export interface Watching {
  close(): void;
}

export interface FollowOptions {
  readonly units: readonly string[];
  readonly onFailure: (unit: string) => void;
  /** The follower ended; it is started again. */
  readonly onTrouble: (message: string) => void;
  /** It follows, from now on: what failed before is not told. */
  readonly onFollowing: () => void;
  readonly program?: string;
  readonly clock: Clock;
}

/**
 * Hears of failures of units from journald, which wakes this program for nothing else: it filters by message and unit.
 *
 * The message is said before the unit is shown as failed, and also where systemd starts it again itself: who hears it
 * looks at the unit.
 */
export function followFailures(options: FollowOptions): Watching {
  let closed = false;
  let failures = 0;
  let child: ReturnType<typeof start> | undefined;
  let timer: Timeout | undefined;
  const now = (): number => options.clock.now().getTime();
  const begin = (): void => {
    const began = now();
    child = start(options);
    child.once('spawn', () => options.onFollowing());
    const ended = (why: string): void => {
      if (closed) return;
      failures = now() - began > WELL_MS ? 1 : failures + 1;
      options.onTrouble(`journalctl ${why}`);
      const wait = RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 0;
      timer = options.clock.after(wait, begin);
    };
    child.once('error', (error) => ended(`cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => ended(`ended with ${signal ?? String(code)}`));
  };
  begin();
  return {
    close: () => {
      closed = true;
      timer?.cancel();
      if (child !== undefined) endLasting(child);
    },
  };
}

function start({ units, onFailure, program = 'journalctl', clock }: FollowOptions) {
  // From now on, not from when it has found its place: on a busy host that takes seconds, and a failure would fall between.
  const since = `--since=@${Math.floor(clock.now().getTime() / 1000)}`;
  const shown = [
    '--follow',
    '--no-tail',
    since,
    '--quiet',
    '--output=json',
    '--output-fields=UNIT,USER_UNIT',
  ];
  const matches = [`MESSAGE_ID=${UNIT_FAILED}`, '_PID=1', ...units.map((unit) => `UNIT=${unit}`)];
  const argv = [program, ...shown, ...matches] as const;
  const life = { endedBy: 'the service, when it stops watching' };
  const child = startLasting({ argv, hear: ['stdout'], life });
  if (child.stdout === null) return child;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const unit = unitOf(line);
    if (unit !== undefined && units.includes(unit)) onFailure(unit);
  });
  return child;
}

function unitOf(line: string): string | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || !('UNIT' in entry)) return undefined;
    return typeof entry.UNIT === 'string' ? entry.UNIT : undefined;
  } catch {
    // A line that was cut: the follower is being ended.
    return undefined;
  }
}
