import { say } from '../../../model/step-message.ts';
import { tellDns } from './messages.ts';
import { readFields, readItems, type Node } from '../../../document/reader.ts';
import { complete, readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { TEXT, visitOptional } from '../../place.ts';
import { map, refer } from '../../schema.ts';
import { readOptional } from '../shared-keys.ts';
import { lookAtName } from './look.ts';

/** Whether a name has addresses, or just those that it must have. */
interface DnsCheck {
  readonly name: Written;
  /** The DNS server that is asked; what programs of the host are told where absent. */
  readonly server?: Written;
  readonly addresses?: readonly Written[];
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly dns: DnsCheck;
  }
}

const subject = map(
  'DNS',
  'A name that has an address.',
  {
    name: refer('text', 'Name', 'The name, such as www.example.org.'),
    server: refer(
      'text',
      'Server',
      'IP address of the DNS server to ask. By default, the resolver of the host is used.',
    ),
  },
  ['name'],
);

const MOST = 100;

const addresses = {
  title: 'Addresses',
  description: 'The IP addresses that the name must have: these and no others, in any order.',
  type: 'array',
  minItems: 1,
  maxItems: MOST,
  items: { $ref: '#/$defs/text' },
};

export const dnsCheck: CheckKind<CheckOf<'dns'>, 'addresses'> = {
  kind: 'dns',
  help: {
    form: '`dns: { name }` or `{ name, server }`',
    holds: 'the name has an address, or just the `addresses`; the DNS server is asked where one is named',
  },
  keys: ['addresses'],
  schema: { subject, keys: { addresses } },
  probe: true,
  parse: (node, fields, common) => {
    const target = readFields(node, 'dns', ['name', 'server'], ['name']);
    const name = target?.name && readTextValue(target.name, 'name');
    const server = readOptional(target?.server, (inner) => readTextValue(inner, 'server'), 'server');
    const wanted = readOptional(fields.addresses, readAddresses, 'addresses');
    if (name === undefined || !server || !wanted) return undefined;
    return { kind: 'dns', name, ...server, ...wanted, ...common };
  },
  visit: (check, at) => ({
    ...check,
    name: at.value(check.name, { type: TEXT, sink: 'address' }),
    ...visitOptional('server', check.server, at, { type: TEXT, sink: 'address' }),
    ...(check.addresses && {
      addresses: check.addresses.map((address) => at.value(address, { type: TEXT })),
    }),
  }),
  refuseUnapproved: () => ({
    message: 'a check of a generated runbook asks for a name in the network, and nobody approved it',
    fix: 'put an approve step before it, or remove it',
  }),
  look: lookAtName,
  label: (check, { text }) => `${text(check.name)} has an address`,
  claim: (check, { text }) => {
    const known = (written: Written): string => text(written, check.position);
    const addresses = check.addresses?.map(known);
    return say('dns.has', { name: known(check.name), ...(addresses && { addresses }) });
  },
  tell: tellDns,
  explain: (check, { text }) => `the name ${text(check.name)} has ${sayAddresses(check, text)}`,
  document: (check, { text }) => {
    const server = check.server === undefined ? '' : ` at the DNS server ${text(check.server)}`;
    return `the name ${text(check.name)} has ${sayAddresses(check, text)}${server}`;
  },
};

function readAddresses(node: Node): readonly Written[] | undefined {
  return complete(readItems(node, 'addresses', 1, MOST)?.map((item) => readTextValue(item, 'an address')));
}

function sayAddresses({ addresses: wanted }: DnsCheck, text: (written: Written) => string): string {
  return wanted === undefined ? 'an address' : `just the addresses ${wanted.map(text).join(', ')}`;
}
