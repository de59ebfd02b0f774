import { firstOption } from '../../context.ts';
import type { Frame } from './frame.ts';

const NAMES = ['services.openssh.settings.PermitRootLogin', 'services.openssh.permitRootLogin'];

export const SSH_FRAMES: readonly Frame[] = [
  {
    name: 'how root may log in',
    says: ['root', 'ssh|sshd|remote|remotely', 'log|login|logged|in|access|connect|key|keys|logins'],
    may: 'log login logged in access connect key keys may can allow allowed let able be over via through with by using from account user remote remotely still should a',
    build: (spotted, context) => {
      const path = firstOption(context, ...NAMES);
      const words = spotted.clause.map(({ word }) => word);
      const keys = words.some((word) => /^keys?$/u.test(word));
      const narrowed =
        words.includes('only') ||
        (words.includes('without') && words.some((word) => /^passwords?$/u.test(word)));
      if (path === undefined || !keys || !narrowed || words.some((word) => /^(?:not|never|no)$/u.test(word)))
        return undefined;
      spotted.take(spotted.clause.filter(({ word }) => /^(?:only|without|passwords?|but)$/u.test(word)));
      return [{ op: 'set', path, value: 'prohibit-password' }];
    },
  },
];
