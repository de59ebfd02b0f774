import { firstOption } from '../../context.ts';
import type { Frame } from './frame.ts';

export const LOGIN_FRAMES: readonly Frame[] = [
  {
    name: 'somebody who is logged in when the desktop starts',
    says: [
      'log|login|logged|session|sign|signed|autologin',
      'automatic|automatically|auto|straight|directly|autologin|without|immediately',
    ],
    may: 'log login in into sign session start starts boot boots desktop graphical screen prompt password asking entering typing computer machine when after on the system up have go without a should be comes user as',
    build: (spotted, context) => {
      const user = spotted.pick(({ kind, word }) => kind === 'word' && context.users.has(word));
      const base = ['services.displayManager.autoLogin', 'services.xserver.displayManager.autoLogin'];
      const enable = firstOption(context, ...base.map((name) => `${name}.enable`));
      const name = firstOption(context, ...base.map((one) => `${one}.user`));
      if (user === undefined || enable === undefined || name === undefined) return undefined;
      // What is gone without is the screen, or the typing; and who starts a session without one starts it by itself.
      const without = spotted.clause.findIndex(({ word }) => word === 'without');
      const rest = without < 0 ? [] : spotted.clause.slice(without);
      if (
        without >= 0 &&
        !rest.some(({ word }) => /^(?:screen|prompt|password|asking|typing|login|entering)$/u.test(word))
      )
        return undefined;
      spotted.take(spotted.clause.filter(({ word }) => /^(?:without|when|after)$/u.test(word)));
      return [
        { op: 'set', path: enable, value: true },
        { op: 'set', path: name, value: user },
      ];
    },
  },
];
