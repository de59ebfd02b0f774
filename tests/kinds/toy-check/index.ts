import { say, type CodesOf } from '../../../engine/model/step-message.ts';
import { tellIn } from '../../../engine/kinds/tell.ts';
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

declare module '../../../engine/model/step-message.ts' {
  interface StepMessages {
    'empty.holds': { readonly path: string };
    'empty.not': { readonly characters?: number };
  }
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
    return text === ''
      ? {}
      : { wrong: say('empty.not', text === undefined ? {} : { characters: text.length }) };
  },
  label: (check, { text }) => `${text(check.path)} is empty`,
  claim: (check, { text }) => say('empty.holds', { path: text(check.path, check.position) }),
  tell: tellIn<CodesOf<'empty'>>({
    'empty.holds': ({ path }) => `${path} is empty`,
    'empty.not': ({ characters }) => `it has ${characters ?? 'no'} characters`,
  }),
  explain: (check, { text }) => `${text(check.path)} is empty`,
  document: (check, { text }) => `${text(check.path)} is empty`,
};
