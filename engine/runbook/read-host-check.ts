import { DEFAULTS } from '../config/defaults.ts';
import type { Written, WrittenCheck } from '../model/runbook.ts';
import type { CheckFields, Common } from './check-fields.ts';
import { readNewerThan } from './check-fields.ts';
import type { Node } from '../document/reader.ts';
import { readChoice, readFields, refuse } from '../document/reader.ts';
import { readIntegerValue, readTextValue, readWritten } from '../document/written.ts';

const MOST_DAYS = 36_500;
const MOST_BYTES = Number.MAX_SAFE_INTEGER;

export function readCertificate(
  subject: Node,
  fields: CheckFields,
  common: Common,
): WrittenCheck | undefined {
  const target = readFields(subject, 'certificate', ['port', 'address', 'file', 'name'], ['name']);
  if (target === undefined) return undefined;
  if ((target.port === undefined) === (target.file === undefined))
    return refuse(
      subject,
      'RB027',
      'a certificate is that of exactly one of port and file',
      "write 'port:' for what a server shows, 'file:' for what lies on the disk",
    );
  if (target.file && target.address)
    return refuse(target.address, 'RB028', 'a certificate in a file has no address', "remove 'address'");
  const name = target.name && readTextValue(target.name, 'name');
  const source = target.file ? readFileSource(target.file) : readPortSource(target.port, target.address);
  const days = fields.days ? readIntegerValue(fields.days, 'days', 0, MOST_DAYS) : 0;
  const newer = readNewerThan(fields);
  if (name === undefined || source === undefined || days === undefined || !newer) return undefined;
  return { kind: 'certificate', source, name, days, ...newer, ...common };
}

type Source = Extract<WrittenCheck, { kind: 'certificate' }>['source'];

function readFileSource(node: Node): Source | undefined {
  const path = readTextValue(node, 'file');
  return path === undefined ? undefined : { kind: 'file', path };
}

function readPortSource(node: Node | undefined, at: Node | undefined): Source | undefined {
  const port = node && readIntegerValue(node, 'port', 1, 65_535);
  const address = at ? readTextValue(at, 'address') : DEFAULTS.tcpAddress.value;
  return port === undefined || address === undefined ? undefined : { kind: 'port', port, address };
}

export function readNewest(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const files = readNewestFiles(subject, 'newest');
  const bytes = fields.bytes
    ? readIntegerValue(fields.bytes, 'bytes', 0, MOST_BYTES)
    : DEFAULTS.newestBytes.value;
  const newer = readNewerThan(fields);
  if (files === undefined || bytes === undefined || !newer) return undefined;
  return { kind: 'newest', ...files, bytes, ...newer, ...common };
}

export function readRestore(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const files = readNewestFiles(subject, 'restore');
  if (!fields.compare)
    return refuse(
      subject,
      'RB022',
      "a check of 'restore' has no 'compare'",
      "add 'compare:' with the directory that the archive is a copy of",
    );
  const compare = readTextValue(fields.compare, 'compare');
  return files === undefined || compare === undefined
    ? undefined
    : { kind: 'restore', ...files, compare, ...common };
}

function readNewestFiles(
  subject: Node,
  what: string,
): { readonly directory: Written; readonly match: Written } | undefined {
  const target = readFields(subject, what, ['directory', 'match'], ['directory']);
  const directory = target?.directory && readTextValue(target.directory, 'directory');
  const match = target?.match ? readTextValue(target.match, 'match') : '*';
  return directory === undefined || match === undefined ? undefined : { directory, match };
}

export function readLogin(subject: Node, fields: CheckFields, common: Common): WrittenCheck | undefined {
  const user = readTextValue(subject, 'login');
  const is = fields.is ? readChoice(fields.is, 'is', ['possible', 'gone']) : 'possible';
  return user === undefined || is === undefined ? undefined : { kind: 'login', user, is, ...common };
}

export function readSsh(subject: Node, _: CheckFields, common: Common): WrittenCheck | undefined {
  const target = readFields(subject, 'ssh', ['ports'], ['ports']);
  const ports = target?.ports && readWritten(target.ports, 'ports');
  return ports === undefined ? undefined : { kind: 'ssh', ports, ...common };
}

export function readDrift(subject: Node, _: CheckFields, common: Common): WrittenCheck | undefined {
  const of = readChoice(subject, 'drift', ['configuration', 'boot', 'units']);
  return of === undefined ? undefined : { kind: 'drift', of, ...common };
}
