import { readTextValue } from '../../../engine/document/written.ts';
import type { CheckKind } from '../../../engine/kinds/check-kind.ts';
import { hostPath } from '../../../engine/kinds/look.ts';
import { TEXT } from '../../../engine/kinds/place.ts';
import { refer } from '../../../engine/kinds/schema.ts';
import { isPublicPath } from '../../../engine/kinds/sinks.ts';
import type { CheckOf, Written } from '../../../engine/model/runbook.ts';

/** A file that holds nothing. */
interface EmptyCheck {
  readonly path: Written;
}

declare module '../../../engine/model/runbook.ts' {
  interface CheckKinds {
    readonly empty: EmptyCheck;
  }
}

export const empty: CheckKind<CheckOf<'empty'>, never> = {
  kind: 'empty',
  help: { form: '`empty: /var/log/app`', holds: 'the file holds nothing' },
  keys: [],
  schema: { subject: refer('text', 'Empty', 'Absolute path of a file that holds nothing.') },
  parse: (subject, _, common) => {
    const path = readTextValue(subject, 'empty');
    return path === undefined ? undefined : { kind: 'empty', path, ...common };
  },
  visit: (check, at) => ({
    ...check,
    path: at.value(check.path, { type: TEXT, sink: 'file path', allows: isPublicPath, policy: 'file' }),
  }),
  look: async (check, context) => {
    const path = hostPath(context, context.values.text(check.path, check.position));
    const text = await context.host.files.readText(path);
    return text === '' ? {} : { wrong: `it has ${text?.length ?? 'no'} characters` };
  },
  label: (check, { text }) => `${text(check.path)} is empty`,
  claim: (check, { text }) => `${text(check.path, check.position)} is empty`,
  explain: (check, { text }) => `${text(check.path)} is empty`,
  document: (check, { text }) => `${text(check.path)} is empty`,
};
