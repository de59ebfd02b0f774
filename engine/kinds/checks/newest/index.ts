import { say } from '../../../model/step-message.ts';
import { tellNewest } from './messages.ts';
import { DEFAULTS } from '../../../config/defaults.ts';
import { readIntegerValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { INTEGER, TEXT, visitOptional } from '../../place.ts';
import { REFERENCES } from '../../schema.ts';
import { newestFilesSchema, readNewestFiles, visitNewestFiles, type NewestFiles } from '../newest-files.ts';
import { readNewerThan } from '../shared-keys.ts';
import { lookAtNewest } from './look.ts';

const MOST_BYTES = Number.MAX_SAFE_INTEGER;

/** The newest file of a directory: that there is one, how large it is, and whether it is newer than before. */
interface NewestCheck extends NewestFiles {
  /** Fewest bytes. */
  readonly bytes: Written;
  readonly newerThan?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly newest: NewestCheck;
  }
}

const bytes = {
  title: 'Bytes',
  description: 'Minimum size of the file in bytes.',
  default: DEFAULTS.newestBytes.value,
  anyOf: [
    { title: 'Bytes', description: '0 or more.', type: 'integer', minimum: 0, maximum: MOST_BYTES },
    ...REFERENCES,
  ],
};

export const newestCheck: CheckKind<CheckOf<'newest'>, 'bytes' | 'newer-than'> = {
  kind: 'newest',
  help: {
    form: '`newest: { directory, match }`',
    holds: 'the newest file that matches has `bytes` at least',
  },
  keys: ['bytes', 'newer-than'],
  schema: {
    subject: newestFilesSchema('Newest', 'The file of a directory that changed last.'),
    keys: { bytes },
  },
  parse: (subject, fields, common) => {
    const files = readNewestFiles(subject, 'newest');
    const least = fields.bytes
      ? readIntegerValue(fields.bytes, 'bytes', 0, MOST_BYTES)
      : DEFAULTS.newestBytes.value;
    const newer = readNewerThan(fields);
    if (files === undefined || least === undefined || !newer) return undefined;
    return { kind: 'newest', ...files, bytes: least, ...newer, ...common };
  },
  visit: (check, at) => ({
    ...check,
    ...visitNewestFiles(check, at),
    bytes: at.value(check.bytes, { type: INTEGER }),
    ...visitOptional('newerThan', check.newerThan, at, { type: TEXT }),
  }),
  look: lookAtNewest,
  label: (check, { text }) => `a new file in ${text(check.directory)}`,
  claim: (check, { text }) => say('newest.there', { directory: text(check.directory, check.position) }),
  tell: tellNewest,
  explain: (check, { text }) =>
    `${text(check.directory)} has a file ${text(check.match)} of ${text(check.bytes)} bytes or more`,
  document: (check, { text }) => {
    const least = check.bytes === 0 ? '' : `, of ${text(check.bytes)} bytes at least`;
    const newer = check.newerThan === undefined ? '' : `, newer than ${text(check.newerThan)}`;
    return `there is a file ${text(check.match)} in ${text(check.directory)}${least}${newer}`;
  },
};
