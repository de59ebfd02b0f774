import type { Cause } from '../cause.ts';
import { RUN_DEEDS } from '../deed.ts';
import type { Usage } from '../completion.ts';
import type { EventHead, PlannedBy, RunEvent, RunEventBody } from '../event.ts';
import type { Graph } from '../graph.ts';
import { RUN_OUTCOMES, type PausedOutcome } from '../outcome.ts';
import type { PinnedRunbook } from '../pinned.ts';
import { ORIGINS } from '../policy.ts';
import { isTexts } from './plan-shapes.ts';
import { isKeyOf, isNumber, isObject, isOneOf, isRecord, isText, optional, type Is } from './shape.ts';
import { isSaid, isSaidOfMany } from './said.ts';
import { isPhase, isStepEnded, isStepOutcome } from './step-ended.ts';
import { isMutation, isPrincipal } from './step-shapes.ts';
import { upcast } from './upcast.ts';

/**
 * An event of a run from outside: a row of the journal, a line of `--json`, an answer of the service. What older engines
 * wrote reads as what is written today. Undefined where it is none that this engine knows.
 *
 * @example
 * parseEvent(JSON.parse(line))   // { v: 1, type: 'transition', run: '…', from: 'plan', on: 'ok', to: 'snapshot', … }
 */
export function parseEvent(value: unknown): RunEvent | undefined {
  if (!isRecord(value)) return undefined;
  const event = upcast(value);
  return isHead(event) && isBody(event) ? event : undefined;
}

/** Whether events of such a type are known here: then one that cannot be read is not what an engine wrote. */
export function isKnownType(type: string): boolean {
  return Object.hasOwn(BODIES, type);
}

type Body<Type extends RunEventBody['type']> = Extract<RunEventBody, { readonly type: Type }>;

const isHead = isObject<EventHead>({ v: isOneOf(1), run: isText, seq: isNumber, at: isText });

function isBody(value: Readonly<Record<string, unknown>>): value is RunEventBody & typeof value {
  const { type } = value;
  const shapes: Readonly<Record<string, Is<RunEventBody>>> = BODIES;
  return typeof type === 'string' && Object.hasOwn(shapes, type) && shapes[type]?.(value) === true;
}

/** Runs that are resumed are read by the host that pinned them; of one that is shown, this is what is shown. */
const isShownPinned = isObject<{
  runbook: object;
  change: object;
  bindings: object;
  graph: Pick<Graph, 'start'>;
}>({
  runbook: isRecord,
  change: isRecord,
  bindings: isRecord,
  graph: isObject<Pick<Graph, 'start'>>({ start: isText }),
});
const isPinned: Is<PinnedRunbook> = (value): value is PinnedRunbook => isShownPinned(value);

const isDeed = isOneOf(...RUN_DEEDS);

const BODIES: { readonly [Type in RunEventBody['type']]: Is<Body<Type>> } = {
  'model-call': isObject<Body<'model-call'>>({
    type: isOneOf('model-call'),
    round: isNumber,
    provider: isText,
    model: isText,
    outcome: isOneOf('accepted', 'sent-back', 'failed'),
    findings: isTexts,
    attempts: isNumber,
    took: isNumber,
    usage: optional(
      isObject<Usage>({
        inputTokens: isNumber,
        outputTokens: isNumber,
        cachedTokens: optional(isNumber),
        cost: optional(isNumber),
      }),
    ),
  }),
  'run-started': isObject<Body<'run-started'>>({
    type: isOneOf('run-started'),
    mode: isOneOf('apply', 'plan', 'rollback'),
    runbook: isText,
    text: isText,
    origin: isOneOf(...ORIGINS),
    request: optional(isText),
    planned: optional(
      isObject<PlannedBy>({ planner: isText, model: optional(isText), rounds: optional(isNumber) }),
    ),
    parameters: isRecord,
    compiled: isPinned,
    of: optional(isText),
    cause: optional(
      isObject<Cause>({ kind: isOneOf('trigger', 'schedule'), name: isText, event: optional(isText) }),
    ),
    host: isText,
    by: isPrincipal,
    engine: isText,
  }),
  'step-started': isObject<Body<'step-started'>>({
    type: isOneOf('step-started'),
    node: isText,
    phase: isPhase,
    attempt: isNumber,
  }),
  note: isObject<Body<'note'>>({
    type: isOneOf('note'),
    node: isText,
    message: isText,
    said: isSaid,
    data: optional(isRecord),
  }),
  mutation: isObject<Body<'mutation'>>({
    type: isOneOf('mutation'),
    node: isText,
    message: isText,
    said: isSaid,
    data: isMutation,
  }),
  'step-ended': isStepEnded,
  transition: isObject<Body<'transition'>>({
    type: isOneOf('transition'),
    from: isText,
    on: isStepOutcome,
    to: isText,
  }),
  approval: isObject<Body<'approval'>>({
    type: isOneOf('approval'),
    by: isPrincipal,
    planHash: isText,
    expires: isText,
  }),
  'run-paused': isObject<Body<'run-paused'>>({
    type: isOneOf('run-paused'),
    outcome: isKeyOf<PausedOutcome>({ 'pending-reboot': true, 'pending-approval': true }),
    exitCode: isNumber,
    message: isText,
    said: isSaid,
    did: optional(isDeed),
    remarks: optional(isTexts),
    remarked: isSaidOfMany,
  }),
  'run-ended': isObject<Body<'run-ended'>>({
    type: isOneOf('run-ended'),
    outcome: isOneOf(...RUN_OUTCOMES),
    exitCode: isNumber,
    message: isText,
    said: isSaid,
    did: optional(isDeed),
    remarks: optional(isTexts),
    remarked: isSaidOfMany,
  }),
};
