import { parseEvent } from '../../model/events/parse-event.ts';
import { previewIn } from '../../model/events/preview-in.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { RunOutcome } from '../../model/outcome.ts';
import { renderEnding } from '../../report/run/ending.ts';
import { visibleData } from '../../report/text/visible.ts';
import { askPerson } from '../context/consent.ts';
import type { ChangeContext } from '../context/change-context.ts';
import { Ended } from '../context/command-context.ts';
import { onInterrupt } from '../context/interrupt.ts';
import { exitCodeOfRemote, type OnAnswer } from './ask-service.ts';

export interface RemoteRun {
  readonly runbook: string;
  readonly given: Readonly<Record<string, string>>;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  readonly plan?: string | undefined;
}

/**
 * Runs a runbook through the service: what it would do is shown first, and what a person agrees to is that plan and no
 * other, as on the host itself.
 */
export async function runRemote(context: ChangeContext, place: HostPlace, wanted: RemoteRun): Promise<void> {
  if (wanted.yes) return end(context, await ask(context, place, wanted, 'all'));
  if (wanted.plan !== undefined) return end(context, await ask(context, place, wanted, wanted.plan));
  const shown = await ask(context, place, wanted, 'nothing');
  const person = !context.output.json && process.stdin.isTTY && process.stdout.isTTY;
  if (wanted['dry-run'] || shown.outcome !== 'planned' || shown.planHash === undefined || !person)
    return end(context, shown);
  const answer = await askPerson('Apply this change?', onInterrupt(context.output), context.output);
  if (!answer.approved) throw new Ended(5);
  return end(context, await ask(context, place, wanted, shown.planHash));
}

interface Heard {
  readonly exitCode: number;
  readonly outcome?: RunOutcome;
  readonly planHash?: string;
}

async function ask(
  context: ChangeContext,
  place: HostPlace,
  wanted: RemoteRun,
  approve: string,
): Promise<Heard> {
  const heard: { outcome?: RunOutcome; planHash?: string } = {};
  const onAnswer: OnAnswer = (value) => {
    const event = parseEvent(value);
    if (event === undefined) return;
    context.output.event(event);
    const hash = previewIn(event)?.planHash;
    if (hash !== undefined) heard.planHash = hash;
    if (event.type !== 'run-ended') return;
    heard.outcome = event.outcome;
    context.output.text(`\n${renderEnding(visibleData(event), context.output.paint)}`);
  };
  const request = { v: 1, op: 'run', runbook: wanted.runbook, with: wanted.given, approve } as const;
  const exitCode = await exitCodeOfRemote(context, place, request, onAnswer);
  return { exitCode, ...heard };
}

function end(context: ChangeContext, { exitCode }: Heard): void {
  context.output.live?.clear();
  if (exitCode !== 0) throw new Ended(exitCode);
}
