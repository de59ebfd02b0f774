import { say } from '../../../model/step-message.ts';
import { tellUnitCheck } from './messages.ts';
import { readChoice } from '../../../document/reader.ts';
import { readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { NAMES } from '../../place.ts';
import { refer } from '../../schema.ts';
import { isUnitName } from '../../sinks.ts';
import { lookAtUnits, unitsOf } from './look.ts';

const STATES = ['active', 'inactive', 'failed'] as const;
type State = (typeof STATES)[number];

/** The state of a systemd unit, or of each unit of a list. */
interface UnitCheck {
  readonly unit: Written;
  readonly is: State;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly unit: UnitCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly unit: { readonly unit: string; readonly is?: State };
  }
}

export const unitCheck: CheckKind<CheckOf<'unit'>, 'is'> = {
  kind: 'unit',
  help: {
    form: '`unit: docker.service`',
    holds: 'it is active; or `inactive` or `failed`, with `is`',
  },
  keys: ['is'],
  schema: {
    subject: refer('text', 'Unit', 'A systemd unit, such as docker.service.'),
    is: STATES,
  },
  probe: true,
  parse: (subject, fields, common) => {
    const name = readTextValue(subject, 'unit');
    const is = fields.is ? readChoice(fields.is, 'is', STATES) : 'active';
    return name === undefined || is === undefined ? undefined : { kind: 'unit', unit: name, is, ...common };
  },
  visit: (check, at) => ({
    ...check,
    unit: at.value(check.unit, { type: NAMES, sink: 'unit', allows: isUnitName }),
  }),
  look: lookAtUnits,
  reasonsIn: (check, values) => (check.is === 'active' ? unitsOf(check, values) : []),
  label: (check, { text }) => `${text(check.unit)} is ${check.is}`,
  claim: (check, values) => say('unit.is', { units: unitsOf(check, values), is: check.is }),
  tell: tellUnitCheck,
  explain: (check, { text }) => `unit ${text(check.unit)} is ${check.is}`,
  document: (check, { text }) => `unit ${text(check.unit)} is ${check.is}`,
  render: (draft: DraftOf<'unit'>) => ({ unit: draft.unit, is: draft.is }),
};
