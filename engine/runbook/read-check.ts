import { DEFAULTS } from '../config/defaults.ts';
import type { Position } from '../model/finding.ts';
import type { WrittenCheck, Written } from '../model/runbook.ts';
import { readDuration } from './duration.ts';
import type { Fields, Node } from './reader.ts';
import { positionOf, readBoolean, readChoice, readFields, readInteger, readItems, refuse } from './reader.ts';
import { complete, readArgv, readIntegerValue, readPath, readTextValue, readWritten } from './written.ts';

/** What each kind of check may say besides its own key and `within`. */
const CHECKS = {
  unit: ['is'],
  http: ['status', 'contains'],
  tcp: ['is'],
  command: ['exit', 'contains'],
  file: ['exists', 'contains'],
  option: ['equals'],
} as const;
type CheckKind = keyof typeof CHECKS;
const KINDS = ['unit', 'http', 'tcp', 'command', 'file', 'option'] as const satisfies CheckKind[];
const KEYS = [...KINDS, 'is', 'status', 'contains', 'exit', 'exists', 'equals', 'within'] as const;
type CheckFields = Fields<(typeof KEYS)[number]>;
interface Common {
  readonly position: Position;
  readonly within: number;
}

/** The checks of a `verify` step. */
export function readChecks(node: Node): readonly WrittenCheck[] | undefined {
  return complete(readItems(node, 'verify', 1, 100)?.map(readCheck));
}

function readCheck(node: Node): WrittenCheck | undefined {
  const fields = readFields(node, 'a check', KEYS, []);
  if (fields === undefined) return undefined;
  const [kind, ...others] = KINDS.filter((name) => fields[name] !== undefined);
  if (kind === undefined || others.length > 0) {
    const got = kind === undefined ? 'none of them' : [kind, ...others].join(' and ');
    return refuse(node, 'RB027', `a check has exactly one of ${KINDS.join(', ')}; got ${got}`);
  }
  for (const key of KEYS) {
    const extra = fields[key];
    const known = key === kind || key === 'within' || CHECKS[kind].some((own) => own === key);
    if (extra !== undefined && !known) {
      return refuse(
        extra,
        'RB021',
        `a check of '${kind}' has no '${key}'`,
        `known are ${CHECKS[kind].join(', ')}, within`,
      );
    }
  }
  const subject = fields[kind];
  const usual =
    kind === 'unit' || kind === 'http' || kind === 'tcp' ? DEFAULTS.probeWithin : DEFAULTS.factWithin;
  const within = fields.within === undefined ? usual.value : readDuration(fields.within, 'within');
  if (subject === undefined || within === undefined) return undefined;
  return READERS[kind](subject, fields, { position: positionOf(node), within });
}

type Reader = (subject: Node, fields: CheckFields, common: Common) => WrittenCheck | undefined;

const READERS: Readonly<Record<CheckKind, Reader>> = {
  unit: readUnit,
  http: readHttp,
  tcp: readTcp,
  command: readCommand,
  file: readFile,
  option: readOption,
};

function readUnit(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const unit = readTextValue(subject, 'unit');
  const is = fields.is ? readChoice(fields.is, 'is', ['active', 'inactive', 'failed']) : 'active';
  return unit === undefined || is === undefined ? undefined : { kind: 'unit', unit, is, ...common };
}

function readHttp(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const target = readFields(subject, 'http', ['url', 'socket'], ['url']);
  const url = target?.url ? readTextValue(target.url, 'url') : undefined;
  const socket = optional(target?.socket, (node) => readTextValue(node, 'socket'), 'socket');
  const status = fields.status ? readInteger(fields.status, 'status', 100, 599) : DEFAULTS.httpStatus.value;
  const contains = readContains(fields);
  if (url === undefined || status === undefined || !socket || !contains) return undefined;
  return { kind: 'http', url, status, ...socket, ...contains, ...common };
}

function readTcp(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const target = readFields(subject, 'tcp', ['port', 'address'], ['port']);
  const port = target?.port ? readIntegerValue(target.port, 'port', 1, 65_535) : undefined;
  const address = target?.address ? readTextValue(target.address, 'address') : DEFAULTS.tcpAddress.value;
  const is = fields.is ? readChoice(fields.is, 'is', ['open', 'closed']) : 'open';
  if (port === undefined || address === undefined || is === undefined) return undefined;
  return { kind: 'tcp', port, address, is, ...common };
}

function readCommand(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const argv = readArgv(subject, 'command');
  const exit = fields.exit ? readInteger(fields.exit, 'exit', 0, 255) : DEFAULTS.commandExit.value;
  const contains = readContains(fields);
  if (argv === undefined || exit === undefined || !contains) return undefined;
  return { kind: 'command', argv, exit, ...contains, ...common };
}

function readFile(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const path = readTextValue(subject, 'file');
  const exists = fields.exists ? readBoolean(fields.exists, 'exists') : true;
  const contains = readContains(fields);
  if (path === undefined || exists === undefined || !contains) return undefined;
  if (!exists && fields.contains) {
    return refuse(
      fields.contains,
      'RB028',
      'a file that must not exist cannot contain anything',
      "remove 'contains'",
    );
  }
  return { kind: 'file', path, exists, ...contains, ...common };
}

function readOption(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const path = readPath(subject, 'option');
  if (!fields.equals) {
    return refuse(
      subject,
      'RB022',
      "a check of 'option' has no 'equals'",
      "add 'equals:' with the expected value",
    );
  }
  const equals = readWritten(fields.equals, 'equals');
  return path === undefined || equals === undefined ? undefined : { kind: 'option', path, equals, ...common };
}

function readContains(fields: CheckFields): { contains?: Written } | undefined {
  return optional(fields.contains, (node) => readTextValue(node, 'contains'), 'contains');
}

/** `{}` when absent, `{ key: value }` when read, undefined when it could not be read. */
function optional<K extends string, T>(
  node: Node | undefined,
  read: (node: Node) => T | undefined,
  key: K,
): { [name in K]?: T } | undefined {
  if (node === undefined) return {};
  const value = read(node);
  if (value === undefined) return undefined;
  const found: { [name in K]?: T } = {};
  found[key] = value;
  return found;
}
