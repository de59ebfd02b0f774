import type { Finding } from '../../model/finding.ts';
import type { Around, Check, Diagnosis } from './check.ts';
import { bad, check, well } from './check.ts';
import type { JournalFacts, Readings, StateFacts, UnfinishedRun } from './facts.ts';
import { listed } from './words.ts';

/** Runs that are going on, that never ended, and timers without any. */
export const RUN_CHECKS: readonly Check[] = [
  check('lock', 'state', checkLock),
  check('runs', 'journal', checkUnfinished),
  check('dead-man timers', 'timers', checkTimers),
];

function checkLock({ lock }: StateFacts): Diagnosis {
  if (lock === undefined) return well('free');
  const { pid, run, since } = lock;
  const who = run === undefined ? `process ${pid}` : `run ${run} (process ${pid}, since ${since ?? '?'})`;
  const message = `${who} holds this host: no other run starts before it ends`;
  const fix =
    run === undefined ? 'wait for it to end' : `wait for it to end; nixos-ai show ${run} shows its progress`;
  return bad(`held by ${who}`, 'DOC070', 'warning', message, fix);
}

/** A run that somebody is at has not been interrupted. */
function checkUnfinished({ unfinished }: JournalFacts, { other }: Around): Diagnosis {
  const lock = other('state')?.lock;
  const interrupted =
    lock === undefined
      ? unfinished
      : unfinished.filter(({ run }) => run !== lock.run && lock.run !== undefined);
  const names = listed(interrupted.map(({ run }) => run));
  return {
    seen: interrupted.length === 0 ? 'none unfinished' : `unfinished: ${names}`,
    findings: interrupted.map(unended),
  };
}

function unended({ run, at, touched, waits }: UnfinishedRun): Finding {
  if (waits === true) {
    const message = `run ${run} waits for a reboot; nothing else can change before that`;
    const fix = `reboot the host, then nixos-ai resume; or undo it with nixos-ai rollback ${run}`;
    return { code: 'DOC073', severity: 'warning', message, fix };
  }
  const where = at === undefined ? '' : ` in the state '${at}'`;
  return {
    code: 'DOC071',
    severity: touched ? 'error' : 'warning',
    message: touched
      ? `run ${run} was interrupted${where} after it began to change the host`
      : `run ${run} was interrupted${where} before it changed anything`,
    fix: touched
      ? `nixos-ai resume finishes it or rolls it back; nixos-ai rollback ${run} rolls it back`
      : 'nixos-ai resume closes it, and so does the next run',
  };
}

function checkTimers(timers: Readings['timers'], { host, other }: Around): Diagnosis | undefined {
  const journal = other('journal');
  if (journal === undefined) return undefined;
  const open = new Set(journal.unfinished.map(({ run }) => run));
  const lost = timers.filter((run) => !open.has(run));
  if (lost.length === 0) return well(timers.length === 0 ? 'none is set' : `set for ${timers.join(', ')}`);
  const message = `a dead-man timer is set for ${listed(lost)}, which is not an open run: a timer rolls no run back that has ended, so it changes nothing`;
  const fix = `${host.systemctl} stop ${lost.map((run) => `nixos-ai-dead-man-${run}.timer`).join(' ')}`;
  return bad(listed(lost), 'DOC072', 'warning', message, fix);
}
