import { DEFAULTS } from '../config/defaults.ts';
import type { WrittenCheck } from '../model/runbook.ts';
import { KEYS, KINDS, optional, readContains, readNewerThan } from './check-fields.ts';
import type { CheckFields, CheckReader, Common } from './check-fields.ts';
import { readDuration } from '../document/duration.ts';
import {
  readCertificate,
  readDrift,
  readLogin,
  readNewest,
  readRestore,
  readSsh,
} from './read-host-check.ts';
import type { Node } from '../document/reader.ts';
import {
  positionOf,
  readBoolean,
  readChoice,
  readFields,
  readInteger,
  readItems,
  refuse,
} from '../document/reader.ts';
import {
  complete,
  readArgv,
  readIntegerValue,
  readPath,
  readTextValue,
  readWritten,
} from '../document/written.ts';

/** What each kind of check may say besides its own key and `within`. */
const CHECKS = {
  unit: ['is'],
  http: ['status', 'contains'],
  tcp: ['is', 'contains'],
  command: ['exit', 'contains'],
  file: ['exists', 'contains', 'newer-than'],
  option: ['equals', 'items'],
  certificate: ['days', 'newer-than'],
  newest: ['bytes', 'newer-than'],
  restore: ['compare'],
  login: ['is'],
  ssh: [],
  drift: [],
} as const satisfies Record<(typeof KINDS)[number], readonly string[]>;

/** Kinds of which a first sample is often wrong. */
const PROBES: ReadonlySet<string> = new Set(['unit', 'http', 'tcp', 'certificate']);

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
  const usual = PROBES.has(kind) ? DEFAULTS.probeWithin : DEFAULTS.factWithin;
  const within = fields.within === undefined ? usual.value : readDuration(fields.within, 'within');
  if (subject === undefined || within === undefined) return undefined;
  return READERS[kind](subject, fields, { position: positionOf(node), within });
}

const READERS: Readonly<Record<(typeof KINDS)[number], CheckReader>> = {
  unit: readUnit,
  http: readHttp,
  tcp: readTcp,
  command: readCommand,
  file: readFile,
  option: readOption,
  certificate: readCertificate,
  newest: readNewest,
  restore: readRestore,
  login: readLogin,
  ssh: readSsh,
  drift: readDrift,
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
  const contains = readContains(fields);
  if (port === undefined || address === undefined || is === undefined || !contains) return undefined;
  if (is === 'closed' && fields.contains)
    return refuse(fields.contains, 'RB028', 'a closed port says nothing', "remove 'contains'");
  return { kind: 'tcp', port, address, is, ...contains, ...common };
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
  const newer = readNewerThan(fields);
  if (path === undefined || exists === undefined || !contains || !newer) return undefined;
  if (!exists && fields.contains) {
    return refuse(
      fields.contains,
      'RB028',
      'a file that must not exist cannot contain anything',
      "remove 'contains'",
    );
  }
  if (!exists && fields['newer-than'])
    return refuse(
      fields['newer-than'],
      'RB028',
      'a file that must not exist has no age',
      "remove 'newer-than'",
    );
  return { kind: 'file', path, exists, ...contains, ...newer, ...common };
}

function readOption(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const path = readPath(subject, 'option');
  const wanted = fields.equals ?? fields.items;
  if (wanted === undefined || (fields.equals && fields.items)) {
    return refuse(
      subject,
      'RB022',
      "a check of 'option' has exactly one of 'equals' and 'items'",
      "add 'equals:' with the expected value, or 'items:' with those of a list, in any order",
    );
  }
  const anyOrder = fields.items !== undefined;
  const equals = readWritten(wanted, anyOrder ? 'items' : 'equals');
  return path === undefined || equals === undefined
    ? undefined
    : { kind: 'option', path, equals, anyOrder, ...common };
}
