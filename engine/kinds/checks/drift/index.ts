import { say } from '../../../model/step-message.ts';
import { tellDrift } from './messages.ts';
import { readChoice } from '../../../document/reader.ts';
import type { CheckOf } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { lookAtDrift } from './look.ts';

/** What of a host can differ from what it should be: what runs, what boots next, or that every unit works. */
const PARTS = ['configuration', 'boot', 'units'] as const;
type Part = (typeof PARTS)[number];

/** Whether a host is what its configuration says, boots what it runs, and has no failed unit. */
interface DriftCheck {
  readonly of: Part;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly drift: DriftCheck;
  }
}

/** What differs from the configuration is no secret of a file, so a generated runbook may ask it. */
export const driftCheck: CheckKind<CheckOf<'drift'>, never> = {
  kind: 'drift',
  help: {
    form: '`drift: configuration`, `boot`, `units`',
    holds: 'what runs is what is configured, what boots next; no unit has failed',
  },
  keys: [],
  schema: {
    subject: {
      title: 'Drift',
      description:
        'What must be as it should: configuration is that what runs is what it says, boot that what runs boots next, units that none has failed.',
      enum: PARTS,
    },
  },
  parse: (subject, _, common) => {
    const of = readChoice(subject, 'drift', PARTS);
    return of === undefined ? undefined : { kind: 'drift', of, ...common };
  },
  visit: (check) => check,
  look: lookAtDrift,
  label: (check) => `no drift of ${check.of}`,
  claim: ({ of }) => say('drift.none', { of }),
  tell: tellDrift,
  explain: (check) => EXPLAINED[check.of],
  document: (check) => DOCUMENTED[check.of],
};

const EXPLAINED: Readonly<Record<Part, string>> = {
  configuration: 'what runs is what the configuration says',
  boot: 'what boots next is what runs',
  units: 'no unit has failed',
};

const DOCUMENTED: Readonly<Record<Part, string>> = {
  configuration: 'the configuration gives the system that runs',
  boot: 'the system that runs is the one that boots next',
  units: 'no unit has failed',
};
