import { say } from '../../../model/step-message.ts';
import { tellRestore } from './messages.ts';
import { refuse } from '../../../document/reader.ts';
import { readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { TEXT } from '../../place.ts';
import { refer } from '../../schema.ts';
import { isPublicPath } from '../../sinks.ts';
import { newestFilesSchema, readNewestFiles, visitNewestFiles, type NewestFiles } from '../newest-files.ts';
import { lookAtRestore } from './look.ts';

/** The newest archive of a directory, unpacked and held against what it is a copy of. */
interface RestoreCheck extends NewestFiles {
  readonly compare: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly restore: RestoreCheck;
  }
}

const compare = refer(
  'text',
  'Compare',
  'Absolute path of the directory that was archived. Files that changed later are ignored.',
);

export const restoreCheck: CheckKind<CheckOf<'restore'>, 'compare'> = {
  kind: 'restore',
  help: {
    form: '`restore: { directory, match }`',
    holds: 'the newest archive unpacks, and what is in `compare` and did not change since is in it',
  },
  keys: ['compare'],
  schema: {
    subject: newestFilesSchema(
      'Restore',
      'The newest archive of tar in a directory, unpacked aside and compared.',
    ),
    keys: { compare },
    rule: { required: ['compare'] },
  },
  parse: (subject, fields, common) => {
    const files = readNewestFiles(subject, 'restore');
    if (!fields.compare)
      return refuse(
        subject,
        'RB022',
        "a check of 'restore' has no 'compare'",
        "add 'compare:' with the directory the archive is a copy of",
      );
    const original = readTextValue(fields.compare, 'compare');
    return files === undefined || original === undefined
      ? undefined
      : { kind: 'restore', ...files, compare: original, ...common };
  },
  visit: (check, at) => ({
    ...check,
    ...visitNewestFiles(check, at),
    compare: at.value(check.compare, {
      type: TEXT,
      sink: 'file path',
      allows: isPublicPath,
      policy: 'file',
    }),
  }),
  look: lookAtRestore,
  label: (check, { text }) => `what ${text(check.directory)} gives back`,
  claim: (check, { text }) => say('restore.gives-back', { path: text(check.compare, check.position) }),
  tell: tellRestore,
  explain: (check, { text }) =>
    `the newest ${text(check.match)} of ${text(check.directory)} gives back ${text(check.compare)}`,
  document: (check, { text }) =>
    `the newest ${text(check.match)} in ${text(check.directory)} unpacks, and every file of ${text(check.compare)} that did not change since is in it and the same`,
};
