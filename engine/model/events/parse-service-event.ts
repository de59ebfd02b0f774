import { RUN_OUTCOMES } from '../outcome.ts';
import type { Occasion } from '../service/service.ts';
import type { JobName, Refused, ServiceEvent, ServiceEventBody, Sighting } from '../service/service-event.ts';
import {
  isEither,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isRecord,
  isText,
  optional,
  type Is,
} from './shape.ts';
import { isPrincipal } from './step-shapes.ts';
import { upcast } from './upcast.ts';

/** An event of the service from outside: a row of its log, a line of `events --json`. Undefined where it is none. */
export function parseServiceEvent(value: unknown): ServiceEvent | undefined {
  if (!isRecord(value)) return undefined;
  const event = upcast(value);
  return isHead(event) && isBody(event) ? event : undefined;
}

type Body<Type extends ServiceEventBody['type']> = Extract<ServiceEventBody, { readonly type: Type }>;

const isHead = isObject<Pick<ServiceEvent, 'v' | 'id' | 'at'>>({ v: isOneOf(1), id: isNumber, at: isText });

function isBody(value: Readonly<Record<string, unknown>>): value is ServiceEventBody & typeof value {
  const { type } = value;
  const shapes: Readonly<Record<string, Is<ServiceEventBody>>> = BODIES;
  return typeof type === 'string' && Object.hasOwn(shapes, type) && shapes[type]?.(value) === true;
}

const isJob = isObject<JobName>({ kind: isOneOf('trigger', 'schedule', 'operator'), name: isText });
const isOutcome = isOneOf(...RUN_OUTCOMES);
type Seen<Kind extends string> = Extract<Sighting, { readonly kind: Kind }>;

const isSighting: Is<Sighting> = isEither(
  isObject<Seen<'unit-failed'>>({ kind: isOneOf('unit-failed'), unit: isText, result: optional(isText) }),
  isObject<Seen<'path-changed'>>({ kind: isOneOf('path-changed'), path: isText }),
  isObject<Seen<'disk-full' | 'memory-full'>>({
    kind: isOneOf('disk-full', 'memory-full'),
    percent: isNumber,
  }),
  isObject<Seen<'health'>>({ kind: isOneOf('health'), failed: isListOf(isText) }),
);
const isRefused = isOneOf<Refused>('malformed', 'operators-only', 'unidentified');
const isOccasion = isOneOf<Occasion>(...RUN_OUTCOMES, 'waits', 'refused');

const BODIES: { readonly [Type in ServiceEventBody['type']]: Is<Body<Type>> } = {
  'daemon-started': isObject<Body<'daemon-started'>>({
    type: isOneOf('daemon-started'),
    engine: isText,
    file: isText,
    pid: isNumber,
  }),
  'daemon-stopped': isObject<Body<'daemon-stopped'>>({ type: isOneOf('daemon-stopped') }),
  'trigger-met': isObject<Body<'trigger-met'>>({
    type: isOneOf('trigger-met'),
    trigger: isText,
    key: isText,
    what: isText,
    seen: optional(isSighting),
  }),
  'trigger-cleared': isObject<Body<'trigger-cleared'>>({ type: isOneOf('trigger-cleared'), trigger: isText }),
  'job-started': isObject<Body<'job-started'>>({
    type: isOneOf('job-started'),
    job: isJob,
    runbook: isText,
    key: optional(isText),
  }),
  'job-skipped': isObject<Body<'job-skipped'>>({
    type: isOneOf('job-skipped'),
    job: isJob,
    why: isOneOf('running', 'resting', 'exhausted', 'outside-window'),
    until: optional(isText),
    message: isText,
  }),
  'job-ended': isObject<Body<'job-ended'>>({
    type: isOneOf('job-ended'),
    job: isJob,
    run: optional(isText),
    outcome: optional(isOutcome),
    exitCode: isNumber,
    codes: optional(isListOf(isText)),
    message: isText,
  }),
  notified: isObject<Body<'notified'>>({
    type: isOneOf('notified'),
    notification: isText,
    occasion: isOccasion,
    about: isText,
  }),
  'notify-failed': isObject<Body<'notify-failed'>>({
    type: isOneOf('notify-failed'),
    notification: isText,
    occasion: isOccasion,
    about: isText,
    message: isText,
  }),
  request: isObject<Body<'request'>>({ type: isOneOf('request'), by: isPrincipal, what: isText }),
  'request-refused': isObject<Body<'request-refused'>>({
    type: isOneOf('request-refused'),
    by: isPrincipal,
    why: optional(isRefused),
    message: isText,
  }),
  trouble: isObject<Body<'trouble'>>({ type: isOneOf('trouble'), about: isText, message: isText }),
};
