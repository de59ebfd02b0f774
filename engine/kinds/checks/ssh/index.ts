import { say } from '../../../model/step-message.ts';
import { tellSsh } from './messages.ts';
import { readFields } from '../../../document/reader.ts';
import { readWritten } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { INTEGERS } from '../../place.ts';
import { map, type Schema } from '../../schema.ts';
import { lookAtSsh } from './look.ts';

interface SshCheck {
  /** Ports through which SSH must still come in. */
  readonly ports: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly ssh: SshCheck;
  }
}

const ports: Schema = {
  title: 'Ports',
  description:
    'Ports that stay open. The one of the SSH session that started the run must be among them; without a session, one on which the server listens.',
  anyOf: [
    {
      title: 'List',
      description: 'Port numbers.',
      type: 'array',
      maxItems: 1000,
      items: { title: 'Port', description: '1 to 65535.', type: 'integer', minimum: 1, maximum: 65_535 },
    },
    { $ref: '#/$defs/param' },
    { $ref: '#/$defs/cel' },
  ],
};

export const sshCheck: CheckKind<CheckOf<'ssh'>, never> = {
  kind: 'ssh',
  help: {
    form: '`ssh: { ports }`',
    holds: 'the port of this SSH session, or without one a port of the server, is among them',
  },
  keys: [],
  schema: { subject: map('SSH', 'Whether SSH connections still get in.', { ports }, ['ports']) },
  parse: (subject, _, common) => {
    const target = readFields(subject, 'ssh', ['ports'], ['ports']);
    const stay = target?.ports && readWritten(target.ports, 'ports');
    return stay === undefined ? undefined : { kind: 'ssh', ports: stay, ...common };
  },
  visit: (check, at) => ({ ...check, ports: at.value(check.ports, { type: INTEGERS }) }),
  look: lookAtSsh,
  label: () => 'the way in stays open',
  claim: () => say('ssh.reachable', {}),
  tell: tellSsh,
  explain: (check, { text }) => `SSH comes in through one of the ports ${text(check.ports)}`,
  document: (check, { text }) =>
    `the port of this SSH session, or without one a port of the server, is among ${text(check.ports)}`,
};
