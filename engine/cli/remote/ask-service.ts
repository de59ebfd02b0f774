import type { HostPlace } from '../../model/host/place.ts';
import { parseEvent } from '../../model/events/parse-event.ts';
import { parseFinding } from '../../model/events/parse-finding.ts';
import { parseHistoryEntry } from '../../model/events/parse-history.ts';
import type { RunEvent } from '../../model/event.ts';
import type { HistoryEntry } from '../../model/history.ts';
import { renderHistory } from '../../report/run/history.ts';
import { renderStory } from '../../report/run/story.ts';
import { visibleData } from '../../report/text/visible.ts';
import { failed, type Finding } from '../../model/finding.ts';
import { isForbidden } from '../../host/tree/files.ts';
import { askService, type NoAnswer, type ServiceAnswer } from '../../host/socket/client.ts';
import { EXIT_CODES } from '../../model/outcome.ts';
import { roleFor, type ServiceRequest } from '../../model/service/request.ts';
import { runtimeDirectory } from '../../host/socket/places.ts';
import { Ended, type CommandContext } from '../context/command-context.ts';
import { onInterrupt } from '../context/interrupt.ts';

/** What the service answers, as it comes: each line one object of schemas/event.schema.json. */
export type OnAnswer = (value: Readonly<Record<string, unknown>>, type: string) => void;

/** What of a command it takes to ask for it. */
export type AskingCommand = Pick<CommandContext, 'output' | 'refuse'>;

/** Whether the state of a host is not for this user: then the service is asked. */
export async function isRemote(place: HostPlace): Promise<boolean> {
  return process.getuid?.() !== 0 && isForbidden(place.state);
}

/**
 * Asks the service for what one may not do oneself. With `--json` its lines are handed on as they are. Ends the command
 * with the code that the service says.
 */
export async function askRemote(
  context: AskingCommand,
  place: HostPlace,
  request: ServiceRequest,
  onAnswer: OnAnswer,
): Promise<void> {
  const exitCode = await exitCodeOfRemote(context, place, request, onAnswer);
  if (exitCode !== 0) throw new Ended(exitCode);
}

/** The same, and gives the code. */
export async function exitCodeOfRemote(
  context: AskingCommand,
  place: HostPlace,
  request: ServiceRequest,
  onAnswer: OnAnswer,
): Promise<number> {
  const stop = onInterrupt(context.output);
  const answer = await askOnce(context, place, request, onAnswer);
  if (answer === 'broken-off' && stop.aborted) return 0;
  return exitCodeOfAnswer(context, place, request, answer);
}

/**
 * One request, and how it was answered; what comes of it is for the caller to say.
 *
 * @param onHeard - Hears everything, also what `--json` hands on.
 */
export async function askOnce(
  context: AskingCommand,
  place: HostPlace,
  request: ServiceRequest,
  onAnswer: OnAnswer,
  onHeard: (value: Readonly<Record<string, unknown>>) => void = () => undefined,
): Promise<ServiceAnswer | NoAnswer> {
  const onLine = (line: string): void => {
    const value = parse(line);
    if (value === undefined) return;
    const { v, type, ...rest } = value;
    void v;
    onHeard(value);
    if (type === 'finding') context.output.findings([parseFinding(rest) ?? []].flat());
    else if (context.output.json && type !== 'heartbeat') context.output.answer(String(type), rest, () => '');
    else onAnswer(value, String(type));
  };
  const stop = onInterrupt(context.output);
  return askService(runtimeDirectory(place), request, roleFor(request), onLine, stop);
}

/** Says why there is no answer, where there is none. */
export function exitCodeOfAnswer(
  context: AskingCommand,
  place: HostPlace,
  request: ServiceRequest,
  answer: ServiceAnswer | NoAnswer,
): number {
  if (answer === 'no-service' || answer === 'no-right')
    return context.refuse(failed(refusal(answer, roleFor(request), place)).findings, EXIT_CODES.failed);
  if (answer === 'broken-off') return context.refuse([brokenOff()], EXIT_CODES.failed);
  if ('others' in answer) return context.refuse([notTrusted(answer.others)], EXIT_CODES.failed);
  if (answer.message !== '' && answer.exitCode !== 0) context.output.text(answer.message);
  return answer.exitCode;
}

function refusal(why: 'no-service' | 'no-right', role: string, { state }: HostPlace): Finding {
  const missing = why === 'no-service';
  return {
    code: missing ? 'SRV020' : 'SRV021',
    severity: 'error',
    message: missing
      ? `you may not read ${state}, and no service is running to do it for you`
      : `you are not in a group that may ${role === 'operate' ? 'run and approve' : 'read'}`,
    fix: missing
      ? 'run it as root (sudo), or enable the service: services.nixos-ai.daemon.enable'
      : 'ask to join a group in services.nixos-ai.operators or viewers, or run it as root (sudo)',
  };
}

function notTrusted(others: string): Finding {
  return {
    code: 'SRV024',
    severity: 'error',
    message: `the service is not asked: somebody else than root could answer, and ask it in your name: ${others}`,
    fix: 'name the right host; the directory of the service and all above it must be root’s, and nobody else may write to them',
  };
}

function brokenOff(): Finding {
  return {
    code: 'SRV022',
    severity: 'error',
    message: 'the service stopped before its answer was complete; the run it started continues',
    fix: '`nixos-ai history` shows how it ended',
  };
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** A run's story by its whole name, from what the service says. */
export async function showRemote(context: CommandContext, place: HostPlace, run: string): Promise<void> {
  const events: RunEvent[] = [];
  await askRemote(context, place, { v: 1, op: 'show', run }, (value) => {
    events.push(...[parseEvent(value) ?? []].flat());
  });
  if (!context.output.json) context.output.text(renderStory(visibleData(events), context.output.paint));
}

/** The runs of a host, newest first, as the service lists them. */
export async function historyRemote(context: CommandContext, place: HostPlace, limit: number): Promise<void> {
  const runs: HistoryEntry[] = [];
  await askRemote(context, place, { v: 1, op: 'history', limit }, (value) => {
    runs.push(...[parseHistoryEntry(value) ?? []].flat());
  });
  if (!context.output.json) context.output.text(renderHistory(runs, context.output.paint));
}
