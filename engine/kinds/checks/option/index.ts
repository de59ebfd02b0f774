import { say } from '../../../model/step-message.ts';
import { tellOption } from './messages.ts';
import { refuse } from '../../../document/reader.ts';
import { renderOptionPath, renderWrittenValue } from '../../../document/render-value.ts';
import { readPath, readWritten } from '../../../document/written.ts';
import type { CheckOf, Written, WrittenPath } from '../../../model/runbook.ts';
import type { NixValue, OptionPath } from '../../../model/options/value.ts';
import { isSecretName } from '../../../redact/secret-names.ts';
import type { CheckKind, DraftOf } from '../../check-kind.ts';
import { ANYTHING } from '../../place.ts';
import { refer } from '../../schema.ts';
import { lookAtOption } from './look.ts';

/** The value that the configuration gives an option. */
interface OptionCheck {
  readonly path: WrittenPath;
  readonly equals: Written;
  /** The value is a list, and its order says nothing. */
  readonly anyOrder: boolean;
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly option: OptionCheck;
  }
}

declare module '../../check-kind.ts' {
  interface CheckDrafts {
    readonly option: { readonly path: OptionPath; readonly equals: NixValue };
  }
}

const keys = {
  equals: refer('value', 'Equals', 'The value that the option must have.'),
  items: refer(
    'value',
    'Items',
    'The items that the option, a list, must have: these and no others, in any order.',
  ),
};

export const optionCheck: CheckKind<CheckOf<'option'>, 'equals' | 'items'> = {
  kind: 'option',
  help: {
    form: '`option: services.nginx.enable`',
    holds: 'the configuration gives it the value `equals`, or the list of `items` in any order',
  },
  keys: ['equals', 'items'],
  schema: {
    subject: refer('option', 'Option', 'An option of the evaluated configuration.'),
    keys,
    rule: { oneOf: [{ required: ['equals'] }, { required: ['items'] }] },
  },
  parse: (subject, fields, common) => {
    const path = readPath(subject, 'option');
    const wanted = fields.equals ?? fields.items;
    if (wanted === undefined || (fields.equals && fields.items)) {
      return refuse(
        subject,
        'RB022',
        "a check of 'option' has exactly one of 'equals' and 'items'",
        "add 'equals:' with the expected value, or 'items:' with the items of a list in any order",
      );
    }
    const anyOrder = fields.items !== undefined;
    const equals = readWritten(wanted, anyOrder ? 'items' : 'equals');
    return path === undefined || equals === undefined
      ? undefined
      : { kind: 'option', path, equals, anyOrder, ...common };
  },
  visit: (check, at) => {
    // Whether a password is needed is no secret; what it is would be told by comparing.
    const tells = typeof check.equals === 'boolean' || typeof check.equals === 'number';
    const allows = (name: string): boolean => tells || !isSecretName(name);
    return {
      ...check,
      path: at.path(check.path, { sink: 'option path', allows }),
      equals: at.value(check.equals, { type: ANYTHING }),
    };
  },
  look: lookAtOption,
  label: (check, shown) => shown.option(check.path),
  claim: (check, values) =>
    say('option.as-requested', { option: values.option(check.path, check.position).join('.') }),
  tell: tellOption,
  explain: (check, shown) => `${shown.option(check.path)} has the requested value`,
  document: (check, shown) => {
    const order = check.anyOrder ? ', in any order' : '';
    return `the configuration gives ${shown.option(check.path)} the value ${shown.text(check.equals)}${order}`;
  },
  render: ({ path, equals }: DraftOf<'option'>) => ({
    option: renderOptionPath(path),
    equals: renderWrittenValue(equals),
  }),
};
