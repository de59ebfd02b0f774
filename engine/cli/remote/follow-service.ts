import type { HostPlace } from '../../model/host/place.ts';
import { systemClock } from '../../host/clock.ts';
import type { NoAnswer, ServiceAnswer } from '../../host/socket/client.ts';
import type { ServiceRequest } from '../../model/service/request.ts';
import { Ended } from '../context/command-context.ts';
import { onInterrupt } from '../context/interrupt.ts';
import { askOnce, exitCodeOfAnswer, type AskingCommand } from './ask-service.ts';

/** A service that is restarted is back by then. */
const PATIENCE_MS = 60_000;
const RETRY_MS = [200, 1_000, 2_000, 5_000] as const;

/**
 * Follows the events of a service until Ctrl-C. Where its answer ends or breaks off, as at a restart, it is asked for what
 * comes after the last event that was told: none is lost, and none is told twice.
 */
export async function followRemote(
  context: AskingCommand,
  place: HostPlace,
  request: Extract<ServiceRequest, { op: 'events' }>,
  tell: (value: unknown) => void,
): Promise<void> {
  const stop = onInterrupt(context.output);
  let last: number | undefined;
  let since: number | undefined;
  for (let failures = 0; !stop.aborted;) {
    const onHeard = (value: Readonly<Record<string, unknown>>): void => {
      since = now();
      failures = 0;
      const at = value['type'] === 'heartbeat' ? value['after'] : value['id'];
      if (typeof at === 'number') last = Math.max(at, last ?? 0);
    };
    const asked = last === undefined ? request : { ...request, after: last };
    const answer = await askOnce(context, place, asked, tell, onHeard);
    // Who was never there is not waited for.
    if (since === undefined || isOver(answer)) return end(context, place, asked, answer, stop);
    if (!isAgain(answer)) {
      if (now() - since > PATIENCE_MS) return end(context, place, asked, answer, stop);
      await systemClock.sleep(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0, stop);
      failures += 1;
    }
  }
}

/** It answered, and there is nothing more; or it never will. */
function isOver(answer: ServiceAnswer | NoAnswer): boolean {
  if (answer === 'broken-off' || answer === 'no-service') return false;
  return answer === 'no-right' || 'others' in answer || !answer.again;
}

function isAgain(answer: ServiceAnswer | NoAnswer): boolean {
  return typeof answer === 'object' && 'again' in answer && answer.again;
}

function end(
  context: AskingCommand,
  place: HostPlace,
  request: ServiceRequest,
  answer: ServiceAnswer | NoAnswer,
  stop: AbortSignal,
): void {
  if (stop.aborted) return;
  const exitCode = exitCodeOfAnswer(context, place, request, answer);
  if (exitCode !== 0) throw new Ended(exitCode);
}

function now(): number {
  return systemClock.now().getTime();
}
