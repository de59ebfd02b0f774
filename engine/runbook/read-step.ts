import { DEFAULTS } from '../config/defaults.ts';
import type { OnFailure, Step, StepCommon, Written } from '../model/runbook.ts';
import { readDuration } from '../document/duration.ts';
import { ID, INPUT, RESERVED_IDS } from '../document/names.ts';
import type { Kinds } from '../kinds/kinds.ts';
import { readChecks } from './read-check.ts';
import { readEdits } from './read-edit.ts';
import { readFiles } from './read-files.ts';
import type { Fields, Node } from '../document/reader.ts';
import {
  isRecord,
  positionOf,
  readBoolean,
  readChoice,
  readEntries,
  readFields,
  readInteger,
  readItems,
  readMatching,
  refuse,
} from '../document/reader.ts';
import { AGE, parseWait, parseWindow, WAIT, WINDOW } from '../document/window.ts';
import {
  complete,
  readArgv,
  readCel,
  readParamRef,
  readTextValue,
  readWritten,
} from '../document/written.ts';

const KINDS = [
  'edit',
  'verify',
  'run',
  'files',
  'approve',
  'wait',
  'notify',
  'call',
  'reboot',
  'inputs',
  'collect-garbage',
] as const;
type Kind = (typeof KINDS)[number];
const COMMON = ['id', 'when', 'retry', 'timeout', 'on-failure'] as const;
const KEYS = [...COMMON, ...KINDS] as const;
type StepFields = Fields<(typeof KEYS)[number]>;

/** One step: what every step may say, and exactly one kind. */
export function readStep(node: Node, kinds: Kinds): Step | undefined {
  const fields = readFields(node, 'a step', KEYS, ['id']);
  if (fields === undefined) return undefined;
  const [kind, ...others] = KINDS.filter((name) => fields[name] !== undefined);
  const common = readCommon(node, fields);
  const subject = kind === undefined ? undefined : fields[kind];
  if (kind === undefined || subject === undefined || others.length > 0) {
    const got = kind === undefined ? 'none of them' : [kind, ...others].join(' and ');
    return refuse(
      node,
      'RB027',
      `a step has exactly one of ${KINDS.join(', ')}; got ${got}`,
      'make it one step per kind',
    );
  }
  const own = READERS[kind](subject, kinds);
  return common === undefined || own === undefined ? undefined : { ...common, ...own };
}

