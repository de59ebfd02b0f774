import { say } from '../../../model/step-message.ts';
import { tellReach } from './messages.ts';
import { readFields } from '../../../document/reader.ts';
import { readIntegerValue, readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { LOOK_MS } from '../../look.ts';
import { INTEGER, TEXT } from '../../place.ts';
import { map, refer } from '../../schema.ts';

/** A port of another host: whether this one gets through to it. */
interface ReachCheck {
  /** Name or address. */
  readonly host: Written;
  readonly port: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly reach: ReachCheck;
  }
}

const subject = map(
  'Reach',
  'A TCP port of another host that accepts connections from this one.',
  {
    host: refer('text', 'Host', 'Name or IP address of the other host.'),
    port: refer('port', 'Port', 'TCP port.'),
  },
  ['host', 'port'],
);

export const reachCheck: CheckKind<CheckOf<'reach'>, never> = {
  kind: 'reach',
  help: {
    form: '`reach: { host, port }`',
    holds: 'the TCP port of another host accepts connections from this one',
  },
  keys: [],
  schema: { subject },
  probe: true,
  parse: (node, _, common) => {
    const target = readFields(node, 'reach', ['host', 'port'], ['host', 'port']);
    const host = target?.host && readTextValue(target.host, 'host');
    const port = target?.port && readIntegerValue(target.port, 'port', 1, 65_535);
    return host === undefined || port === undefined ? undefined : { kind: 'reach', host, port, ...common };
  },
  visit: (check, at) => ({
    ...check,
    host: at.value(check.host, { type: TEXT, sink: 'address' }),
    port: at.value(check.port, { type: INTEGER, sink: 'port' }),
  }),
  refuseUnapproved: () => ({
    message: 'a check of a generated runbook connects to another host, and nobody approved it',
    fix: 'put an approve step before it, or look at a port of the host itself with tcp',
  }),
  look: async (check, { host, values }) => {
    const name = values.text(check.host, check.position);
    const port = Number(values.text(check.port, check.position));
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return { wrong: say('check.not-a-port', { port }) };
    const said = await host.network.greet(name, port, LOOK_MS, undefined);
    return said === undefined ? { wrong: say('reach.refused', {}) } : {};
  },
  label: (check, { text }) => `${text(check.host)} is reached`,
  claim: ({ host, port, position }, { text }) =>
    say('reach.reached', { host: text(host, position), port: text(port, position) }),
  tell: tellReach,
  explain: (check, { text }) => `port ${text(check.port)} of ${text(check.host)} is reached`,
  document: (check, { text }) => `port ${text(check.port)} of ${text(check.host)} accepts connections`,
};
