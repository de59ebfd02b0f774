import { DEFAULTS } from '../../../config/defaults.ts';
import { readFields, refuse, type Fields, type Node } from '../../../document/reader.ts';
import { readIntegerValue, readTextValue } from '../../../document/written.ts';
import type { CheckCommon, CheckOf } from '../../../model/runbook.ts';
import { readNewerThan } from '../shared-keys.ts';

export const MOST_DAYS = 36_500;

type Certificate = CheckOf<'certificate'>;

export function parseCertificate(
  subject: Node,
  fields: Fields<'days' | 'newer-than'>,
  common: CheckCommon,
): Certificate | undefined {
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

function readFileSource(node: Node): Certificate['source'] | undefined {
  const path = readTextValue(node, 'file');
  return path === undefined ? undefined : { kind: 'file', path };
}

function readPortSource(node: Node | undefined, at: Node | undefined): Certificate['source'] | undefined {
  const port = node && readIntegerValue(node, 'port', 1, 65_535);
  const address = at ? readTextValue(at, 'address') : DEFAULTS.tcpAddress.value;
  return port === undefined || address === undefined ? undefined : { kind: 'port', port, address };
}
