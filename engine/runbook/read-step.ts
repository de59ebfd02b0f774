import { DEFAULTS } from '../config/defaults.ts';
import { readDuration, readPositiveDuration } from '../document/duration.ts';
import { ID, RESERVED_IDS } from '../document/names.ts';
import { positionOf, readFields, readInteger, readMatching, refuse } from '../document/reader.ts';
import type { Fields, Node } from '../document/reader.ts';
import { readCel } from '../document/written.ts';
import type { Kinds } from '../kinds/step-kind.ts';
import type { OnFailure, Step, StepCommon } from '../model/runbook.ts';

const COMMON = ['id', 'when', 'retry', 'timeout', 'on-failure'] as const;
type CommonFields = Fields<(typeof COMMON)[number]>;

/** One step: what every step may say, and exactly one kind. */
export function readStep(node: Node, kinds: Kinds): Step | undefined {
  const names = kinds.steps.map(({ kind }) => kind);
  const fields = readFields<string>(node, 'a step', [...COMMON, ...names], ['id']);
  if (fields === undefined) return undefined;
  const [kind, ...others] = kinds.steps.filter((one) => fields[one.kind] !== undefined);
  const common = readCommon(node, fields);
  const subject = kind === undefined ? undefined : fields[kind.kind];
  if (kind === undefined || subject === undefined || others.length > 0) {
    const got = kind === undefined ? 'none of them' : [kind, ...others].map((one) => one.kind).join(' and ');
    const message = `a step has exactly one of ${names.join(', ')}; got ${got}`;
    return refuse(node, 'RB027', message, 'make it one step per kind');
  }
  const own = kind.parse(subject, kinds);
  return common === undefined || own === undefined ? undefined : { ...common, ...own };
}

function readCommon(node: Node, fields: CommonFields): StepCommon | undefined {
  const id = fields.id ? readId(fields.id) : undefined;
  const when = fields.when && readCel(fields.when, 'when');
  const retry = fields.retry && readRetry(fields.retry);
  const timeout = fields.timeout && readPositiveDuration(fields.timeout, 'timeout');
  const onFailure = fields['on-failure'] && readOnFailure(fields['on-failure']);
  if (id === undefined) return undefined;
  return {
    id,
    position: positionOf(node),
    ...(when && { when }),
    ...(retry && { retry }),
    ...(timeout !== undefined && { timeout }),
    ...(onFailure && { onFailure }),
  };
}

function readId(node: Node): string | undefined {
  const id = readMatching(node, 'an id', ID, 'lower-case words joined by single dashes');
  if (!RESERVED_IDS.some((reserved) => reserved === id)) return id;
  return refuse(node, 'RB029', `'${id}' is a word of the engine and cannot be an id`, 'choose another id');
}

function readRetry(node: Node): NonNullable<StepCommon['retry']> | undefined {
  const fields = readFields(node, 'retry', ['attempts', 'delay'], ['attempts']);
  const attempts =
    fields?.attempts && readInteger(fields.attempts, 'attempts', 1, DEFAULTS.retryAttempts.value);
  const delay = fields?.delay ? readDuration(fields.delay, 'delay') : DEFAULTS.retryDelay.value;
  return attempts === undefined || delay === undefined ? undefined : { attempts, delay };
}

function readOnFailure(node: Node): OnFailure | undefined {
  const to = readMatching(node, 'on-failure', ID, 'rollback, continue, needs-human or the id of a step');
  if (to === undefined) return undefined;
  if (to === 'rollback' || to === 'continue' || to === 'needs-human') return { to };
  return { to: 'step', step: to };
}
