import type { CodesOf } from '../../../model/step-message.ts';
import { tellIn } from '../../tell.ts';

declare module '../../../model/step-message.ts' {
  interface StepMessages {
    'login.is': { readonly user: string; readonly is: 'possible' | 'gone' };
    'login.left': { readonly account: boolean; readonly keys: number };
    'login.no-account': { readonly user: string };
    /** What stands against it, as the host says. */
    'login.hindered': { readonly against: readonly string[] };
    'login.no-key': { readonly user: string };
  }
}

export const tellLogin = tellIn<CodesOf<'login'>>({
  'login.is': ({ user, is }) => `the login of ${user} is ${is}`,
  'login.left': ({ account, keys }) =>
    [...(account ? ['the account exists'] : []), ...(keys > 0 ? [`${keys} keys exist`] : [])].join(', '),
  'login.no-account': ({ user }) => `there is no account ${user}`,
  'login.hindered': ({ against }) => against.join(', '),
  'login.no-key': ({ user }) => `no authorized key of ${user} would be accepted`,
});
