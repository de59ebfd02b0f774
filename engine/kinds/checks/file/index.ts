import { say } from '../../../model/step-message.ts';
import { tellFileCheck } from './messages.ts';
import { readBoolean, refuse } from '../../../document/reader.ts';
import { readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { TEXT, visitOptional } from '../../place.ts';
import { refer } from '../../schema.ts';
import { isPublicPath } from '../../sinks.ts';
import { documentContains, readContains, readNewerThan } from '../shared-keys.ts';
import { lookAtFile } from './look.ts';

/** Whether a file is there, what it holds, and whether it changed. */
interface FileCheck {
  readonly path: Written;
  readonly exists: boolean;
  readonly contains?: Written;
  readonly newerThan?: Written;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly file: FileCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly file: { readonly path: string; readonly exists?: boolean; readonly contains?: string };
  }
}

const exists = {
  title: 'Exists',
  description: 'Whether the file must be there.',
  type: 'boolean',
  default: true,
};

/** What must not be there has no content and no age. */
const rule = {
  if: { properties: { exists: { const: false } }, required: ['exists'] },
  // oxlint-disable-next-line unicorn/no-thenable
  then: { not: { anyOf: [{ required: ['contains'] }, { required: ['newer-than'] }] } },
};

export const fileCheck: CheckKind<CheckOf<'file'>, 'exists' | 'contains' | 'newer-than'> = {
  kind: 'file',
  help: {
    form: '`file: /etc/motd`',
    holds: 'it exists and contains `contains`; `exists: false`: it does not exist',
  },
  keys: ['exists', 'contains', 'newer-than'],
  schema: { subject: refer('text', 'File', 'Absolute path of a file.'), keys: { exists }, rule },
  parse: (subject, fields, common) => {
    const path = readTextValue(subject, 'file');
    const wanted = fields.exists ? readBoolean(fields.exists, 'exists') : true;
    const contains = readContains(fields);
    const newer = readNewerThan(fields);
    if (path === undefined || wanted === undefined || !contains || !newer) return undefined;
    if (!wanted && fields.contains) {
      const message = 'a file that must not exist cannot contain anything';
      return refuse(fields.contains, 'RB028', message, "remove 'contains'");
    }
    if (!wanted && fields['newer-than']) {
      const message = 'a file that must not exist has no age';
      return refuse(fields['newer-than'], 'RB028', message, "remove 'newer-than'");
    }
    return { kind: 'file', path, exists: wanted, ...contains, ...newer, ...common };
  },
  visit: (check, at) => ({
    ...check,
    path: at.value(check.path, { type: TEXT, sink: 'file path', allows: isPublicPath, policy: 'file' }),
    ...visitOptional('contains', check.contains, at, { type: TEXT }),
    ...visitOptional('newerThan', check.newerThan, at, { type: TEXT }),
  }),
  look: lookAtFile,
  label: (check, { text }) => `${text(check.path)} is ${check.exists ? 'there' : 'gone'}`,
  claim: (check, { text }) => {
    const path = text(check.path, check.position);
    return check.exists ? say('file.exists', { path }) : say('file.gone', { path });
  },
  tell: tellFileCheck,
  explain: (check, { text }) => `${text(check.path)} ${check.exists ? 'exists' : 'does not exist'}`,
  document: (check, { text }) => {
    const there = check.exists ? 'is there' : 'is not there';
    const contains = check.contains === undefined ? undefined : text(check.contains);
    const newer = check.newerThan === undefined ? '' : `, newer than ${text(check.newerThan)}`;
    return `${text(check.path)} ${there}${documentContains(contains)}${newer}`;
  },
  render: ({ path, exists: wanted, contains }: DraftOf<'file'>) => ({ file: path, exists: wanted, contains }),
};