function readCommon(node: Node, fields: StepFields): StepCommon | undefined {
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

function readPositiveDuration(node: Node, what: string): number | undefined {
  const milliseconds = readDuration(node, what);
  return milliseconds === 0
    ? refuse(node, 'RB024', `${what} is longer than 0`, 'write at least 1ms')
    : milliseconds;
}

type Own<K extends Kind> = Omit<Extract<Step, { kind: K }>, keyof StepCommon>;
type Readers = { readonly [K in Kind]: (node: Node, kinds: Kinds) => Own<K> | undefined };

const READERS: Readers = {
  edit: (node) => {
    const edits = readEdits(node);
    return edits && { kind: 'edit', edits };
  },
  verify: (node, kinds) => {
    const checks = readChecks(node, kinds);
    return checks && { kind: 'verify', checks };
  },
  run: readRun,
  files: readFiles,
  approve: (node) => {
    const message = readTextValue(node, 'approve');
    return message === undefined ? undefined : { kind: 'approve', message };
  },
  wait: (node) => {
    const duration = readPositiveDuration(node, 'wait');
    return duration === undefined ? undefined : { kind: 'wait', duration };
  },
  notify: (node) => {
    const message = readTextValue(node, 'notify');
    return message === undefined ? undefined : { kind: 'notify', message };
  },
  call: readCall,
  reboot: readReboot,
  inputs: readInputs,
  'collect-garbage': readGarbage,
};

function readRun(node: Node): Own<'run'> | undefined {
  const fields = readFields(node, 'run', ['argv', 'effect', 'undo', 'exit'], ['argv', 'effect']);
  if (fields === undefined) return undefined;
  const argv = fields.argv && readArgv(fields.argv, 'argv');
  const effect = fields.effect && readChoice(fields.effect, 'effect', ['read', 'change', 'irreversible']);
  const undo = fields.undo && readArgv(fields.undo, 'undo');
  const exit = fields.exit ? readExits(fields.exit) : [DEFAULTS.commandExit.value];
  if (argv === undefined || effect === undefined || exit === undefined) return undefined;
  return { kind: 'run', argv, effect, exit, ...(undo && { undo }) };
}

/** Exit codes that mean success: one, or a list. */
function readExits(node: Node): readonly number[] | undefined {
  if (Array.isArray(node.value)) return complete(readItems(node, 'exit', 1, 256)?.map(readExit));
  const code = readExit(node);
  return code === undefined ? undefined : [code];
}

function readExit(node: Node): number | undefined {
  return readInteger(node, 'an exit code', 0, 255);
}

function readReboot(node: Node): Own<'reboot'> | undefined {
  const fields = readFields(node, 'reboot', ['window', 'within', 'if-needed'], []);
  if (fields === undefined) return undefined;
  const window = fields.window && readWindow(fields.window);
  const waits = 'a time such as 90m, 12h or 7d';
  const within = fields.within
    ? readMatching(fields.within, 'within', WAIT, waits)
    : DEFAULTS.rebootWithin.value;
  const most = typeof within === 'string' ? parseWait(within) : within;
  const needed = fields['if-needed'] ? readBoolean(fields['if-needed'], 'if-needed') : false;
  if (most === undefined || needed === undefined || (fields.window && window === undefined)) return undefined;
  return { kind: 'reboot', within: most, ...(window && { window }), ...(needed && { ifNeeded: needed }) };
}

function readWindow(node: Node): Own<'reboot'>['window'] {
  if (isRecord(node.value)) return readParamRef(node, 'window');
  const text = readMatching(node, 'window', WINDOW, 'two times of day such as 02:00-04:00');
  return text === undefined ? undefined : parseWindow(text);
}

function readInputs(node: Node): Own<'inputs'> | undefined {
  const update = readFields(node, 'inputs', ['update'], ['update'])?.update;
  const which = update && readUpdate(update);
  return which === undefined ? undefined : { kind: 'inputs', update: which };
}

/** `all`, or names; or a parameter that is one of both. */
function readUpdate(node: Node): Written | undefined {
  if (isRecord(node.value)) return readParamRef(node, 'update');
  const name = 'the name of an input, such as nixpkgs';
  if (Array.isArray(node.value))
    return complete(
      readItems(node, 'update', 1, 100)?.map((item) => readMatching(item, 'an input', INPUT, name)),
    );
  return readChoice(node, 'update', ['all']);
}

function readGarbage(node: Node): Own<'collect-garbage'> | undefined {
  const fields = readFields(node, 'collect-garbage', ['older-than'], ['older-than']);
  const age = fields?.['older-than'];
  if (age === undefined) return undefined;
  const olderThan = isRecord(age.value)
    ? readParamRef(age, 'older-than')
    : readMatching(age, 'older-than', AGE, 'an age such as 30d, 12h or 0d');
  return olderThan === undefined ? undefined : { kind: 'collect-garbage', olderThan };
}

function readCall(node: Node): Own<'call'> | undefined {
  const fields = readFields(node, 'call', ['runbook', 'with'], ['runbook']);
  const runbook = fields?.runbook && readMatching(fields.runbook, 'runbook', ID, 'the name of a runbook');
  const entries = fields?.with ? readEntries(fields.with, 'with') : [];
  const given = complete(
    entries?.map(({ key, node: child }): readonly [string, Written] | undefined => {
      const value = readWritten(child, `'${key}'`);
      return value === undefined ? undefined : [key, value];
    }),
  );
  if (runbook === undefined || given === undefined) return undefined;
  return { kind: 'call', runbook, with: Object.fromEntries(given) };
}
