import { say } from '../../../model/step-message.ts';
import { tellLogin } from './messages.ts';
import { readChoice } from '../../../document/reader.ts';
import { readTextValue } from '../../../document/written.ts';
import type { CheckOf, Written } from '../../../model/runbook.ts';
import type { CheckKind } from '../../check-kind.ts';
import { TEXT } from '../../place.ts';
import { refer } from '../../schema.ts';
import { lookAtLogin } from './look.ts';

const STATES = ['possible', 'gone'] as const;

/** Whether somebody can log in with a key, or is gone. */
interface LoginCheck {
  readonly user: Written;
  readonly is: (typeof STATES)[number];
}

declare module '../../../model/runbook.ts' {
  interface CheckKinds {
    readonly login: LoginCheck;
  }
}

/** Whether somebody can log in is no secret of a file, so a generated runbook may ask it of anybody. */
export const loginCheck: CheckKind<CheckOf<'login'>, 'is'> = {
  kind: 'login',
  help: {
    form: '`login: alice`',
    holds: 'the SSH server would take a key of hers; `is: gone`: there is neither account nor key',
  },
  keys: ['is'],
  schema: {
    subject: refer(
      'text',
      'Login',
      'A user: possible if an SSH server would accept one of their keys, gone if there is neither account nor key.',
    ),
    is: STATES,
  },
  parse: (subject, fields, common) => {
    const user = readTextValue(subject, 'login');
    const is = fields.is ? readChoice(fields.is, 'is', STATES) : 'possible';
    return user === undefined || is === undefined ? undefined : { kind: 'login', user, is, ...common };
  },
  visit: (check, at) => ({ ...check, user: at.value(check.user, { type: TEXT }) }),
  look: lookAtLogin,
  label: (check, { text }) => `login of ${text(check.user)} is ${check.is}`,
  claim: (check, { text }) => say('login.is', { user: text(check.user, check.position), is: check.is }),
  tell: tellLogin,
  explain: (check, { text }) => `the login of ${text(check.user)} is ${check.is}`,
  document: (check, { text }) =>
    check.is === 'possible'
      ? `the SSH server would let ${text(check.user)} log in with a key`
      : `there is no account ${text(check.user)}, and no key of it`,
};
