import { say } from '../../../model/step-message.ts';
import { tellTcp } from './messages.ts';
import { DEFAULTS } from '../../../config/defaults.ts';
import { readChoice, readFields, refuse } from '../../../document/reader.ts';
import { defined } from '../../../document/render-value.ts';
import { readIntegerValue, readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { INTEGER, TEXT, visitOptional } from '../../place.ts';
import { map, refer } from '../../schema.ts';
import { isLoopback } from '../../sinks.ts';
import { readContains } from '../shared-keys.ts';
import { lookAtTcp } from './look.ts';

const STATES = ['open', 'closed'] as const;
type State = (typeof STATES)[number];

/** A port of the host: whether something accepts connections there. */
interface TcpCheck {
  readonly port: Written;
  readonly address: Written;
  readonly is: State;
  /** What the server says first. */
  readonly contains?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly tcp: TcpCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly tcp: { readonly port: number; readonly address?: string; readonly is?: State };
  }
}

const subject = map(
  'TCP',
  'A connection.',
  {
    port: refer('port', 'Port', 'TCP port.'),
    address: {
      ...refer('text', 'Address', 'IP address to connect to.'),
      default: DEFAULTS.tcpAddress.value,
    },
  },
  ['port'],
);

/** A closed port says nothing. */
const rule = {
  if: { properties: { is: { const: 'closed' } }, required: ['is'] },
  // oxlint-disable-next-line unicorn/no-thenable
  then: { not: { required: ['contains'] } },
};

export const tcpCheck: CheckKind<CheckOf<'tcp'>, 'is' | 'contains'> = {
  kind: 'tcp',
  help: {
    form: '`tcp: { port, address }`',
    holds:
      'it accepts connections and its greeting contains `contains`; `is: closed`: it does not accept any',
  },
  keys: ['is', 'contains'],
  schema: { subject, is: STATES, rule },
  probe: true,
  parse: (node, fields, common) => {
    const target = readFields(node, 'tcp', ['port', 'address'], ['port']);
    const port = target?.port ? readIntegerValue(target.port, 'port', 1, 65_535) : undefined;
    const address = target?.address ? readTextValue(target.address, 'address') : DEFAULTS.tcpAddress.value;
    const is = fields.is ? readChoice(fields.is, 'is', STATES) : 'open';
    const contains = readContains(fields);
    if (port === undefined || address === undefined || is === undefined || !contains) return undefined;
    if (is === 'closed' && fields.contains)
      return refuse(fields.contains, 'RB028', 'a closed port says nothing', "remove 'contains'");
    return { kind: 'tcp', port, address, is, ...contains, ...common };
  },
  visit: (check, at) => ({
    ...check,
    port: at.value(check.port, { type: INTEGER }),
    address: at.value(check.address, { type: TEXT, sink: 'address', allows: isLoopback }),
    ...visitOptional('contains', check.contains, at, { type: TEXT }),
  }),
  look: lookAtTcp,
  label: (check, { text }) => `port ${text(check.port)} is ${check.is}`,
  claim: (check, { text }) => say('tcp.is', { port: text(check.port, check.position), is: check.is }),
  tell: tellTcp,
  explain: (check, { text }) => `port ${text(check.port)} is ${check.is}`,
  document: (check, { text }) => {
    const said = check.contains === undefined ? '' : `, and the server says ${text(check.contains)}`;
    return `port ${text(check.port)} of ${text(check.address)} is ${check.is}${said}`;
  },
  render: ({ port, address, is }: DraftOf<'tcp'>) => ({ tcp: defined({ port, address }), is }),
};
